/** Attention maps as overlays, outlines, arrays, tables and films. */
package org.dinotwins.export.attention;
