/** Backbone weights under the names of the public DINO and DINOv2 code, timm and Hugging Face. */
package org.dinotwins.vit.weights;
