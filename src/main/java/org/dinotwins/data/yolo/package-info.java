/** Reads image sets in the layouts of YOLO and darknet: one text file of boxes or polygons for each picture. */
package org.dinotwins.data.yolo;
