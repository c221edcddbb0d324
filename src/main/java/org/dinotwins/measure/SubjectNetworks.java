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
import java.util.Optional;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.measure.outcome.Outcome.Network;
import org.dinotwins.run.network.NetworkInspector;

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
            known = NetworkInspector.backbone(
                    subject.run().config(),
                    network == Network.TRAINED
                            ? Optional.of(subject.checkpoint().file())
                            : Optional.empty());
            open.put(network, known);
        }
        return known;
    }

    /** Identifies the weights: digest of the checkpoint and the model, or the seed of random weights and the model. */
    String key(Network network) throws WorkbenchException {
        String known = keys.get(network);
        if (known == null) {
            known = network == Network.TRAINED
                    ? checkpoint()
                    : "random " + subject.run().config().train().seed() + " "
                            + subject.run().config().model();
            keys.put(network, known);
        }
        return known;
    }

    private String checkpoint() throws WorkbenchException {
        try {
            return digest(subject.checkpoint().file()) + " "
                    + subject.run().config().model();
        } catch (IOException e) {
            throw new WorkbenchException(
                    "The checkpoint " + subject.checkpoint().file() + " cannot be read: " + e.getMessage() + ".", e);
        }
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
