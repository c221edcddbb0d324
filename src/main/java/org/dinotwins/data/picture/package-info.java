/** Decodes image files to 8-bit RGB, and lists the images of a folder. */
package org.dinotwins.data.picture;
