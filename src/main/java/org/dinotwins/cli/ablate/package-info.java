/** The commands of the terminal for ablations. */
package org.dinotwins.cli.ablate;
