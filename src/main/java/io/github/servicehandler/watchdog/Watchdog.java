package io.github.servicehandler.watchdog;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.watch.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Looks after services by rules.
 *
 * <pre>{@code
 * try (Watchdog dog = Watchdog.builder()
 *         .watch(bots)
 *         .rule(Rule.named("revive").asLongAs(Condition.failed()).then(Action.resetFailed(), Action.restart()))
 *         .onEvent(event -> log.info("{}", event)) // revive on MyBot.service: reset-failed, restart (attempt 1; …)
 *         .start()) {
 *     …
 * }
 * }</pre>
 *
 * <p>It hears of changes from a {@link Watch} of its own, and sleeps while nothing happens and nothing is due. What
 * takes long, be it an order or a listener, delays no decision. On a runner with virtual time, as that of the in-memory
 * systemd, all is done one after the other while time passes, so that a test sees the same each time, given a
 * {@linkplain Builder#random generator} with a seed. Its threads are daemons: they do not keep a program alive.
 *
 * <p>Thread-safe.
 */
public final class Watchdog implements AutoCloseable {

    private final WatchdogRuntime runtime;

    private Watchdog(WatchdogRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Begins a watchdog.
     *
     * @return a builder without services and rules
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Begins to look after the services, also after those that have failed already. Does nothing the second time, or
     * after {@link #close}.
     *
     * @return this watchdog
     */
    public Watchdog start() {
        runtime.start();
        return this;
    }

    /**
     * Begins or ends maintenance of all services: rules are asked, but hold back all that they would do. What holds
     * when it ends is acted on then; what merely happened meanwhile is not. Maintenance of one service is another
     * matter, and goes on.
     *
     * @param on whether there is maintenance
     */
    public void maintenance(boolean on) {
        runtime.setMaintenance(on);
    }

    /**
     * Begins or ends maintenance of one service.
     *
     * @param service the service
     * @param on whether there is maintenance
     * @throws IllegalArgumentException if it is not watched here
     */
    public void maintenance(ServiceHandler service, boolean on) {
        runtime.setMaintenance(service, on);
    }

    /**
     * Returns which services are in quarantine.
     *
     * @return a copy
     */
    public Set<ServiceHandler> quarantined() {
        return runtime.quarantined();
    }

    /**
     * Ends a service's {@linkplain Action#quarantine quarantine}, and forgets what was tried for it. Does nothing for
     * one that is in none.
     *
     * @param service the service
     * @throws IllegalArgumentException if it is not watched here
     */
    public void release(ServiceHandler service) {
        runtime.release(service);
    }

    /**
     * Puts other rules in place of the present ones. What was tried, counted and restrained so far is kept, for rules
     * by their names. What one that is no more has decided is not begun; what it has begun is brought to its end.
     *
     * @param rules the new rules
     * @throws IllegalArgumentException if they cannot work together; the present ones stay in place then
     */
    public void rules(List<Rule> rules) {
        runtime.replaceRules(rules);
    }

    /**
     * Returns the rules as a table, a line for each, for a person to read.
     *
     * @return the table, with a line of headings
     */
    public String table() {
        return RuleTableFormatter.of(runtime.rules());
    }

    /**
     * Tells a listener of events from now on.
     *
     * @param listener the listener, called with one event at a time and in order, on a thread that all listeners share
     *     (on virtual time, by whoever lets that pass); one that throws is logged, and hears the next one nevertheless.
     *     Of events that are more than 10,000 ahead of a slow listener, only a warning in the log tells
     * @return this watchdog
     */
    public Watchdog onEvent(Consumer<? super WatchdogEvent> listener) {
        runtime.onEvent(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Ends it: nothing more is decided. What is being done at the moment is finished, but not waited for. Does nothing
     * the second time.
     */
    @Override
    public void close() {
        runtime.close();
    }

    /** Says what a watchdog is to watch, and how. Not thread-safe. */
    public static final class Builder {

        private final Set<ServiceHandler> services = new LinkedHashSet<>();
        private final List<Rule> rules = new ArrayList<>();
        private final List<Consumer<? super WatchdogEvent>> listeners = new ArrayList<>();
        private @Nullable FiringBudget budget;
        private RandomGenerator random = new Random();
        private boolean dryRun;
        private @Nullable Path stateFile;
        private @Nullable Path rulesFile;

        private Builder() {}

        /**
         * Adds services to watch: these and no others, also none that are installed later. All those that are installed
         * now are told by {@link io.github.servicehandler.Systemd#listUnitFiles}.
         *
         * @param more the services, of one manager or several; no two of the same name
         * @return this builder
         */
        public Builder watch(Collection<ServiceHandler> more) {
            services.addAll(more);
            return this;
        }

        /**
         * Adds services to watch.
         *
         * @param more the services
         * @return this builder
         */
        public Builder watch(ServiceHandler... more) {
            return watch(Arrays.asList(more));
        }

        /**
         * Adds a rule. Rules are asked in the order in which they were added.
         *
         * @param rule the rule
         * @return this builder
         */
        public Builder rule(Rule rule) {
            rules.add(Objects.requireNonNull(rule, "rule"));
            return this;
        }

        /**
         * Adds rules, as {@link Rule#readAll} returns them.
         *
         * @param more the rules
         * @return this builder
         */
        public Builder rules(List<Rule> more) {
            more.forEach(this::rule);
            return this;
        }

        /**
         * Takes rules from a file, too, as {@link Rule#readAll} reads it, after those that are added here; and puts new
         * ones in their place when the file has changed, as {@link Watchdog#rules} does: within some seconds, once
         * nobody writes to it any more. If the new ones cannot be used, or the file is gone, the present ones stay, and
         * listeners are told why. There is one file at most, the last one given.
         *
         * @param file the file, in UTF-8
         * @return this builder
         */
        public Builder rulesFrom(Path file) {
            rulesFile = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Keeps what was tried and counted, quarantines and maintenance in a file, so that a program that begins anew
         * goes on where it ended: otherwise it begins at the first steps, without any of these. The file is written
         * before each order is carried out, so that nothing is done twice, and soon after anything else; what was
         * decided but not begun is done by the next program. One that cannot be used is put aside, under another name
         * beside it, and told of.
         *
         * <p>It is one watchdog's alone: an empty file beside it, whose name ends in {@code .lock}, is locked until
         * that one is closed or its program ends.
         *
         * @param file the file, in a directory that exists
         * @return this builder
         */
        public Builder state(Path file) {
            stateFile = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Limits how often all rules together give orders, for all services. By default only each rule's own budget
         * does.
         *
         * @param times how often at most, up to 1000
         * @param period in any time as long as this
         * @return this builder
         * @throws IllegalArgumentException if the times are not from 1 to 1000, or the period is not positive
         */
        public Builder budget(int times, Duration period) {
            budget = new FiringBudget(times, period);
            return this;
        }

        /**
         * Makes it decide and tell its listeners, but do nothing, not even {@link Action#log} and {@link Action#call}.
         * Readings and checks are made. As nothing helps, rules go on to their last steps. A {@linkplain #state state
         * file} is read, but neither locked nor written.
         *
         * @return this builder
         */
        public Builder dryRun() {
            dryRun = true;
            return this;
        }

        /**
         * Sets where the jitter of waits comes from: by default a generator that nobody can foresee.
         *
         * @param generator the generator; not used by two threads at once
         * @return this builder
         */
        public Builder random(RandomGenerator generator) {
            random = Objects.requireNonNull(generator, "generator");
            return this;
        }

        /**
         * Adds a listener that is told of events, also of the first ones.
         *
         * @param listener the listener, called as by {@link Watchdog#onEvent}
         * @return this builder
         */
        public Builder onEvent(Consumer<? super WatchdogEvent> listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Checks the rules and makes the watchdog, which does nothing before {@link Watchdog#start} is called.
         *
         * @return the watchdog, to be closed
         * @throws IllegalArgumentException if the rules cannot work together, the message names them; or if there is a
         *     mistake in their file, as a {@link RuleFileException}
         * @throws java.io.UncheckedIOException if their file cannot be read
         * @throws IllegalStateException if another watchdog has the state file
         * @throws io.github.servicehandler.command.CommandException if a manager cannot be reached
         */
        public Watchdog build() {
            return new Watchdog(new WatchdogRuntime(new WatchdogRuntime.Plan(
                    List.copyOf(services),
                    List.copyOf(rules),
                    rulesFile,
                    List.copyOf(listeners),
                    budget,
                    stateFile,
                    random,
                    dryRun)));
        }

        /**
         * Makes the watchdog and starts it.
         *
         * @return the watchdog, to be closed
         * @throws IllegalArgumentException if the rules cannot work together, the message names them; or if there is a
         *     mistake in their file, as a {@link RuleFileException}
         * @throws java.io.UncheckedIOException if their file cannot be read
         * @throws IllegalStateException if another watchdog has the state file
         * @throws io.github.servicehandler.command.CommandException if a manager cannot be reached
         */
        public Watchdog start() {
            Watchdog dog = build();
            try {
                return dog.start();
            } catch (RuntimeException | Error e) {
                dog.close();
                throw e;
            }
        }
    }
}
