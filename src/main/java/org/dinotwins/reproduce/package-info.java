/** Trains and measures what the paper compares, on any image set in COCO's format. */
package org.dinotwins.reproduce;
