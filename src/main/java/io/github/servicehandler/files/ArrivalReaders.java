package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final List<LogFileReader> known;
    private final Supplier<LogFileLines> lines;
    private final RotatedCopy recent;
    private final List<LogFileReader> opened = new ArrayList<>();
    private final Map<Arrival, LogFileReader> byArrival = new HashMap<>();
    private List<PassedFile> passed = List.of();
    private final List<LogFileReader> copies = new ArrayList<>();

    /**
     * Creates a list without readers.
     *
     * @param known the readers that are open already
     * @param recent knows which copies are recent enough
     */
    ArrivalReaders(List<LogFileReader> known, Supplier<LogFileLines> lines, RotatedCopy recent) {
        this.known = known;
        this.lines = lines;
        this.recent = recent;
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
        return Stream.concat(known.stream(), opened.stream())
                .filter(reader -> reader.key().equals(key) && !reader.isEnded())
                .findFirst();
    }

    /**
     * Returns the readers of the files that are not known, in the order in which the files were at the path; empty in
     * the place of a file that is gone.
     *
     * @param here the reader of the file that is at the path now, which becomes the last one
     */
    List<Optional<LogFileReader>> inOrder(@Nullable LogFileReader here) {
        List<Optional<LogFileReader>> readers = new ArrayList<>();
        for (PassedFile file : passed) {
            Path place = file.place();
            LogFileReader reader = byArrival.get(file.arrival());
            if (file.copy()) {
                addCopy(isCopy(file, recent) ? place : null, readers);
            } else if (reader != null && (place != null || isOnlyOf(file.arrival(), reader))) {
                add(reader, readers);
            } else if (reader == null && place == null && file.mayHaveContent()) {
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
    private void addCopy(@Nullable Path place, List<Optional<LogFileReader>> readers) {
        int last = readers.size() - 1;
        if (place == null || last < 0 || readers.get(last).isEmpty()) {
            return;
        }
        LogFileReader copied = readers.get(last).get();
        openCopy(place, copied, lines).ifPresent(copy -> {
            copies.add(copy);
            readers.add(last, Optional.of(copy));
        });
    }

    /** Opens the copies that were made of a file, unless they have what is read from the file anyway. */
    static List<LogFileReader> copiesUnlike(
            LogFileReader copied, List<PassedFile> passed, Supplier<LogFileLines> lines, RotatedCopy recent) {
        List<LogFileReader> made = new ArrayList<>();
        for (PassedFile file : passed) {
            if (!file.copy()) {
                break;
            }
            if (file.place() != null && isCopy(file, recent)) {
                openCopy(file.place(), copied, lines).ifPresent(made::add);
            }
        }
        return made;
    }

    private static boolean isCopy(PassedFile file, RotatedCopy recent) {
        return file.mayHaveContent() && file.place() != null && recent.isRecent(file.place());
    }

    /** Opens a copy, unless it has nothing, or what is read from the copied file anyway. */
    private static Optional<LogFileReader> openCopy(Path place, LogFileReader copied, Supplier<LogFileLines> lines) {
        try {
            Object key = FileIdentity.of(place);
            if (key == null) {
                return Optional.empty();
            }
            FileChannel channel = FileChannel.open(place, StandardOpenOption.READ);
            boolean needed = false;
            try {
                needed = channel.size() > 0 && !copied.beginsLike(channel);
                return needed ? Optional.of(LogFileReader.ofCopy(channel, key, lines.get())) : Optional.empty();
            } finally {
                if (!needed) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            log.debug("{} cannot be read", place, e);
            return Optional.empty();
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
