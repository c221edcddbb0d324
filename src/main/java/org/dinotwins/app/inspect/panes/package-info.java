/** The panes: the picture with its overlay for each network, with head strip, overlap table, footer and film bar. */
package org.dinotwins.app.inspect.panes;
