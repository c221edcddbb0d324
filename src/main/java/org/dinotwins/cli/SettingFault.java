package org.dinotwins.cli;

/** An option or setting of the user is wrong; the message is the sentence to show. Ends with exit code 2. */
final class SettingFault extends Exception {
    SettingFault(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    SettingFault(String message) {
        super(message);
    }
}
