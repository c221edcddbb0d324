/** Results of measurements as plain values, with their tables and their JSON. */
package org.dinotwins.measure.outcome;
