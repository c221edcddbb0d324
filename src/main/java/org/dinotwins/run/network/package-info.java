/** Frozen networks for inspection, and files of weights from and for other programs. */
package org.dinotwins.run.network;
