/** What colour, edges and place alone reach without a network: the floors that a network's figures have to beat. */
package org.dinotwins.eval.floor;
