package org.dinotwins.train;

/** The type of the backbone's matrix products and attention; everything else is always float32. */
public enum Precision {
    /** 24 significant bits. */
    FLOAT32,
    /** 8 significant bits and the range of float32, so that losses need no scaling. */
    BFLOAT16
}
