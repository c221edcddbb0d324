/** The commands of the terminal. */
package org.dinotwins.cli;
