package io.github.servicehandler.command;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes, threads and files as the operating system sees them. */
final class Processes {

    private Processes() {}

    static Command sh(String script) {
        return Command.of("/bin/sh", "-c", script);
    }

    /** Skips a test that passes other characters than ASCII to programs, unless this JVM passes them as UTF-8. */
    static void assumeUtf8() {
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
        assumeThat(Charset.defaultCharset()).isEqualTo(StandardCharsets.UTF_8);
    }

    /** Waits until a script has written a process id to a file, and returns the id. */
    static long awaitPid(Path file) {
        await().until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void awaitEndOf(long pid) {
        await("end of process " + pid).until(() -> !isRunning(pid));
    }

    /**
     * Returns whether the process exists and is not a zombie. A zombie does not count, because its parent, here init,
     * reaps it.
     */
    static boolean isRunning(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    static long openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
