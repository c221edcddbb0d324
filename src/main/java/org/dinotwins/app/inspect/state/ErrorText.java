package org.dinotwins.app.inspect.state;

/** What a user is told of a fault. */
public final class ErrorText {
    private ErrorText() {
    }

    public static String of(Exception e) {
        return e.getMessage() == null ? "Something unforeseen went wrong: " + e : e.getMessage();
    }
}
