package org.dinotwins.data.outline;

/** A rectangle in pixels of the picture, origin at the top left corner, as COCO's {@code bbox}. */
public record Box(double x, double y, double width, double height) {}
