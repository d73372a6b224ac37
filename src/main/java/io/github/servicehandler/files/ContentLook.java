package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A look at a file that may have been copied and truncated since the last look, perhaps several times. What the file
 * has is recorded at one moment, and compared with all copies that were made until then: a copy that the file does not
 * have the lines of was made before the truncation. Not thread-safe.
 */
final class ContentLook {

    /** The maximum number of attempts while the file is copied all the time. */
    private static final int MAX_ATTEMPTS = 20;

    private final LogFileReader known;
    private final LogFileReader next;
    private final RotatedCopy copies;
    private final Supplier<LogFileLines> lines;
    private List<PassedFile> passed = List.of();

    /** The copies with lines that the file does not have now. */
    private List<PassedFile> missing = List.of();

    /** The copy that was made of what was known of the file. */
    private Optional<PassedFile> own = Optional.empty();

    private boolean settled;

    private ContentLook(LogFileReader known, Supplier<LogFileLines> lines, RotatedCopy copies) throws IOException {
        this.known = known;
        this.lines = lines;
        this.copies = copies;
        this.next = known.successor(lines.get());
    }

    /** Looks at the file of a reader. */
    static ContentLook at(LogFileReader known, FileHistory history, Supplier<LogFileLines> lines, RotatedCopy copies)
            throws IOException {
        ContentLook look = new ContentLook(known, lines, copies);
        look.take(history);
        return look;
    }

    private void take(FileHistory history) throws IOException {
        List<PassedFile> before = List.of();
        for (int attempt = 0; attempt < MAX_ATTEMPTS && !settled; attempt++) {
            next.recordFirstContent();
            passed = copiesOf(known, history.passed());
            settled = passed.equals(before);
            before = passed;
        }
        missing = passed.stream().filter(file -> copies.hasMore(file, next)).toList();
        own = missing.stream().filter(file -> copies.beginsLike(file, known)).findFirst();
    }

    /** Returns the first files of a history that are the known one, under any name, or copies of it. */
    static List<PassedFile> copiesOf(LogFileReader known, List<PassedFile> passed) throws IOException {
        int count = 0;
        while (count < passed.size()
                && (passed.get(count).copy() || known.isAt(passed.get(count).place()))) {
            count++;
        }
        return passed.subList(0, count);
    }

    /** Returns whether all copies were made before the file was looked at. */
    boolean isSettled() {
        return settled;
    }

    /** Returns the known file and the copies that were made of it. */
    List<PassedFile> passed() {
        return passed;
    }

    /** Returns a reader of what the file has now. */
    LogFileReader next() {
        return next;
    }

    /**
     * Returns whether the file was truncated since it was last looked at. If little was known of it, only a copy shows
     * that: the file may begin like before.
     */
    boolean isTruncated() {
        return !next.continues(known) || (known.wasEmpty() ? !missing.isEmpty() : own.isPresent());
    }

    /** Opens the copy that has the rest of what was known of the file; empty if there is none. */
    Optional<FileChannel> openRest() {
        return own.flatMap(copy -> copies.openContinued(copy, known)).or(() -> copies.open(known));
    }

    /** Opens the copies that were made afterwards, before the file had what it has now, in their order. */
    List<LogFileReader> openLaterCopies() {
        int first = own.map(missing::indexOf).orElse(-1) + 1;
        return missing.stream()
                .skip(first)
                .flatMap(file -> copies.openFromBeginning(file, lines).stream())
                .toList();
    }
}
