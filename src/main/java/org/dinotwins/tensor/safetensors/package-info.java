/** Files in the safetensors format: strict reading, writing, and a checksum of their contents. */
package org.dinotwins.tensor.safetensors;
