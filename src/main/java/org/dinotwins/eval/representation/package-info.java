/** Measures that compare features without labels: linear CKA, cosine similarity and principal components. */
package org.dinotwins.eval.representation;
