/** The panes: the picture with the overlay of each network, with head strip, overlap table, footer and film bar. */
package org.dinotwins.app.inspect.panes;
