/** Applies the common corruptions of ImageNet-C to pictures. */
package org.dinotwins.augment.corruption;
