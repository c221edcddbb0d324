/** Draws attention and true masks as pixels: colour maps, overlays, outlines and the legend. */
package org.dinotwins.app.inspect.painting;
