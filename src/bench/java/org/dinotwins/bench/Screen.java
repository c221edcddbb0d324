package org.dinotwins.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A screen for windows: the existing one, else a virtual one (Xvfb) that lasts until this object is closed. */
final class Screen implements AutoCloseable {
    private static final String SIZE = "1280x800x24";

    private final Process server;
    private final String display;

    private Screen(Process server, String display) {
        this.server = server;
        this.display = display;
    }

    static Screen open() throws IOException {
        String there = System.getenv("DISPLAY");
        if (there != null && !there.isBlank()) {
            return new Screen(null, null);
        }
        Process server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", SIZE)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        StringBuilder number = new StringBuilder();
        int letter = server.getInputStream().read();
        while (letter >= 0 && letter != '\n') {
            number.append(new String(new byte[] {(byte) letter}, StandardCharsets.US_ASCII));
            letter = server.getInputStream().read();
        }
        if (number.isEmpty()) {
            throw new IOException("Xvfb found no screen to open");
        }
        return new Screen(server, ":" + number);
    }

    /** Environment variables that a process needs to find this screen; empty for the existing one. */
    Map<String, String> environment() {
        return display == null ? Map.of() : Map.of("DISPLAY", display);
    }

    @Override
    public void close() {
        if (server != null) {
            server.destroy();
        }
    }
}
