/** Composes the generated sample pictures and writes them as a COCO set. */
package org.dinotwins.data.sample;
