/** Recognises the layout of a folder and opens its image set. */
package org.dinotwins.data.layout;
