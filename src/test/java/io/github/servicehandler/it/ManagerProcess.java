package io.github.servicehandler.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The process of the user's manager, and how much CPU time it has used. */
final class ManagerProcess {

    /** The kernel counts in ticks of 10 ms. */
    private static final Duration TICK = Duration.ofMillis(10);

    private final Path stat;

    private ManagerProcess(long pid) {
        stat = Path.of("/proc/" + pid + "/stat");
    }

    /** Returns the process of this user's manager, which is the main process of its unit. */
    static ManagerProcess ofUser() {
        try {
            Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return new ManagerProcess(
                    Long.parseLong(new PlainSystemctl("--system").show("user@" + uid + ".service", "MainPID")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how much CPU time the process has used. */
    Duration cpuTime() {
        try {
            String[] fields = Files.readString(stat).split(" ", -1);
            return TICK.multipliedBy(Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
