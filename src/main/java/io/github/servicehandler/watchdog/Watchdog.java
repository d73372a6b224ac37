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
 * A supervisor that applies {@linkplain Rule rules} to services.
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
 * <p>A watchdog learns of changes from a {@link Watch} of its own, and sleeps while nothing happens and nothing is due.
 * Its orders and readings take the same connection to the manager, as if all handlers came from
 * {@link io.github.servicehandler.Systemd#overBus}. Slow actions and slow listeners delay no decision. On a runner with
 * virtual time, such as the in-memory systemd, everything runs one after the other while time passes. With a seeded
 * {@linkplain Builder#random generator}, a test then has the same result each time. The threads of a watchdog are
 * daemons: they do not keep a program alive.
 *
 * <p>Only one watchdog gives orders to a service. If another one of this user on this machine, in this program or in
 * another one, was started before, this one reports that with a {@link WatchdogEvent.Noted}, and holds its orders back.
 * It takes over when the other one is closed or its program ends. Watchdogs whose rules give no orders, dry runs, and
 * those that {@linkplain Builder#shareServices share their services} are not restricted. Services that a runner of the
 * user reaches are compared with those of this program only.
 *
 * <p>Thread-safe.
 */
public final class Watchdog implements AutoCloseable {

    private final WatchdogRuntime runtime;

    private Watchdog(WatchdogRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Returns a builder for a watchdog.
     *
     * @return a builder without services and rules
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts to supervise the services, including those that have already failed. Does nothing if the watchdog has been
     * started before, or after {@link #close}.
     *
     * @return this watchdog
     */
    public Watchdog start() {
        runtime.start();
        return this;
    }

    /**
     * Begins or ends maintenance of all services. During maintenance, rules are evaluated, but every step is held back.
     * At its end, rules act on conditions that still hold, but not on events that happened in the meantime, such as
     * {@link Condition#crashed}. This neither begins nor ends the maintenance of single services.
     *
     * @param on {@code true} to begin maintenance, {@code false} to end it
     */
    public void maintenance(boolean on) {
        runtime.setMaintenance(on);
    }

    /**
     * Begins or ends maintenance of one service.
     *
     * @param service the service
     * @param on {@code true} to begin maintenance, {@code false} to end it
     * @throws IllegalArgumentException if this watchdog does not watch the service
     */
    public void maintenance(ServiceHandler service, boolean on) {
        runtime.setMaintenance(service, on);
    }

    /**
     * Returns the services that are in quarantine.
     *
     * @return a copy
     */
    public Set<ServiceHandler> quarantined() {
        return runtime.quarantined();
    }

    /**
     * Ends the {@linkplain Action#quarantine quarantine} of a service, and lets its rules start at their first steps
     * again. Does nothing if the service is not in quarantine.
     *
     * @param service the service
     * @throws IllegalArgumentException if this watchdog does not watch the service
     */
    public void release(ServiceHandler service) {
        runtime.release(service);
    }

    /**
     * Replaces the rules. The history of the services, quarantines and maintenance are kept. A new rule with the name
     * of an old one continues with the attempts and the budget of that one. If a rule is removed, a step that it has
     * decided on but not started is dropped; a step that has started is finished.
     *
     * @param rules the new rules
     * @throws IllegalArgumentException if the rules cannot work together, as for {@link Builder#build}; the old rules
     *     stay in place then
     */
    public void rules(List<Rule> rules) {
        runtime.replaceRules(rules);
    }

    /**
     * Returns the rules as a table for people to read, with one line for each rule.
     *
     * @return the table, which begins with a line of headings
     */
    public String table() {
        return RuleTableFormatter.of(runtime.rules());
    }

    /**
     * Registers a listener for events from now on.
     *
     * @param listener the listener. It gets one event at a time, in order, on a thread that all listeners share; on
     *     virtual time, on the thread that advances the time. An exception of the listener is logged, and the listener
     *     still gets the next event. While 10,000 events wait because a listener is slow, further events are dropped
     *     for all listeners, with a warning in the log
     * @return this watchdog
     */
    public Watchdog onEvent(Consumer<? super WatchdogEvent> listener) {
        runtime.onEvent(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Stops the watchdog: it makes no more decisions. A step that is being carried out is finished, but this method
     * does not wait for it. Does nothing if the watchdog has been closed before.
     */
    @Override
    public void close() {
        runtime.close();
    }

    /** Builder for a watchdog. Not thread-safe. */
    public static final class Builder {

        private final Set<ServiceHandler> services = new LinkedHashSet<>();
        private final List<Rule> rules = new ArrayList<>();
        private final List<Consumer<? super WatchdogEvent>> listeners = new ArrayList<>();
        private @Nullable FiringBudget budget;
        private RandomGenerator random = new Random();
        private boolean dryRun;
        private boolean sharesServices;
        private @Nullable Path stateFile;
        private @Nullable Path rulesFile;
        private boolean rulesMayBeWritable;

        private Builder() {}

        /**
         * Adds services to watch. Services that are not added here, such as those installed later, are not watched.
         * {@link io.github.servicehandler.Systemd#listUnitFiles} lists the services that are installed now.
         *
         * @param more the services, of one manager or several; no two may have the same unit or the same
         *     {@linkplain ServiceHandler#name name}. Rules may refer to them by either, and events show their names
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
         * Adds a rule. Rules are evaluated in the order in which they were added.
         *
         * @param rule the rule
         * @return this builder
         */
        public Builder rule(Rule rule) {
            rules.add(Objects.requireNonNull(rule, "rule"));
            return this;
        }

        /**
         * Adds rules, for example those that {@link Rule#readAll} returns.
         *
         * @param more the rules
         * @return this builder
         */
        public Builder rules(List<Rule> more) {
            more.forEach(this::rule);
            return this;
        }

        /**
         * Adds the rules of a file in the format of {@link Rule#readAll}. They come after the rules that are added one
         * by one. When the file changes, the watchdog replaces the rules, as {@link Watchdog#rules} does, a few seconds
         * after the last write to the file. Nothing happens if only comments have changed. If the new rules cannot be
         * used, or the file is missing or has no rule, the old rules stay in place, and listeners get an event with the
         * reason. There is at most one file: the last one given.
         *
         * <p>A rule can run any program. So a file is refused if users other than this one and root can write to it, or
         * to a directory or link on the way to it; see {@link #allowRulesWritableByOthers}.
         *
         * @param file the file, in UTF-8
         * @return this builder
         */
        public Builder rulesFrom(Path file) {
            rulesFile = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Accepts a {@linkplain #rulesFrom rule file} that other users may write. These users can then run any program
         * as the user of this program.
         *
         * @return this builder
         */
        public Builder allowRulesWritableByOthers() {
            rulesMayBeWritable = true;
            return this;
        }

        /**
         * Stores attempts, budgets, quarantines, maintenance and what {@link HealthCheck#fileChanged} compares with in
         * a file, so that a restarted program continues where the earlier one ended. Without a file, a restarted
         * program has no quarantine and no maintenance, and all rules start at their first steps. The file is written
         * before each step is carried out, so that a restarted program does not repeat the step. After any other
         * change, it is written within about a second. If it cannot be written, the watchdog goes on, and listeners get
         * an event. A step is in the file once its execution begins. So if the program ends between the decision and
         * the execution, the restarted program decides again. A file that cannot be read or has wrong content is
         * renamed, within its directory, and listeners get an event.
         *
         * <p>Each watchdog needs a state file of its own. An empty file beside it, whose name ends in {@code .lock}, is
         * locked until the watchdog is closed or its program ends. Only the owner can read these files. Use a directory
         * that only this user can change. Symbolic links of other users, except root, are not followed: {@link #build}
         * refuses a path through one.
         *
         * @param file the file, in a directory that exists
         * @return this builder
         */
        public Builder state(Path file) {
            stateFile = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Limits how often all rules together may give orders to all services together. By default, only the
         * {@linkplain Rule#budget budget} of each rule applies.
         *
         * @param times the limit, from 1 to 1000
         * @param period the length of the sliding period in which the limit applies; positive
         * @return this builder
         * @throws IllegalArgumentException if the times are not from 1 to 1000, or the period is not positive
         */
        public Builder budget(int times, Duration period) {
            budget = new FiringBudget(times, period);
            return this;
        }

        /**
         * Makes the watchdog decide and report events, but carry out no action, not even {@link Action#log} and
         * {@link Action#call}. Readings and health checks are still taken. A {@linkplain Action#quarantine quarantine}
         * takes effect, but only within this watchdog. Since no problem is solved, rules go on to their last steps. A
         * {@linkplain #state state file} is read, but neither locked nor written.
         *
         * @return this builder
         */
        public Builder dryRun() {
            dryRun = true;
            return this;
        }

        /**
         * Lets this watchdog and others give orders to the same services. By default, only one gives orders to a
         * service, and the others hold theirs back. This one does so beside any other: it neither waits for the end of
         * another one, nor keeps another one from giving orders.
         *
         * <p>Use it only if the rules of these watchdogs do not act on the same problems, which both would act on. They
         * do not know each other's budgets, waits and quarantines, and a stop by one of them counts as an operator's
         * for the others.
         *
         * @return this builder
         */
        public Builder shareServices() {
            sharesServices = true;
            return this;
        }

        /**
         * Sets the generator for the {@linkplain Rule#jitter jitter} of waits. The default is a new {@link Random}
         * without a fixed seed.
         *
         * @param generator the generator; the watchdog never uses it in two threads at once
         * @return this builder
         */
        public Builder random(RandomGenerator generator) {
            random = Objects.requireNonNull(generator, "generator");
            return this;
        }

        /**
         * Registers a listener for all events, including the first ones.
         *
         * @param listener the listener; see {@link Watchdog#onEvent} for how it is called
         * @return this builder
         */
        public Builder onEvent(Consumer<? super WatchdogEvent> listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Checks the rules and creates the watchdog, which does nothing until {@link Watchdog#start} is called. It
         * refuses rules that cannot work together:
         *
         * <ul>
         *   <li>two rules with the same name
         *   <li>a rule that names a service that is not watched
         *   <li>two rules, one of which starts a service in a state in which the other one stops it
         *   <li>two rules that trigger each other for ever
         *   <li>rules by which services depend on each other in a circle, through {@link Rule#needs},
         *       {@link Condition#service} or {@link Action#restartGroup}
         * </ul>
         *
         * @return the watchdog; the caller must close it
         * @throws IllegalArgumentException if the rules cannot work together, with a message that names them; if there
         *     are no services, or two with the same name; if the state file is not a regular file; or if other users
         *     may write the rule file
         * @throws RuleFileException if there is an error in the rule file
         * @throws java.io.UncheckedIOException if the rule file cannot be read
         * @throws IllegalStateException if another watchdog uses the state file
         * @throws io.github.servicehandler.command.CommandException if a manager cannot be reached
         */
        public Watchdog build() {
            return new Watchdog(new WatchdogRuntime(new WatchdogRuntime.Plan(
                    services.stream().map(ServiceHandler::overBus).toList(),
                    List.copyOf(rules),
                    rulesFile,
                    rulesMayBeWritable,
                    List.copyOf(listeners),
                    budget,
                    stateFile,
                    random,
                    dryRun,
                    sharesServices)));
        }

        /**
         * Creates the watchdog and starts it.
         *
         * @return the watchdog; the caller must close it
         * @throws IllegalArgumentException if the rules cannot work together, with a message that names them; if there
         *     are no services, or two with the same name; if the state file is not a regular file; or if other users
         *     may write the rule file
         * @throws RuleFileException if there is an error in the rule file
         * @throws java.io.UncheckedIOException if the rule file cannot be read
         * @throws IllegalStateException if another watchdog uses the state file
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
