package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupUsageTest {

    private static final String UNIT = "bot.service";
    private static final String GROUP = "user.slice/user-1000.slice/" + UNIT;
    private static final OptionalLong MAIN = OptionalLong.of(10);

    @TempDir
    Path root;

    private CgroupUsage usage = CgroupUsage.ofThisMachine();

    @BeforeEach
    void fill() throws IOException {
        usage = new CgroupUsage(root.resolve("proc"), List.of(root.resolve("v2"), root.resolve("v1")));
        process(10, "0::/" + GROUP, 1000, 3);
        process(11, "0::/" + GROUP, 24, 1);
        group("v2", GROUP, 10, 11);
    }

    @Test
    void addsUpTheProcessesOfTheGroup() throws IOException {
        assertThat(usage.memory(UNIT, MAIN)).hasValue(1024 * 1024);
        assertThat(usage.tasks(UNIT, MAIN)).hasValue(4);
    }

    @Test
    void aGroupBelowTheServicesOwnCountsToo() throws IOException {
        process(10, "0::/" + GROUP + "/main", 1000, 3);
        process(12, "0::/" + GROUP + "/worker", 1024, 2);
        group("v2", GROUP + "/worker", 12);

        assertThat(usage.memory(UNIT, MAIN)).hasValue(2 * 1024 * 1024);
        assertThat(usage.tasks(UNIT, MAIN)).hasValue(6);
    }

    @Test
    void readsTheOldHierarchyWhereThereIsNoNewOne() throws IOException {
        process(10, "5:memory:/\n1:name=systemd:/system.slice/" + UNIT + "\n0::/", 512, 1);
        group("v1", "system.slice/" + UNIT, 10);

        assertThat(usage.memory(UNIT, MAIN)).hasValue(512 * 1024);
    }

    @Test
    void aProcessThatEndsMeanwhileCountsForNothing() throws IOException {
        group("v2", GROUP, 10, 99);

        assertThat(usage.memory(UNIT, MAIN)).hasValue(1000 * 1024);
    }

    @Test
    void aZombieHasNoMemory() throws IOException {
        Files.writeString(root.resolve("proc/11/status"), "Name:\tbot\nState:\tZ (zombie)\n");

        assertThat(usage.memory(UNIT, MAIN)).hasValue(1000 * 1024);
    }

    @Test
    void aNumberThatIsAnotherServicesHereTellsNothing() throws IOException {
        process(10, "0::/system.slice/other-" + UNIT, 1000, 3);

        assertThat(usage.memory(UNIT, MAIN)).isEmpty();
    }

    @Test
    void withoutAMainProcessNothingIsKnown() throws IOException {
        assertThat(usage.memory(UNIT, OptionalLong.empty())).isEmpty();
        assertThat(usage.tasks(UNIT, OptionalLong.of(98))).isEmpty();
    }

    @Test
    void aGroupThatCannotBeSeenFromHereTellsNothing() throws IOException {
        Files.delete(root.resolve("v2").resolve(GROUP).resolve("cgroup.procs"));

        assertThat(usage.memory(UNIT, MAIN)).isEmpty();
    }

    private void process(long pid, String groups, int kib, int threads) throws IOException {
        Path directory = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(directory.resolve("cgroup"), groups + "\n");
        Files.writeString(
                directory.resolve("status"),
                "Name:\tbot\nVmHWM:\t    9999 kB\nVmRSS:\t   " + kib + " kB\nThreads:\t" + threads + "\n");
    }

    private void group(String hierarchy, String path, long... pids) throws IOException {
        Path directory = Files.createDirectories(root.resolve(hierarchy).resolve(path));
        StringBuilder text = new StringBuilder();
        for (long pid : pids) {
            text.append(pid).append('\n');
        }
        Files.writeString(directory.resolve("cgroup.procs"), text);
    }
}
