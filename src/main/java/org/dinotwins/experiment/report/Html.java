package org.dinotwins.experiment.report;

/** Text in which HTML reads no tags. */
final class Html {
    private Html() {
    }

    static String text(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
