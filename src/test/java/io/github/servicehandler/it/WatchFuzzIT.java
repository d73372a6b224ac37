package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.unit.UnitPattern;
import io.github.servicehandler.watch.UnitEvent;
import io.github.servicehandler.watch.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Test with several watches by random patterns, while units come and go in random order and another client looks at
 * units that may not exist: every unit is reported, and in the end neither the manager nor this JVM is busy.
 * {@code -Dwatch.fuzz=N} makes more changes; a failure names the seed.
 */
@RequiresUserManager
@Timeout(600)
class WatchFuzzIT {

    private static final int STEPS = Integer.getInteger("watch.fuzz", 60);
    private static final long SEED = Long.getLong("watch.fuzz.seed", System.nanoTime());

    private static final List<String> DEPENDENCIES =
            List.of("After", "Wants", "Requires", "Requisite", "BindsTo", "PartOf", "Conflicts", "OnFailure");
    private static final List<String> PROGRAMS = List.of(
            TestUnits.SLEEPER,
            "ExecStart=/bin/false",
            "Type=oneshot\nExecStart=/bin/true",
            "Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true");

    private static final Duration IDLE_PERIOD = Duration.ofSeconds(2);
    private static final int IDLE_PERIODS = 3;

    /** A loop takes more than half of the period. */
    private static final Duration ALLOWED_FOR_MANAGER = Duration.ofMillis(50);

    /** In addition, the JVM compiles what has run often, and collects garbage. */
    private static final Duration ALLOWED_FOR_JVM = Duration.ofMillis(500);

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    /** A watch by pattern, and its events. */
    private record Observed(String pattern, Watch watch, EventLog events) implements AutoCloseable {
        @Override
        public void close() {
            watch.close();
        }
    }

    private final PlainSystemctl systemctl = units.systemctl();
    private final Random random = new Random(SEED);
    private final List<String> shortLived = new ArrayList<>();
    private final List<String> script = new ArrayList<>();

    @Test
    void everyUnitIsReportedAndIdleIsIdle() throws Exception {
        List<Observed> watches = new ArrayList<>();
        try {
            List.of("*", "b*", "ghost*", "?-1").forEach(pattern -> watches.add(watch(units.name(pattern))));
            watches.add(watch(random.nextBoolean() ? "*" : "*.mount"));
            whileAnotherClientLooksAround(() -> {
                for (int i = 0; i < STEPS; i++) {
                    step();
                }
            });

            Await.until(() -> watches.stream().allMatch(this::hasReportedShortLived));
            Await.until(() -> watches.stream().allMatch(WatchFuzzIT::showsTheTruth));
            watches.forEach(observed -> observed.events().assertChains());
            assertIdle(watches);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + SEED + ": " + e.getMessage() + "\nafter " + script, e);
        } finally {
            watches.forEach(Observed::close);
        }
    }

    private Observed watch(String pattern) {
        EventLog events = new EventLog();
        return new Observed(pattern, Watch.all(units.systemd(), pattern).onEvent(events, Runnable::run), events);
    }

    /** Lets a client ask about units that do not exist, over and over, as a monitoring system may do. */
    private void whileAnotherClientLooksAround(Runnable action) throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread client = new Thread(() -> {
            while (!done.get()) {
                systemctl.run("status", units.name("ghost-1"), units.name("b-9"));
                systemctl.run("show", units.name("ghost-2"), units.name("b-1"));
            }
        });
        client.start();
        try {
            action.run();
        } finally {
            done.set(true);
            client.join();
        }
    }

    private void step() {
        String label = pick(List.of("b-1", "b-2", "a-1", "ghost-app"));
        switch (random.nextInt(12)) {
            case 0, 1 -> install(label);
            case 2 -> uninstall(label);
            case 3, 4 -> systemctl("start", "--no-block", units.name(label));
            case 5 -> systemctl("stop", "--no-block", units.name(label));
            case 6 -> systemctl("restart", "--no-block", units.name(label));
            case 7 -> systemctl("kill", "--signal=KILL", units.name(label));
            case 8 -> systemctl("reset-failed", units.name(label));
            case 9 -> systemctl("is-enabled", units.name(pick(List.of("ghost-3", label))));
            case 10 -> systemctl("daemon-reload");
            default -> runShortLived();
        }
    }

    private void install(String label) {
        String other = units.name(pick(List.of("ghost-1", "ghost-db", "b-9", "b-1", "a-1")));
        String text = "[Unit]\n" + pick(DEPENDENCIES) + "=" + other + "\n[Service]\n" + pick(PROGRAMS) + "\n";
        script.add("write " + label + ": " + text);
        units.write(label, text);
        systemctl("daemon-reload");
    }

    private void uninstall(String label) {
        script.add("remove " + label);
        try {
            Files.deleteIfExists(units.file(units.name(label)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        systemctl("daemon-reload");
    }

    private void runShortLived() {
        String unit = units.name("b-once-" + shortLived.size());
        shortLived.add(unit);
        String program = random.nextBoolean() ? "/bin/true" : "/bin/false";
        script.add("run " + unit + " " + program);
        Command run = Command.of("systemd-run", "--user", "--collect", "--unit=" + unit, program);
        assertThat(CommandRunner.local().run(run).exitCode()).isZero();
    }

    private void systemctl(Object... arguments) {
        script.add(List.of(arguments).toString());
        systemctl.run(arguments);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private boolean hasReportedShortLived(Observed observed) {
        List<String> expected = shortLived.stream()
                .filter(UnitPattern.of(observed.pattern())::matches)
                .toList();
        List<String> added = observed.events()
                .of(UnitEvent.Added.class)
                .map(event -> event.service().unitName().toString())
                .toList();
        List<String> removed = observed.events()
                .of(UnitEvent.Removed.class)
                .map(event -> event.service().unitName().toString())
                .toList();
        return added.containsAll(expected) && removed.containsAll(expected);
    }

    /** Returns whether a watch shows the units that systemctl lists, in the same states. */
    private static boolean showsTheTruth(Observed observed) {
        List<ServiceHandler> existing = units.systemd().findUnits(observed.pattern());
        Map<String, ServiceState> expected = states(units.systemd().statuses(existing).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().state())));
        Map<String, ServiceState> shown = states(observed.watch().statuses().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().state())));
        return shown.equals(expected);
    }

    private static Map<String, ServiceState> states(Map<ServiceHandler, ServiceState> byHandler) {
        Map<String, ServiceState> byName = new TreeMap<>();
        byHandler.forEach((handler, state) -> byName.put(handler.unitName().toString(), state));
        return byName;
    }

    /** Asserts that there is a period without an event, in which nothing uses the CPU. */
    private static void assertIdle(List<Observed> watches) throws InterruptedException {
        ManagerProcess manager = ManagerProcess.ofUser();
        List<String> busy = new ArrayList<>();
        for (int i = 0; i < IDLE_PERIODS; i++) {
            Duration managerBefore = manager.cpuTime();
            Duration jvmBefore = cpuTimeOfJvm();
            long eventsBefore = events(watches);
            Thread.sleep(IDLE_PERIOD.toMillis());
            Duration ofManager = manager.cpuTime().minus(managerBefore);
            Duration ofJvm = cpuTimeOfJvm().minus(jvmBefore);
            long events = events(watches) - eventsBefore;
            if (ofManager.compareTo(ALLOWED_FOR_MANAGER) <= 0 && ofJvm.compareTo(ALLOWED_FOR_JVM) <= 0 && events == 0) {
                return;
            }
            busy.add("manager " + ofManager + ", JVM " + ofJvm + ", events " + events);
        }
        throw new AssertionError("not idle: " + busy);
    }

    private static Duration cpuTimeOfJvm() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long events(List<Observed> watches) {
        return watches.stream()
                .mapToLong(observed -> observed.events().of(UnitEvent.class).count())
                .sum();
    }
}
