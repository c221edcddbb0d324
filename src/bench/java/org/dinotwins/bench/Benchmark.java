package org.dinotwins.bench;

import java.util.List;

/** A benchmark of the suite. Each runs in its own JVM, so that they do not influence each other. */
interface Benchmark {
    /** Name on the command line. */
    String name();

    /** One line on what is measured and how. */
    String what();

    /** JVM options that it needs. */
    default List<String> options() {
        return List.of("-Xmx2g");
    }

    void run(Report report) throws Exception;
}
