package io.github.servicehandler.watchdog;

import io.github.servicehandler.Signal;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is something that a rule does. All but {@link #log}, {@link #call} and {@link #quarantine} are orders, which are held
 * back in more cases: see {@link WatchdogEvent.Hold}. Immutable and thread-safe.
 */
public final class Action {

    private static final Logger log = LoggerFactory.getLogger(Action.class.getPackageName());

    private final String text;
    private final Kind kind;
    private final Operation operation;
    private final RestartGroup group;

    /** Says what a watchdog itself has to know about an action. */
    enum Kind {
        /** Brings the service up, so that it must not be done to one that somebody stopped. */
        UP,
        /** Takes the service down. */
        DOWN,
        /** Orders something else. */
        ORDER,
        /** Tells somebody. */
        TELL,
        /** Calls a function of somebody's. */
        CALL,
        /** Has the watchdog leave the service alone. */
        QUARANTINE
    }

    /** Does what an action says. May wait. */
    @FunctionalInterface
    private interface Operation {
        ActionResult perform(ActionContext context);
    }

    private Action(String text, Kind kind, Operation operation) {
        this(text, kind, operation, RestartGroup.NONE);
    }

    private Action(String text, Kind kind, Operation operation, RestartGroup group) {
        this.text = text;
        this.kind = kind;
        this.operation = operation;
        this.group = group;
    }

    /**
     * Returns the action that restarts the service, or starts it if it is down.
     *
     * @return the action
     */
    public static Action restart() {
        return new Action("restart", Kind.UP, verb(Verb.RESTART));
    }

    /**
     * Returns the action that starts the service.
     *
     * @return the action
     */
    public static Action start() {
        return new Action("start", Kind.UP, verb(Verb.START));
    }

    /**
     * Returns the action that stops the service.
     *
     * @return the action
     */
    public static Action stop() {
        return new Action("stop", Kind.DOWN, verb(Verb.STOP));
    }

    /**
     * Returns the action that sends a signal to all processes of the service.
     *
     * @param signal the signal
     * @return the action
     */
    public static Action kill(Signal signal) {
        return new Action("kill " + signal.name(), Kind.ORDER, verb(Verb.kill(signal)));
    }

    /**
     * Returns the action that has the service read its configuration again.
     *
     * @return the action
     */
    public static Action reload() {
        return new Action("reload", Kind.ORDER, verb(Verb.RELOAD));
    }

    /**
     * Returns the action that makes systemd forget that the service failed, and that its start limit was hit. Put it
     * before {@link #restart}, which systemd refuses as long as the limit holds.
     *
     * @return the action
     */
    public static Action resetFailed() {
        return new Action("reset-failed", Kind.ORDER, verb(Verb.RESET_FAILED));
    }

    /**
     * Returns the action that restarts some services of a group: stops them in the reverse order of the group, and
     * starts them in order. Those that somebody has stopped are left down; those that an earlier attempt could not
     * start again are not.
     *
     * <p>The order is yours and not that of {@code After=}: systemd orders what is started by one and the same request
     * only, and there a service whose start fails holds back no other; but in a group, one that could not be started
     * keeps those after it from being started in vain. Give an order that does not contradict {@code After=}: where one
     * requires another, systemd starts both, in its own order.
     *
     * <p>All of the group must be watched, and the rule be {@linkplain Rule#on on} services of the group only.
     *
     * @param strategy which of the group's services
     * @param group the names, each service after those that it depends on; {@code .service} may be left out
     * @return the action
     * @throws IllegalArgumentException if there is none, or one twice, or one is no name of a service
     */
    public static Action restartGroup(RestartStrategy strategy, String... group) {
        RestartGroup units = RestartGroup.of(strategy, List.of(group));
        return new Action("restart-group " + units, Kind.UP, units::restart, units);
    }

    /**
     * Returns the action that runs a command where the service's manager is. It is not told for which service. An exit
     * code other than 0, or more time than its {@linkplain Command#timeout timeout}, counts as a failure, which ends
     * the step.
     *
     * @param command the command; no shell
     * @return the action
     */
    public static Action run(Command command) {
        return new Action(
                "run (" + RuleLineScanner.quoted(command) + ")", Kind.ORDER, context -> run(command, context));
    }

    /**
     * Returns the action that calls a function of yours. What that throws makes the action fail, which ends the step.
     *
     * @param name what it does, in a word or two
     * @param callback the function; called on one of eight threads that serve steps with callbacks alone: one that does
     *     not return holds up no steps without any
     * @return the action
     */
    public static Action call(String name, Consumer<WatchdogEvent.Fired> callback) {
        Objects.requireNonNull(callback, "callback");
        return new Action("call " + name, Kind.CALL, context -> {
            callback.accept(context.fired());
            return ActionResult.success("");
        });
    }

    /**
     * Returns the action that writes a warning to the log of this program.
     *
     * @return the action
     */
    public static Action log() {
        return new Action("log", Kind.TELL, Action::warn);
    }

    /**
     * Returns the action that has rules give no more orders to the service until {@link Watchdog#release} is called. It
     * is not stopped, and rules that only tell somebody go on. It holds from the decision on, and no more if an action
     * before it in the same step fails.
     *
     * @return the action
     */
    public static Action quarantine() {
        return new Action("quarantine", Kind.QUARANTINE, context -> ActionResult.success("until it is released"));
    }

    private static Operation verb(Verb verb) {
        return context -> ActionResult.of(context.service(), context.service().perform(verb));
    }

    private static ActionResult run(Command command, ActionContext context) {
        CommandResult result = context.service().systemd().runner().run(command);
        String detail = command.program() + " exited with " + result.exitCode();
        return result.exitCode() == 0 ? ActionResult.success(detail) : ActionResult.failure(detail);
    }

    private static ActionResult warn(ActionContext context) {
        log.warn("{}", context.fired());
        return ActionResult.success("");
    }

    Kind kind() {
        return kind;
    }

    /** Tells whether it orders anything of systemd's or of the machine's. */
    boolean isOrder() {
        return kind == Kind.UP || kind == Kind.DOWN || kind == Kind.ORDER;
    }

    /** Does it. May wait. */
    ActionResult perform(ActionContext context) {
        return operation.perform(context);
    }

    /** Returns the group that it is about; {@link RestartGroup#NONE} if only about the service itself. */
    RestartGroup group() {
        return group;
    }

    /**
     * Returns what it does, in the words of a rule file; of {@link #call}, for which there are none, in words like
     * them.
     */
    @Override
    public String toString() {
        return text;
    }
}
