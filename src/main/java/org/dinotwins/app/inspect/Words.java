package org.dinotwins.app.inspect;

/** What a user is told of a fault. */
final class Words {
    private Words() {
    }

    static String of(Exception e) {
        return e.getMessage() == null ? "Something unforeseen went wrong: " + e : e.getMessage();
    }
}
