/** Workspace interfaces, lazily built views, dialogs and small view parts shared by the workspaces. */
package org.dinotwins.app.shared.view;
