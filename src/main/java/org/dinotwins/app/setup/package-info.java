/** The Set up workspace: image set, settings form and preview of the crops. */
package org.dinotwins.app.setup;
