package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * CPU times of this process, of those that it has started, and of the user manager, counted from the creation of this
 * object.
 */
final class CpuTimes {

    private static final long MILLIS_PER_TICK = 10;

    private final Path manager;
    private final long[] before;

    private CpuTimes(Path manager) throws IOException {
        this.manager = manager;
        this.before = now();
    }

    static CpuTimes begin() throws IOException, InterruptedException {
        Object uid = Files.getAttribute(Path.of(System.getenv("XDG_RUNTIME_DIR")), "unix:uid");
        Command ask = Command.of("systemctl", "show", "user@" + uid + ".service", "--property=MainPID", "--value");
        String pid = new String(BareProcess.run(ask), StandardCharsets.UTF_8).strip();
        return new CpuTimes(Path.of("/proc", pid));
    }

    /** Returns the milliseconds of this process, of its children that have ended, and of the manager. */
    long[] used() throws IOException {
        long[] now = now();
        Arrays.setAll(now, i -> now[i] - before[i]);
        return now;
    }

    private long[] now() throws IOException {
        List<Long> self = ticks(Path.of("/proc/self"));
        List<Long> other = ticks(manager);
        return new long[] {
            (self.get(0) + self.get(1)) * MILLIS_PER_TICK,
            (self.get(2) + self.get(3)) * MILLIS_PER_TICK,
            (other.get(0) + other.get(1)) * MILLIS_PER_TICK
        };
    }

    /** Returns proc(5)'s utime, stime, cutime and cstime; the second field, the program's name, may hold blanks. */
    private static List<Long> ticks(Path process) throws IOException {
        String line = Files.readString(process.resolve("stat"));
        String[] fromTheThird = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return Arrays.stream(fromTheThird, 11, 15).map(Long::valueOf).toList();
    }
}
