/** The pictures to inspect: the list, its filters and thumbnails, decoded pictures, their true masks, and where a picture lies on screen. */
package org.dinotwins.app.inspect.pictures;
