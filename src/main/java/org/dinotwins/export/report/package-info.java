/** Reports of runs and ablations as HTML, with their tables. */
package org.dinotwins.export.report;
