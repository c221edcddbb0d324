/**
 * Damaged files for every reader: whatever the bytes, a reader returns a value or its own checked exception with one bounded
 * sentence, in bounded memory and time. See docs/reliability.md.
 */
package org.dinotwins.fuzz;
