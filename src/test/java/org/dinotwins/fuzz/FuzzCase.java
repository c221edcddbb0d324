package org.dinotwins.fuzz;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A damaged file for a reader: a valid one, changed a few times.
 *
 * @param inHeader whether only the header of a safetensors file is changed
 */
record FuzzCase(FuzzReader reader, String seed, boolean inHeader, List<Mutation> mutations) {
    private static final int MOST_MUTATIONS = 4;

    static Arbitrary<FuzzCase> of(List<FuzzReader> readers) {
        return Arbitraries.of(readers).flatMap(FuzzCase::of);
    }

    private static Arbitrary<FuzzCase> of(FuzzReader reader) {
        Map<String, byte[]> seeds = reader.seeds();
        return Combinators.combine(
                        Arbitraries.of(List.copyOf(seeds.keySet())),
                        Arbitraries.of(true, true, true, false),
                        Mutation.any().list().ofMinSize(1).ofMaxSize(MOST_MUTATIONS))
                .as((seed, inHeader, mutations) ->
                        new FuzzCase(reader, seed, inHeader && reader.hasHeader(), mutations));
    }

    byte[] file() {
        byte[] file = reader.seeds().get(seed);
        for (Mutation mutation : mutations) {
            file = inHeader ? mutation.applyToHeader(file) : mutation.apply(file);
        }
        return file;
    }
}
