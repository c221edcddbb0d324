package org.dinotwins.train;

/** The two networks of a run: the student, which is trained, and the teacher, its moving average. */
public enum Role {
    TEACHER,
    STUDENT
}
