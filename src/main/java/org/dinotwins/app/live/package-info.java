/**
 * The Live workspace: charts, correlation matrix, collapse signals and live settings of a run.
 */
package org.dinotwins.app.live;
