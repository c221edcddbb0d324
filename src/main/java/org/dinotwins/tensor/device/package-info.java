/** The choice of a compute device, and the native libraries that it needs. */
package org.dinotwins.tensor.device;
