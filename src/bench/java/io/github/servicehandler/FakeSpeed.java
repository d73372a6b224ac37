package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Benchmark of the in-memory systemd: all cases of the contract on each of its backends, the first in a JVM that has
 * done nothing yet, and a list of 100,000 units. Needs no systemd. The figures include JUnit's own work, but not the
 * start of the JVM.
 */
public final class FakeSpeed {

    private static final int UNITS = 100_000;
    private static final int LISTS = 20;
    private static final int[] VERSIONS = {252, 247, 257, 262};

    private FakeSpeed() {}

    /** Measures, and prints the figures. */
    public static void main(String[] arguments) {
        print("%-28s %8s %8s%n", "", "wall ms", "CPU ms");
        for (int version : VERSIONS) {
            contract("fake-user-" + version);
            contract("fake-system-" + version);
        }
        lists();
    }

    private static void contract(String backend) {
        System.setProperty("contract.backends", backend);
        Launcher launcher = LauncherFactory.create();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        measure(
                "contract, " + backend,
                () -> launcher.execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectPackage("io.github.servicehandler.contract"))
                                .filters(ClassNameFilter.includeClassNamePatterns(".*Contract"))
                                .build(),
                        summary));
        if (summary.getSummary().getTestsSucceededCount() < 600
                || summary.getSummary().getTestsFailedCount() > 0) {
            throw new IllegalStateException("the contract does not hold on " + backend);
        }
    }

    private static void lists() {
        FakeSystemd fake = FakeSystemd.create();
        for (int i = 0; i < UNITS; i++) {
            fake.install("bot-" + i + ".service", "[Service]\nExecStart=/usr/bin/bot\n");
            fake.run(Command.of("systemctl", "--user", "start", "--no-block", "bot-" + i + ".service"));
        }
        fake.advance(Duration.ofSeconds(1));
        Command list = Command.of("systemctl", "--user", "list-units", "--all", "--output=json");
        for (int i = 1; i <= LISTS; i++) {
            CommandResult[] answer = new CommandResult[1];
            Runnable once = () -> answer[0] = fake.run(list);
            if (i == 1 || i == LISTS) {
                measure("%,d units, list %d".formatted(UNITS, i), once);
            } else {
                once.run();
            }
            if (answer[0].stdout().length() < UNITS * 50) {
                throw new IllegalStateException("units are missing");
            }
        }
    }

    private static void measure(String what, Runnable work) {
        long cpu = cpuNanos();
        long wall = System.nanoTime();
        work.run();
        print("%-28s %8d %8d%n", what, (System.nanoTime() - wall) / 1_000_000, (cpuNanos() - cpu) / 1_000_000);
    }

    private static long cpuNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private static void print(String format, Object... values) {
        System.out.printf(format, values);
    }
}
