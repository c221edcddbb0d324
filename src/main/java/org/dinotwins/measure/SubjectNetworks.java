package org.dinotwins.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.measure.outcome.Outcome.Network;

/** The trained network of a subject and the same network with random weights, each opened at first use. */
final class SubjectNetworks implements AutoCloseable {
    private static final int READ_AT_ONCE = 1 << 16;

    private final Subject subject;
    private final Map<Network, FrozenBackbone> open = new EnumMap<>(Network.class);
    private final Map<Network, String> keys = new EnumMap<>(Network.class);

    SubjectNetworks(Subject subject) {
        this.subject = subject;
    }

    FrozenBackbone get(Network network) throws WorkbenchException {
        FrozenBackbone known = open.get(network);
        if (known == null) {
            known = network == Network.TRAINED
                    ? subject.network().trained()
                    : subject.network().random();
            open.put(network, known);
        }
        return known;
    }

    /** Identifies the weights: digest of trained weights or seed of random ones, and the architecture. */
    String key(Network network) throws WorkbenchException {
        String known = keys.get(network);
        if (known == null) {
            known = (network == Network.TRAINED
                            ? subject.network().digest()
                            : "random " + subject.network().seed())
                    + " " + subject.network().architecture() + " "
                    + subject.network().scale();
            keys.put(network, known);
        }
        return known;
    }

    /** SHA-256 of a file's bytes, in hexadecimal. */
    static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[READ_AT_ONCE];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        open.values().forEach(FrozenBackbone::close);
    }
}
