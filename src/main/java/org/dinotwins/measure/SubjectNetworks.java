package org.dinotwins.measure;

import java.util.EnumMap;
import java.util.Map;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.eval.FrozenBackbone;
import org.dinotwins.measure.outcome.Outcome.Network;

/** The trained network of a subject and the same network with random weights, each opened at first use. */
final class SubjectNetworks implements AutoCloseable {
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

    @Override
    public void close() {
        open.values().forEach(FrozenBackbone::close);
    }
}
