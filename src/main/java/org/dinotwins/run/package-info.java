/** The folder of a run, and the service that trains it. */
package org.dinotwins.run;
