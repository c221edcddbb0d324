package org.dinotwins.fuzz;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.PropagationMode;

/** New damaged files in every run, for an hour: {@code mvn -Pfuzz verify}. A failure reports its seed and its file. */
@Tag("fuzz")
@AddLifecycleHook(value = TimeBudget.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
class LongFuzzTest {
    private static final Readers READERS = new Readers(FuzzTest.folder());

    @BeforeContainer
    static void logNothing() {
        FuzzTest.logNothing();
    }

    @AfterContainer
    static void logAgain() {
        FuzzTest.logAgain();
    }

    @Provide
    Arbitrary<FuzzCase> all() {
        return FuzzCase.of(READERS.all());
    }

    @Property(tries = Integer.MAX_VALUE, edgeCases = EdgeCasesMode.NONE, generation = GenerationMode.RANDOMIZED)
    void filesOfAllKinds(@ForAll("all") FuzzCase damaged) throws Exception {
        ReaderCheck.check(damaged.reader(), damaged.file());
    }
}
