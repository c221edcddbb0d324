/** Results as files for people and for other programs. */
package org.dinotwins.export;
