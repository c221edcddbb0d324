/** Attention maps over a picture's patches, masks made from them, and their overlap with objects. */
package org.dinotwins.eval.attention;
