/** Background work: runs it off the FX thread and reports progress, outcome and remaining time. */
package org.dinotwins.app.shared.work;
