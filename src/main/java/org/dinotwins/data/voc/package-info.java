/** Reads image sets in PASCAL VOC's layout. */
package org.dinotwins.data.voc;
