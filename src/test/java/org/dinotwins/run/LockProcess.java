package org.dinotwins.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A process that takes or probes the lock of a folder many times and prints what it saw. */
final class LockProcess {
    /** File that exists while one process holds the lock. */
    private static final String MARKER = "held";
    /** File that ends a probing process. */
    static final String STOP = "stop";

    private LockProcess() {}

    /** @param args {@code take FOLDER HOLDS}, {@code delete FOLDER HOLDS}, which deletes the file each time, {@code probe FOLDER} or {@code hold FOLDER} */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        if (args[0].equals("probe")) {
            probe(folder);
        } else if (args[0].equals("hold")) {
            hold(folder);
        } else {
            take(folder, Integer.parseInt(args[2]));
        }
    }

    private static void take(Path folder, int wanted) throws IOException {
        int holds = 0;
        int overlaps = 0;
        int refused = 0;
        while (holds < wanted) {
            Optional<RunLock> taken = RunLock.tryTake(folder);
            if (taken.isEmpty()) {
                refused++;
                continue;
            }
            holds++;
            if (!mark(folder)) {
                overlaps++;
            }
            Files.deleteIfExists(folder.resolve(MARKER));
            taken.get().close();
        }
        System.out.println("holds " + holds + " overlaps " + overlaps + " refused " + refused);
    }

    private static boolean mark(Path folder) throws IOException {
        try {
            Files.createFile(folder.resolve(MARKER));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static void hold(Path folder) throws Exception {
        try (RunLock lock = RunLock.take(folder)) {
            System.out.println("holds " + lock);
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    private static void probe(Path folder) {
        long probes = 0;
        while (!Files.exists(folder.resolve(STOP))) {
            for (int i = 0; i < 1000; i++, probes++) {
                RunLock.taken(folder);
            }
        }
        System.out.println("probes " + probes);
    }
}
