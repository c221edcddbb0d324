package org.dinotwins.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.dinotwins.files.AtomicFile;
import org.dinotwins.message.Reason;

/** Configurations as files. */
public final class ConfigFile {
    private ConfigFile() {}

    /** Reads a configuration; the message names the file. */
    public static RunConfig read(Path file) throws WorkbenchException {
        try {
            return ConfigJson.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new WorkbenchException("There is no configuration file " + file + ".", e);
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be read: " + Reason.of(e) + ".", e);
        } catch (WorkbenchException e) {
            throw new WorkbenchException("In " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes a configuration; an existing file is replaced only by a complete new one. */
    public static void write(Path file, RunConfig config) throws WorkbenchException {
        try {
            AtomicFile.write(file, ConfigJson.write(config));
        } catch (IOException e) {
            throw new WorkbenchException(
                    file + " cannot be written: " + Reason.of(e) + ". Choose another location.", e);
        }
    }
}
