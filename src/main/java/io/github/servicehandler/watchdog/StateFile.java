package io.github.servicehandler.watchdog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Keeps a text in a file, so that it is there whole or not at all, whatever happens in between. Thread-safe. */
final class StateFile {

    private final Path file;
    private final Consumer<String> complaints;
    private String written = "";

    /** @param complaints hears of what goes wrong, none of which is thrown */
    StateFile(Path file, Consumer<String> complaints) {
        this.file = file.toAbsolutePath();
        this.complaints = complaints;
    }

    /** Has the text read, if there is one; one that the reader does not accept is put aside. */
    synchronized void read(Consumer<String> reader, Instant now) {
        try {
            if (Files.exists(file)) {
                reader.accept(Files.readString(file));
            }
        } catch (IOException | RuntimeException e) {
            setAside(e, now);
        }
    }

    private void setAside(Exception reason, Instant now) {
        Path aside = file.resolveSibling(file.getFileName() + ".corrupt-" + now.toEpochMilli());
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            complaints.accept("the state in " + file + " could not be used and was put aside as " + aside.getFileName()
                    + ": " + reason.getMessage());
        } catch (IOException e) {
            complaints.accept("the state in " + file + " could not be read: " + reason);
        }
    }

    /** Writes the text that there is at the moment, unless it is written already. */
    synchronized void write(Supplier<String> text) {
        String now = text.get();
        if (now.equals(written)) {
            return;
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(now.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                // or else a power failure could leave an empty file under the old name
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = now;
        } catch (IOException e) {
            complaints.accept("the state could not be written to " + file + ": " + e);
        }
    }
}
