package org.dinotwins.bench;

import java.util.List;

/** One of the suite's benchmarks. Each runs in a JVM of its own, so that none profits or suffers from another. */
interface Benchmark {
    /** What it is called on the command line. */
    String name();

    /** One line on what is measured, and how. */
    String what();

    /** JVM options that it needs. */
    default List<String> options() {
        return List.of("-Xmx2g");
    }

    void run(Report report) throws Exception;
}
