/** What the user chose in the Inspect workspace and what the networks answered: the view models, checkpoint films, scores and exports. */
package org.dinotwins.app.inspect.state;
