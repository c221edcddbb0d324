package org.dinotwins.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.PropagationMode;
import org.slf4j.LoggerFactory;

/**
 * The same damaged files in every run, so that a failure is a change of the program. New ones are tried by the profile
 * {@code fuzz}; see {@link LongFuzzTest}.
 */
@Tag("slow")
@PropertyDefaults(
        edgeCases = EdgeCasesMode.NONE,
        generation = GenerationMode.RANDOMIZED,
        shrinking = ShrinkingMode.BOUNDED)
@AddLifecycleHook(value = TimeBudget.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
class FuzzTest {
    private static final Readers READERS = new Readers(folder());

    /** A new folder for the files of this process. */
    static Path folder() {
        try {
            Path folder = Files.createTempDirectory("fuzz");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("org.dinotwins");
    private static Level level;

    /** What is skipped of a damaged run is logged, thousands of times here. */
    @BeforeContainer
    static void logNothing() {
        level = LOG.getLevel();
        LOG.setLevel(Level.OFF);
    }

    @AfterContainer
    static void logAgain() {
        LOG.setLevel(level);
    }

    @Provide
    Arbitrary<FuzzCase> weights() {
        return FuzzCase.of(READERS.weights());
    }

    @Provide
    Arbitrary<FuzzCase> runs() {
        return FuzzCase.of(READERS.runs());
    }

    @Provide
    Arbitrary<FuzzCase> settings() {
        return FuzzCase.of(READERS.settings());
    }

    @Provide
    Arbitrary<FuzzCase> imageSets() {
        return FuzzCase.of(READERS.imageSets());
    }

    @Property(tries = 6000, seed = "1")
    void filesOfWeights(@ForAll("weights") FuzzCase damaged) throws Exception {
        ReaderCheck.check(damaged.reader(), damaged.file());
    }

    @Property(tries = 3000, seed = "2")
    void filesOfRuns(@ForAll("runs") FuzzCase damaged) throws Exception {
        ReaderCheck.check(damaged.reader(), damaged.file());
    }

    @Property(tries = 3000, seed = "3")
    void filesOfSettings(@ForAll("settings") FuzzCase damaged) throws Exception {
        ReaderCheck.check(damaged.reader(), damaged.file());
    }

    @Property(tries = 3000, seed = "4")
    void filesOfImageSets(@ForAll("imageSets") FuzzCase damaged) throws Exception {
        ReaderCheck.check(damaged.reader(), damaged.file());
    }
}
