package org.dinotwins.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files that a reader once failed on, and the valid files that fuzzing starts from. */
class CorpusTest {
    @TempDir
    static Path home;

    @TestFactory
    List<DynamicTest> everyFileThatOnceFailedIsReadOrRefused() {
        List<DynamicTest> tests = new ArrayList<>();
        for (FuzzReader reader : new Readers(home).all()) {
            for (Map.Entry<String, byte[]> item :
                    FuzzReader.files("corpus/" + reader.name()).entrySet()) {
                tests.add(DynamicTest.dynamicTest(
                        reader.name() + "/" + item.getKey(), () -> ReaderCheck.check(reader, item.getValue())));
            }
        }
        assertThat(tests).hasSizeGreaterThan(40);
        return tests;
    }

    @TestFactory
    List<DynamicTest> everySeedIsValid() {
        List<DynamicTest> tests = new ArrayList<>();
        for (FuzzReader reader : new Readers(home).all()) {
            reader.seeds().forEach((name, file) -> {
                // An index without its shards is refused for that.
                if (!reader.name().equals("shard-index")) {
                    tests.add(DynamicTest.dynamicTest(
                            reader.name() + "/" + name, () -> reader.reading().read(file)));
                }
            });
        }
        return tests;
    }
}
