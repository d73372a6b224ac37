package io.github.servicehandler.watchdog;

import io.github.servicehandler.ProcessExit;
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
 * An action of a rule. All actions except {@link #log}, {@link #call} and {@link #quarantine} are orders. A rule may
 * have to hold back a step although its condition holds. {@link WatchdogEvent.Hold} lists the reasons, some of which
 * apply only to orders. Immutable and thread-safe.
 */
public final class Action {

    private static final Logger log = LoggerFactory.getLogger(Action.class.getPackageName());

    static final String STOPPED_MEANWHILE = "it was stopped in the meantime, and not by a rule";

    private final String text;
    private final Kind kind;
    private final Operation operation;
    private final RestartGroup group;

    /** The kind of an action, as far as the watchdog treats it differently. */
    enum Kind {
        /** Brings the service up, and is therefore held back if the service was stopped. */
        UP,
        /** Takes the service down. */
        DOWN,
        /** Runs a program, which may do anything. */
        PROGRAM,
        /** Any other order. */
        ORDER,
        /** Only writes a message. */
        TELL,
        /** Calls a function of the user. */
        CALL,
        /** Puts the service in quarantine. */
        QUARANTINE
    }

    /** What an action does. May block. */
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
        return new Action("restart", Kind.UP, bringUp(Verb.RESTART));
    }

    /**
     * Returns the action that starts the service.
     *
     * @return the action
     */
    public static Action start() {
        return new Action("start", Kind.UP, bringUp(Verb.START));
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
     * Returns the action that restarts services of a group: stops them in the reverse order of the group, and then
     * starts them in order. The service for which the rule fired is always restarted. Any other service that is already
     * down stays down, unless a rule has stopped it. Any other service in maintenance or quarantine is left as it is.
     *
     * <p>The order is the one given here, not that of {@code After=}. If a service of the group does not start, those
     * after it are not started either. With {@code After=} alone, systemd would start them. The order must not
     * contradict {@code After=}, because systemd does not know the order given here. When it starts a service, it also
     * starts the services that this one requires, in the order of {@code After=}.
     *
     * <p>All services of the group must be watched, and the rule must be {@linkplain Rule#on on} services of the group
     * only.
     *
     * @param strategy the services of the group to restart
     * @param group the names or units, each service after those that it depends on; {@code .service} may be left out
     * @return the action
     * @throws IllegalArgumentException if there is none, the same one twice, or a text that can be neither
     */
    public static Action restartGroup(RestartStrategy strategy, String... group) {
        return restartGroup(RestartGroup.of(strategy, List.of(group)));
    }

    private static Action restartGroup(RestartGroup group) {
        return new Action("restart-group " + group, Kind.UP, group::restart, group);
    }

    /**
     * Returns the action that runs a command on the machine of the service's manager. The command does not learn for
     * which service it runs. The action fails, which ends the step, if the command exits with a code other than 0 or
     * takes longer than its {@linkplain Command#timeout timeout}.
     *
     * @param command the command, which is run without a shell
     * @return the action
     */
    public static Action run(Command command) {
        return new Action(
                "run (" + RuleFileQuotes.ifNeeded(command) + ")",
                Kind.PROGRAM,
                context -> context.runProgram(() -> run(command, context)));
    }

    /**
     * Returns the action that calls your own function. If the function throws an exception, the action fails, which
     * ends the step. The rule takes no other step for the service until the function has returned. If the function
     * stops the service, the rule has stopped it, and rules may start it again.
     *
     * @param name what the function does, in a word or two
     * @param callback the function. It should return within a few seconds. If it takes longer than 30 seconds,
     *     listeners get an event, and a stop of the service is no longer taken for one by the rule. A function that
     *     never returns delays nothing but this rule for this service, and the orders of other rules to it if the step
     *     has an order. It keeps a thread. If more than 100 functions do not return, further steps with calls wait, and
     *     listeners get an event. On virtual time, the function is called on the thread that advances the time
     * @return the action
     */
    public static Action call(String name, Consumer<WatchdogEvent.Fired> callback) {
        Objects.requireNonNull(callback, "callback");
        return new Action(
                "call " + name,
                Kind.CALL,
                context -> context.runProgram(() -> {
                    callback.accept(context.fired());
                    return ActionResult.success("");
                }));
    }

    /**
     * Returns the action that writes the event to the log of this program, as a warning.
     *
     * @return the action
     */
    public static Action log() {
        return new Action("log", Kind.TELL, Action::warn);
    }

    /**
     * Returns the action that puts the service in quarantine: rules give it no more orders until
     * {@link Watchdog#release} is called. The service is not stopped, and steps without an order are still taken. The
     * quarantine begins when the rule decides on the step. It ends again if an earlier action of the same step fails.
     *
     * @return the action
     */
    public static Action quarantine() {
        return new Action(
                "quarantine", Kind.QUARANTINE, context -> ActionResult.success("until the service is released"));
    }

    private static Operation verb(Verb verb) {
        return context -> ActionResult.of(context.service(), context.order(verb, context.service()));
    }

    /** Returns an operation that is refused if an operator has stopped the service since the rule decided. */
    private static Operation bringUp(Verb verb) {
        Operation order = verb(verb);
        return context -> context.mustStayDown(context.service())
                ? ActionResult.failure(STOPPED_MEANWHILE)
                : order.perform(context);
    }

    /** Returns the exit code, with the signal if one ended the program. */
    static String exit(CommandResult result) {
        int code = result.exitCode();
        return code > 128 ? new ProcessExit(false, code).toString() : String.valueOf(code);
    }

    private static ActionResult run(Command command, ActionContext context) {
        CommandResult result = context.service().systemd().runner().run(command);
        String detail = command.program() + " exited with " + exit(result);
        return result.exitCode() == 0 ? ActionResult.success(detail) : ActionResult.failure(detail);
    }

    private static ActionResult warn(ActionContext context) {
        log.warn("{}", context.fired());
        return ActionResult.success("");
    }

    Kind kind() {
        return kind;
    }

    /** Returns whether this is an order, which changes the service or runs a command. */
    boolean isOrder() {
        return kind == Kind.UP || kind == Kind.DOWN || kind == Kind.PROGRAM || kind == Kind.ORDER;
    }

    /** Returns the action with the names of watched services replaced by their units. */
    Action bind(ServiceNames names) {
        return group.equals(RestartGroup.NONE) ? this : restartGroup(group.bind(names));
    }

    /** Carries out the action. May block. */
    ActionResult perform(ActionContext context) {
        return operation.perform(context);
    }

    /** Returns the group that the action restarts; {@link RestartGroup#NONE} for any other action. */
    RestartGroup group() {
        return group;
    }

    /**
     * Returns the action as a rule file has it. A {@link #call} cannot be in a rule file; its text is {@code call} and
     * its name.
     */
    @Override
    public String toString() {
        return text;
    }
}
