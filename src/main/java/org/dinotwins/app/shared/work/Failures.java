package org.dinotwins.app.shared.work;

import org.dinotwins.config.WorkbenchException;

/** Converts anything thrown by background work into an exception whose message is a sentence for the user. */
final class Failures {
    private Failures() {}

    static Exception readable(Throwable thrown) {
        if (thrown instanceof OutOfMemoryError) {
            return new WorkbenchException(
                    "Out of memory (" + thrown.getMessage()
                            + "). Choose smaller pictures or fewer of them, or start with a larger heap (-Xmx).",
                    thrown);
        }
        if (thrown instanceof Exception exception && exception.getMessage() != null) {
            return exception;
        }
        return new WorkbenchException("Unexpected error: " + thrown, thrown);
    }
}
