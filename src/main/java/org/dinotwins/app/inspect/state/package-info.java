/** The view models of the Inspect workspace: selections, checkpoint films, scores and exports. */
package org.dinotwins.app.inspect.state;
