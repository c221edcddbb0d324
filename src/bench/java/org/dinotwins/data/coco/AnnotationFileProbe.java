package org.dinotwins.data.coco;

import java.nio.file.Path;
import org.dinotwins.data.SkipLog;

/** Prints the seconds for reading an annotation file, without locating its pictures. */
public final class AnnotationFileProbe {
    private AnnotationFileProbe() {}

    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        CocoFile coco = CocoFile.read(Path.of(arguments[0]), new SkipLog(), CocoCache.ofUser());
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.println(seconds + " "
                + coco.annotations().stream()
                        .mapToInt(CocoAnnotationTable::size)
                        .sum());
    }
}
