package org.dinotwins.measure;

import java.nio.file.Path;
import java.util.Optional;
import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.tensor.device.DevicePreference;
import org.dinotwins.vit.Architecture;
import org.dinotwins.vit.weights.InputScale;

/** The network that is measured, and where its results are saved. */
public sealed interface MeasuredNetwork permits CheckpointNetwork, ImportedNetwork {
    /** Sizes of the network; pictures are measured at its image size. */
    Architecture architecture();

    /** Opens the network with its trained weights. */
    FrozenBackbone trained() throws WorkbenchException;

    /** Opens a network of the same architecture with random weights. */
    FrozenBackbone random() throws WorkbenchException;

    /** Digest of the trained weights, in hexadecimal. */
    String digest() throws WorkbenchException;

    /** How the input is normalised. */
    InputScale scale();

    /** Seed of the random weights. */
    long seed();

    /** Name of the run's folder or of the file of weights. */
    String name();

    /** Step of the checkpoint; 0 for imported weights. */
    long step();

    /** The part of results' file names that tells this network from others in its folder. */
    String slug();

    /** Folder for saved results and extracted features. */
    Path folder();

    /** The device to compute on. */
    DevicePreference device();

    /** The pictures that the network was trained on, if known. */
    Optional<DataConfig> ownPictures();
}
