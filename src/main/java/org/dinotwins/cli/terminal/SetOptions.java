package org.dinotwins.cli.terminal;

import org.dinotwins.config.DataConfig;
import org.dinotwins.config.WorkbenchException;
import org.dinotwins.data.ImageSet;
import org.dinotwins.data.SetListing;
import picocli.CommandLine.Option;

/** How a command treats the image set that it opens: it prints what the set holds, and may refuse skipped files. */
public final class SetOptions {
    @Option(
            names = "--strict",
            description = "Refuse an image set with skipped items or warnings, before anything is written.")
    private boolean strict;

    /** Opens an image set and prints its listing. @throws UsageException if it cannot be opened or is refused */
    public ImageSet open(DataConfig data, TerminalProgress progress) throws UsageException {
        try {
            return admit(data.open(share -> progress.at(share, "Drawing the sample pictures")), progress);
        } catch (WorkbenchException e) {
            throw new UsageException(e);
        }
    }

    /** Prints the listing of an open set. @throws UsageException if it is refused */
    public ImageSet admit(ImageSet set, TerminalProgress progress) throws UsageException {
        progress.opened(set);
        String faults = SetListing.faults(set);
        if (strict && !faults.isEmpty()) {
            throw new UsageException("The image set " + set.root() + " is refused because of --strict: " + faults
                    + ", listed above. Correct the set, or omit --strict to use the rest.");
        }
        return set;
    }

    /** Opens and refuses a set before a run that opens it by itself; without {@code --strict}, does nothing. */
    public void admitBeforeRun(DataConfig data, TerminalProgress progress) throws UsageException {
        if (strict) {
            open(data, progress);
        }
    }
}
