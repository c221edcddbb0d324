/** Frozen networks, their features, and what these features are worth: kNN accuracy and a supervised baseline. */
package org.dinotwins.eval;
