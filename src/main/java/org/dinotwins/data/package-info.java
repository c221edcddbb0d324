/** Image sets: pictures, categories, object outlines and masks, and what was skipped. */
package org.dinotwins.data;
