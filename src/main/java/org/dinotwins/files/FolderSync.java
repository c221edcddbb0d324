package org.dinotwins.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Folders whose entries survive a power failure. */
public final class FolderSync {
    private FolderSync() {}

    /** Writes the entries of a folder to the disk, where the system can do that. */
    public static void sync(Path folder) {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException e) {
            // Windows opens no folders, and some network file systems sync none: the entries may then be lost.
        }
    }

    /** Creates a folder and its missing parents, each with a lasting entry in its parent. */
    public static void create(Path folder) throws IOException {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        Files.createDirectories(folder);
        for (Path made = folder.toAbsolutePath(); !made.equals(existing); made = made.getParent()) {
            sync(made.getParent());
        }
    }
}
