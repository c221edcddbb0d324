/** The networks to inspect and what they answer: weights, forward passes kept in memory, and attention thresholded to masks. */
package org.dinotwins.app.inspect.networks;
