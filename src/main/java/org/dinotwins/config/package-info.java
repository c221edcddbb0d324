/** The settings of a run: records, presets, ranges, rules, and their JSON. */
package org.dinotwins.config;
