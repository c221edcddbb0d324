/** Classifiers on frozen features (kNN, linear probe, logistic regression) and their accuracies. */
package org.dinotwins.eval.classification;
