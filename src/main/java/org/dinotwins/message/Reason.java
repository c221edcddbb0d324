package org.dinotwins.message;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Why a file could not be read or written, in words that can follow a colon. */
public final class Reason {
    private static final String MISSING = "it does not exist";
    private static final String DENIED = "permission denied";

    /** Maximum length in characters; no sentence of this program is longer. */
    private static final int LONGEST = 240;

    private Reason() {}

    /** A clause without a full stop, such as "it does not exist"; without names of classes, at most 240 characters. */
    public static String of(IOException e) {
        if (e instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        if (e instanceof NoSuchFileException) {
            return MISSING;
        }
        if (e instanceof AccessDeniedException) {
            return DENIED;
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is already something with this name";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (e instanceof FileSystemLoopException) {
            return "its links form a circle";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system(system.getReason());
        }
        if (e instanceof FileNotFoundException && e.getMessage() != null) {
            // "PATH (Permission denied)"
            return e.getMessage().contains("denied") ? DENIED : MISSING;
        }
        return e.getMessage() == null || e.getMessage().isBlank()
                ? "the disk reports an error"
                : system(e.getMessage());
    }

    /** The operating system's words begin with a capital, as for "No space left on device". */
    private static String system(String words) {
        String bare = Quote.cut(words, LONGEST);
        boolean plainWord = bare.length() > 1 && Character.isLowerCase(bare.charAt(1));
        String lower = plainWord ? bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1) : bare;
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
