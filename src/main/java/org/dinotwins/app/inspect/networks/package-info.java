/** The inspected networks and their output: weights, cached forward passes, and attention thresholded to masks. */
package org.dinotwins.app.inspect.networks;
