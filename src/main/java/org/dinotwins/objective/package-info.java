/** The DINO and Barlow Twins losses, their heads, the hybrid objective, and the signals of collapse and conflict. */
package org.dinotwins.objective;
