package org.dinotwins.train;

/** The type that the backbone's matrix products and attention run in; everything else is float32 in either case. */
public enum Precision {
    /** 24 significant bits. */
    FLOAT32,
    /** 8 significant bits and the range of float32, so that losses need no scaling. */
    BFLOAT16
}
