package org.dinotwins.app.inspect.state;

/** The sentence that the user reads about an error. */
public final class ErrorText {
    private ErrorText() {}

    public static String of(Exception e) {
        return e.getMessage() == null ? "Unexpected error: " + e : e.getMessage();
    }
}
