/** Shows the cross-correlation matrix of Barlow Twins. */
package org.dinotwins.app.live.matrix;
