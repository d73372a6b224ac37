package io.github.servicehandler.internal.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.internal.cgroup.ControlGroupUsage.Meter;
import io.github.servicehandler.watchdog.TestStatuses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlGroupUsageTest {

    private static final String UNIT = "bot.service";
    private static final String GROUP = "user.slice/user-1000.slice/" + UNIT;
    private static final long MAIN = 10;

    @TempDir
    Path root;

    private ControlGroupUsage groups = ControlGroupUsage.ofThisMachine();

    @BeforeEach
    void fill() throws IOException {
        groups = new ControlGroupUsage(root.resolve("proc"), root.resolve("cgroup"));
        process(10, "0::/" + GROUP, 1000, 3);
        process(11, "0::/" + GROUP, 24, 1);
        group("", GROUP, 10, 11);
    }

    @Test
    void addsUpTheProcessesOfTheGroup() {
        assertThat(read(ControlGroup::memory)).hasValue(1024 * 1024);
        assertThat(read(ControlGroup::tasks)).hasValue(4);
    }

    @Test
    void anAccountOfTheKernelIsPreferred() throws IOException {
        account("", GROUP, "memory.current", "5000000\n");
        account("", GROUP, "pids.current", "17\n");
        account("", GROUP, "cpu.stat", "usage_usec 1234567\nuser_usec 1000000\nsystem_usec 234567\n");

        assertThat(read(ControlGroup::memory)).hasValue(5_000_000);
        assertThat(read(ControlGroup::tasks)).hasValue(17);
        assertThat(read(ControlGroup::cpu)).hasValue(1_234_567_000);
    }

    @Test
    void theAccountIsThatOfTheServicesGroupAlsoIfItsProcessesAreBelowThat() throws IOException {
        process(10, "0::/" + GROUP + "/main", 1000, 3);
        account("", GROUP, "memory.current", "5000000\n");
        account("", GROUP + "/main", "memory.current", "4000000\n");

        assertThat(read(ControlGroup::memory)).hasValue(5_000_000);
    }

    @Test
    void readsTheAccountsOfTheOldHierarchies() throws IOException {
        process(10, "5:memory:/user.slice\n1:name=systemd:/" + GROUP + "\n0::/", 512, 1);
        account("memory", GROUP, "memory.usage_in_bytes", "6000000\n");
        account("pids", GROUP, "pids.current", "18\n");
        account("cpuacct", GROUP, "cpuacct.usage", "7654321\n");

        assertThat(read(ControlGroup::memory)).hasValue(6_000_000);
        assertThat(read(ControlGroup::tasks)).hasValue(18);
        assertThat(read(ControlGroup::cpu)).hasValue(7_654_321);
    }

    @Test
    void withoutAnAccountOfTheCpuNothingIsKnownOfIt() {
        assertThat(read(ControlGroup::cpu)).isEmpty();
    }

    @Test
    void aGroupBelowTheServicesOwnCountsToo() throws IOException {
        process(10, "0::/" + GROUP + "/main", 1000, 3);
        process(12, "0::/" + GROUP + "/worker", 1024, 2);
        group("", GROUP + "/worker", 12);

        assertThat(read(ControlGroup::memory)).hasValue(2 * 1024 * 1024);
        assertThat(read(ControlGroup::tasks)).hasValue(6);
    }

    @Test
    void readsTheOldHierarchyWhereThereIsNoNewOne() throws IOException {
        process(10, "5:memory:/\n1:name=systemd:/system.slice/" + UNIT + "\n0::/", 512, 1);
        group("systemd", "system.slice/" + UNIT, 10);

        assertThat(read(ControlGroup::memory)).hasValue(512 * 1024);
    }

    @Test
    void aProcessThatEndsMeanwhileCountsForNothing() throws IOException {
        group("", GROUP, 10, 99);

        assertThat(read(ControlGroup::memory)).hasValue(1000 * 1024);
    }

    @Test
    void aZombieHasNoMemory() throws IOException {
        Files.writeString(root.resolve("proc/11/status"), "Name:\tbot\nState:\tZ (zombie)\n");

        assertThat(read(ControlGroup::memory)).hasValue(1000 * 1024);
    }

    @Test
    void whatIsNotOursToSeeTellsNothing() throws IOException {
        Files.delete(root.resolve("cgroup").resolve(GROUP).resolve("cgroup.procs"));
        Files.createDirectories(root.resolve("cgroup").resolve(GROUP).resolve("cgroup.procs"));

        assertThat(read(ControlGroup::memory)).isEmpty();
    }

    @Test
    void aGroupIsLookedForOnlyOnceInARun() throws IOException {
        assertThat(read(ControlGroup::tasks)).hasValue(4);
        Files.delete(root.resolve("proc/10/cgroup"));

        assertThat(read(ControlGroup::tasks)).hasValue(4);
        assertThat(groups.read(running(11), ControlGroup::tasks)).hasValue(4);
    }

    @Test
    void theNextRunMayHaveAnotherGroup() throws IOException {
        assertThat(read(ControlGroup::tasks)).hasValue(4);
        process(12, "0::/background.slice/" + UNIT, 1, 7);
        group("", "background.slice/" + UNIT, 12);

        assertThat(groups.read(running(12), ControlGroup::tasks)).hasValue(7);
    }

    @Test
    void aGroupThatIsGoneIsLookedForAnew() throws IOException {
        account("", GROUP, "pids.current", "17\n");
        assertThat(read(ControlGroup::tasks)).hasValue(17);
        Files.delete(root.resolve("cgroup").resolve(GROUP).resolve("pids.current"));

        assertThat(read(ControlGroup::tasks)).isEmpty();
        assertThat(read(ControlGroup::tasks)).hasValue(4);
    }

    @Test
    void aNumberThatIsAnotherServicesHereTellsNothing() throws IOException {
        process(10, "0::/system.slice/other-" + UNIT, 1000, 3);

        assertThat(read(ControlGroup::memory)).isEmpty();
    }

    @Test
    void withoutAMainProcessNothingIsKnown() {
        assertThat(groups.read(TestStatuses.running("a"), ControlGroup::memory)).isEmpty();
        assertThat(groups.read(running(98), ControlGroup::tasks)).isEmpty();
    }

    @Test
    void aGroupThatCannotBeSeenFromHereTellsNothing() throws IOException {
        Files.delete(root.resolve("cgroup").resolve(GROUP).resolve("cgroup.procs"));

        assertThat(read(ControlGroup::memory)).isEmpty();
    }

    private OptionalLong read(Meter meter) {
        return groups.read(running(MAIN), meter);
    }

    private static ServiceStatus running(long mainPid) {
        return TestStatuses.status("active", "running", Map.of("MainPID", "" + mainPid));
    }

    private void process(long pid, String groups, int kib, int threads) throws IOException {
        Path directory = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(directory.resolve("cgroup"), groups + "\n");
        Files.writeString(
                directory.resolve("status"),
                "Name:\tbot\nVmHWM:\t    9999 kB\nVmRSS:\t   " + kib + " kB\nThreads:\t" + threads + "\n");
    }

    private void account(String hierarchy, String group, String file, String text) throws IOException {
        Path directory = root.resolve("cgroup").resolve(hierarchy).resolve(group);
        Files.writeString(Files.createDirectories(directory).resolve(file), text);
    }

    private void group(String hierarchy, String path, long... pids) throws IOException {
        Path directory = Files.createDirectories(
                root.resolve("cgroup").resolve(hierarchy).resolve(path));
        StringBuilder text = new StringBuilder();
        for (long pid : pids) {
            text.append(pid).append('\n');
        }
        Files.writeString(directory.resolve("cgroup.procs"), text);
    }
}
