/** State, theme and charts shared by the workspaces. */
package org.dinotwins.app.shared;
