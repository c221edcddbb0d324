/** Writing files completely or not at all. */
package org.dinotwins.files;
