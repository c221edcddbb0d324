/** TorchScript bindings, weights, devices and native libraries: all access to DJL's PyTorch engine. */
package org.dinotwins.tensor;
