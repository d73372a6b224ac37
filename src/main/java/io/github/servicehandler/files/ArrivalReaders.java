package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readers of the files that were at a path since the last look, opened by the names that they have now, in the
 * order in which the files were there. Not thread-safe.
 */
final class ArrivalReaders {

    private static final Logger log = LoggerFactory.getLogger(ArrivalReaders.class.getPackageName());

    private final OpenReaders known;
    private final Supplier<LogFileLines> lines;
    private final RotatedCopy rotated;
    private final List<LogFileReader> opened = new ArrayList<>();
    private final Map<Arrival, LogFileReader> byArrival = new HashMap<>();
    private List<PassedFile> passed = List.of();
    private final List<LogFileReader> copies = new ArrayList<>();

    /**
     * Creates a list without readers.
     *
     * @param known the readers that are open already
     * @param rotated opens copies
     */
    ArrivalReaders(OpenReaders known, Supplier<LogFileLines> lines, RotatedCopy rotated) {
        this.known = known;
        this.lines = lines;
        this.rotated = rotated;
    }

    /** Opens the files that are not open yet. May be called again with their newest names. */
    void open(List<PassedFile> files) {
        passed = files;
        for (PassedFile file : files) {
            Path place = file.place();
            if (place != null && !file.copy()) {
                openPassed(file.arrival(), place);
            }
        }
    }

    private void openPassed(Arrival arrival, Path place) {
        try {
            Optional<LogFileReader> reader = open(place, LogFileStart.BEGINNING);
            byArrival.remove(arrival);
            reader.ifPresent(each -> byArrival.put(arrival, each));
        } catch (IOException e) {
            log.debug("{} cannot be read", place, e);
        }
    }

    /** Returns a reader of the file at a path, which is opened unless it is open already. */
    Optional<LogFileReader> open(Path place, LogFileStart start) throws IOException {
        Object key = FileIdentity.of(place);
        if (key == null) {
            return Optional.empty();
        }
        Optional<LogFileReader> former = find(key);
        Optional<LogFileReader> reader = former.isPresent() ? former : LogFileReader.open(place, start, lines.get());
        if (reader.isPresent() && !known.contains(reader.get())) {
            reader.get().recordFirstContent();
            if (former.isEmpty()) {
                opened.add(reader.get());
            }
        }
        return reader;
    }

    private Optional<LogFileReader> find(Object key) {
        return Stream.concat(known.list().stream(), opened.stream())
                .filter(reader -> reader.key().equals(key) && !reader.isEnded())
                .findFirst();
    }

    /**
     * Returns the first files of which it is certain that they were opened: those that still had the same names
     * afterwards, and that were there if they had one. A copy is never separated from the file that it was made of.
     *
     * @param after the files as they were reported after they had been opened
     */
    List<PassedFile> settled(List<PassedFile> after) {
        int count = 0;
        while (count < passed.size() && count < after.size() && isSettled(passed.get(count), after.get(count))) {
            count++;
        }
        while (count > 0 && count < after.size() && after.get(count).copy()) {
            count--;
        }
        return after.subList(0, count);
    }

    private boolean isSettled(PassedFile file, PassedFile after) {
        Path place = file.place();
        return file.arrival().equals(after.arrival())
                && Objects.equals(place, after.place())
                && (place == null
                        || file.copy()
                        || byArrival.containsKey(file.arrival())
                        || Files.exists(place, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Returns the readers of files that are not known, in the order in which the files were at the path; empty in the
     * place of a file that is gone.
     *
     * @param files the first ones of those that were opened
     * @param here the reader of the file that is at the path now, which becomes the last one; {@code null} if there is
     *     none, or if it is not certain which files were there before it
     */
    List<Optional<LogFileReader>> inOrder(List<PassedFile> files, @Nullable LogFileReader here) {
        List<Optional<LogFileReader>> readers = new ArrayList<>();
        for (PassedFile file : files) {
            LogFileReader reader = byArrival.get(file.arrival());
            if (file.copy()) {
                addCopy(file, readers);
            } else if (reader != null && (file.place() != null || isOnlyOf(file.arrival(), reader))) {
                add(reader, readers);
            } else if (reader == null && file.place() == null && file.mayHaveContent()) {
                readers.add(Optional.empty());
            }
        }
        if (here != null) {
            readers.remove(Optional.of(here));
            readers.add(Optional.of(here));
        }
        return readers;
    }

    /** Returns whether no other arrival is the same file: a reader may have been opened by a name that was reused. */
    private boolean isOnlyOf(Arrival arrival, LogFileReader reader) {
        return byArrival.entrySet().stream()
                .noneMatch(
                        entry -> entry.getValue() == reader && !entry.getKey().equals(arrival));
    }

    private void add(LogFileReader reader, List<Optional<LogFileReader>> readers) {
        Optional<LogFileReader> added = Optional.of(reader);
        if (!known.contains(reader) && !readers.contains(added)) {
            readers.add(added);
        }
    }

    /** Adds a copy of the last file, if that was truncated afterwards, before there was a look at it. */
    private void addCopy(PassedFile file, List<Optional<LogFileReader>> readers) {
        int last = readers.size() - 1;
        LogFileReader copied = last < 0 ? null : readers.get(last).orElse(null);
        if (copied != null && rotated.hasMore(file, copied)) {
            rotated.openFromBeginning(file, lines).ifPresent(copy -> {
                copies.add(copy);
                readers.add(last, Optional.of(copy));
            });
        }
    }

    /** Closes the readers that were opened here and are not known by now. */
    void closeUnused() throws IOException {
        opened.addAll(copies);
        for (LogFileReader reader : opened) {
            if (!known.contains(reader)) {
                reader.close();
            }
        }
    }
}
