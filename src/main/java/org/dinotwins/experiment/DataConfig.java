package org.dinotwins.experiment;

/**
 * Which pictures.
 *
 * @param folder image set's folder; relative paths are resolved against the working folder
 * @param limit  train on the first n pictures of a seeded shuffle; 0 for all
 */
public record DataConfig(String folder, int limit) {
}
