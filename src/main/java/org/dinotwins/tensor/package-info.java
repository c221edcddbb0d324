/** TorchScript bindings, safetensors, weights, devices and native libraries: everything that touches DJL's PyTorch engine. */
package org.dinotwins.tensor;
