/** Reads image sets in COCO's layout and caches their annotation files. */
package org.dinotwins.data.coco;
