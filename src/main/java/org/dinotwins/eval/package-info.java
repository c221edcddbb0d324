/** Frozen networks, their features, and how good these features are: kNN accuracy and a supervised baseline. */
package org.dinotwins.eval;
