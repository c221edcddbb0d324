/** Parts of sentences for users: quotes of their input, and why a file could not be read. */
package org.dinotwins.message;
