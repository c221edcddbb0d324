/** Draws shapes, patterns and outlines with arithmetic that gives the same pixels on every machine. */
package org.dinotwins.data.sample.drawing;
