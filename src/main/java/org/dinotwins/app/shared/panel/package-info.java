/** Panels that several workspaces use. */
package org.dinotwins.app.shared.panel;
