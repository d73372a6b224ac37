package io.github.servicehandler.watch;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeDisk;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An in-memory manager, the watches that observe it, and other clients. Its laws: after each incident the watches come
 * to rest, and then neither ask nor report anything; they have reported every unit that matches, even if it was there
 * for a moment only; what they show is what systemctl shows.
 */
final class WatchWorld implements AutoCloseable {

    private static final String UNIT_DIRECTORY = "/home/user/.config/systemd/user/";

    /** How many rounds of questions an incident may cause. A watch that reads because of its own reading needs more. */
    private static final int MAX_ROUNDS = 20;

    private static final int PATIENCE = 20;
    private static final int ROUNDS_OF_REST = 3;
    private static final Duration ROUND = Duration.ofSeconds(10);

    private final FakeSystemd fake;
    private final FakeDisk disk;
    private final BusCallCounter calls;
    private final Systemd watched;
    private final Systemd asked;
    private final List<ObservedWatch> watches = new ArrayList<>();
    private final Set<String> shortLived = new TreeSet<>();

    WatchWorld(int version) {
        fake = FakeSystemd.create(version);
        disk = new FakeDisk(fake);
        calls = new BusCallCounter(fake);
        watched = Systemd.of(ManagerAddress.user(), calls);
        asked = Systemd.of(ManagerAddress.user(), fake);
    }

    void open(String pattern) {
        watches.add(new ObservedWatch(watched, pattern));
    }

    void close(int which) {
        if (which < watches.size()) {
            watches.remove(which).close();
        }
    }

    void install(String name, String text) {
        disk.write(UNIT_DIRECTORY + name, text);
        systemctl("daemon-reload");
    }

    void uninstall(String name) {
        disk.remove(UNIT_DIRECTORY + name);
        systemctl("daemon-reload");
    }

    /** Lets another client run systemctl, which may refuse. */
    void systemctl(String... words) {
        List<String> argv = new ArrayList<>(List.of("systemctl", "--user"));
        argv.addAll(List.of(words));
        fake.run(Command.of(argv));
    }

    /** Lets another client run a unit that ends at once and is unloaded then. */
    void runShortLived(String name, String program) {
        fake.run(Command.of("systemd-run", "--user", "--collect", "--unit=" + name, program));
        shortLived.add(name + ".service");
    }

    void pass(Duration duration) {
        fake.advance(duration);
    }

    /** Returns a law that is broken, or empty if none is. */
    Optional<String> brokenLaw() {
        Optional<String> law = comeToRest()
                .or(() -> inTheEnd(this::brokenChain))
                .or(() -> inTheEnd(this::difference))
                .or(this::comeToRest)
                .or(() -> inTheEnd(this::restlessness));
        shortLived.clear();
        return law;
    }

    /** Checks a law again for some real time, which an answer needs to arrive and a listener to be called. */
    private static Optional<String> inTheEnd(Supplier<Optional<String>> law) {
        Optional<String> broken = law.get();
        for (int i = 0; i < PATIENCE && broken.isPresent(); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            broken = law.get();
        }
        return broken;
    }

    private Optional<String> comeToRest() {
        int asked = calls.calls().size();
        int quiet = 0;
        for (int round = 0; quiet < ROUNDS_OF_REST; round++) {
            if (round == MAX_ROUNDS) {
                return Optional.of("the watches do not stop asking: " + callsSince(asked));
            }
            int before = calls.calls().size();
            pass(ROUND);
            quiet = calls.calls().size() == before ? quiet + 1 : 0;
        }
        return Optional.empty();
    }

    private Optional<String> brokenChain() {
        return watches.stream()
                .map(watch -> watch.brokenLaw(shortLived))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Compares what the watches show with the answers that another client gets. */
    private Optional<String> difference() {
        return watches.stream()
                .map(watch -> {
                    Map<String, ServiceState> expected = new TreeMap<>(statesFor(watch.pattern()));
                    Map<String, ServiceState> shown = new TreeMap<>(watch.states());
                    Map<String, ServiceState> told = new TreeMap<>(watch.statesByEvents());
                    return expected.equals(shown) && expected.equals(told)
                            ? ""
                            : watch + " shows " + shown + ", its events led to " + told + ", but systemctl shows "
                                    + expected;
                })
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private Map<String, ServiceState> statesFor(String pattern) {
        return asked.statuses(asked.findUnits(pattern)).entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> name(entry.getKey()), entry -> entry.getValue().state()));
    }

    private static String name(ServiceHandler handler) {
        return Objects.requireNonNull(handler).unitName().toString();
    }

    private Optional<String> restlessness() {
        List<String> before = calls.calls();
        int events = events();
        pass(Duration.ofHours(1));
        if (!calls.calls().equals(before)) {
            return Optional.of("the watches asked while nothing happened: " + callsSince(before.size()));
        }
        return events() == events ? Optional.empty() : Optional.of("there were events while nothing happened");
    }

    private String callsSince(int count) {
        List<String> all = calls.calls();
        return all.subList(count, all.size()).toString();
    }

    private int events() {
        return watches.stream().mapToInt(ObservedWatch::events).sum();
    }

    @Override
    public void close() {
        watches.forEach(ObservedWatch::close);
    }
}
