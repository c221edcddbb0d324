package org.dinotwins.message;

/** Text from a file or from the user, made safe to show in a message. */
public final class Quote {
    /** Longest quote in characters: enough for any name of a tensor, a setting or a file that people type. */
    static final int LONGEST = 80;
    /** How much of the end of a long quote is kept: endings of names matter. */
    private static final int TAIL = 20;

    private static final String CUT = "…";

    private Quote() {}

    /** The text in double quotes, at most 82 characters: a longer text is cut in the middle. */
    public static String of(String text) {
        return '"' + bare(text) + '"';
    }

    /** Like {@link #of}, without the quotes, at most 80 characters; control characters and line breaks become spaces. */
    public static String bare(String text) {
        return cut(text, LONGEST);
    }

    /** Like {@link #bare}, at most {@code most} characters. */
    static String cut(String text, int most) {
        String shown = text;
        if (text.length() > most) {
            int head = most - TAIL - CUT.length();
            shown = text.substring(0, head) + CUT + text.substring(text.length() - TAIL);
        }
        StringBuilder plain = new StringBuilder(shown.length());
        for (int i = 0; i < shown.length(); i++) {
            char character = shown.charAt(i);
            plain.append(isPrintable(character, shown, i) ? character : ' ');
        }
        return plain.toString().strip();
    }

    /** False for what would break a line, reverse its direction or, as half a character, its encoding. */
    private static boolean isPrintable(char character, String text, int at) {
        if (Character.isHighSurrogate(character)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(character)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
