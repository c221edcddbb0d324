package org.dinotwins.train;

/** The two networks of a run: the one that is trained, and the one that follows it as a running mean and teaches it. */
public enum Role {
    TEACHER,
    STUDENT
}
