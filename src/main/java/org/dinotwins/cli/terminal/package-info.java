/** Progress, exit codes and errors in the terminal. */
package org.dinotwins.cli.terminal;
