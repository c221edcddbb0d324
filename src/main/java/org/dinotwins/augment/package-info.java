/** Draws and renders the random crops of a picture, and the fixed views for evaluation. */
package org.dinotwins.augment;
