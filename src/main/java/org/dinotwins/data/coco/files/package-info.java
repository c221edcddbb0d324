/** Where the annotation files of a COCO set lie, and the pictures that they name. */
package org.dinotwins.data.coco.files;
