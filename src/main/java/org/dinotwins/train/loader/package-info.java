/** Batches of crops: decoding and augmenting on worker threads, and uploads to a GPU. */
package org.dinotwins.train.loader;
