/**
 * The pictures to inspect: list, filters, thumbnails, decoded pictures, true masks, and the position of a picture on
 * screen.
 */
package org.dinotwins.app.inspect.pictures;
