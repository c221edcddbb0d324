/** Outlines of objects, how they are stored and turned, and their masks as the COCO API draws them. */
package org.dinotwins.data.outline;
