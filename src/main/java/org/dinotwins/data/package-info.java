/** Image sets: pictures, categories, annotated objects, and what was skipped. */
package org.dinotwins.data;
