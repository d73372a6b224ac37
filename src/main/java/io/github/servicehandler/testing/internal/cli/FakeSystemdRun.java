package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.VersionWording;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.ManagerRegistry;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.testing.internal.units.JobType;
import io.github.servicehandler.testing.internal.units.TimerSchedule;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The fake's systemd-run, which creates a transient service, and a timer for it if requested, and starts it. */
public final class FakeSystemdRun {

    private static final Map<String, String> FLAGS = Map.ofEntries(
            Map.entry("--user", "--user"),
            Map.entry("--system", "--system"),
            Map.entry("--no-ask-password", ""),
            Map.entry("--quiet", "--quiet"),
            Map.entry("-q", "--quiet"),
            Map.entry("--collect", "--collect"),
            Map.entry("-G", "--collect"),
            Map.entry("--remain-after-exit", "--remain-after-exit"),
            Map.entry("-r", "--remain-after-exit"),
            Map.entry("--wait", "--wait"),
            Map.entry("--pipe", "--pipe"),
            Map.entry("-P", "--pipe"),
            Map.entry("--no-block", "--no-block"));

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("--unit", "--unit"),
            Map.entry("-u", "--unit"),
            Map.entry("--property", "--property"),
            Map.entry("-p", "--property"),
            Map.entry("--description", "--description"),
            Map.entry("--slice", "--slice"),
            Map.entry("--service-type", "--service-type"),
            Map.entry("--working-directory", "--working-directory"),
            Map.entry("--setenv", "--setenv"),
            Map.entry("-E", "--setenv"),
            Map.entry("--on-active", "OnActiveSec"),
            Map.entry("--on-boot", "OnBootSec"),
            Map.entry("--on-startup", "OnStartupSec"),
            Map.entry("--on-unit-active", "OnUnitActiveSec"),
            Map.entry("--on-unit-inactive", "OnUnitInactiveSec"),
            Map.entry("--on-calendar", "OnCalendar"),
            Map.entry("--timer-property", "--timer-property"));

    private final SystemctlCall call;
    private final Manager manager;
    private final CommandLineOptions line;
    private final VersionWording wording;

    private FakeSystemdRun(SystemctlCall call) {
        this.call = call;
        this.manager = call.manager();
        this.line = call.line();
        this.wording = new VersionWording(manager.version());
    }

    public static void run(ManagerRegistry managers, Command command, CommandReply reply, long deadline) {
        requireNoScope(command);
        CommandLineOptions line = CommandLineOptions.parseUpToFirstWord(command.argv(), FLAGS, VALUES);
        Manager manager = managers.of(line.scope());
        FakeSystemdRun run =
                new FakeSystemdRun(new SystemctlCall(command, "run", line, line.words(), manager, reply, deadline));
        try {
            run.run();
        } catch (BusError e) {
            reply.fail(1, e.text());
        }
    }

    /** Refuses a scope, because its process would be systemd-run itself, and the fake executes nothing. */
    private static void requireNoScope(Command command) {
        if (command.argv().stream().takeWhile(word -> !word.equals("--")).anyMatch("--scope"::equals)) {
            throw new TestMistakeException(
                    "the fake's systemd-run does not support scopes; leave out --scope in \"" + command + "\"");
        }
    }

    private void run() throws BusError {
        if (line.words().isEmpty()) {
            throw refusal("Command line to execute required.");
        }
        if (isTimed() && line.has("--pipe")) {
            throw refusal("--pty/--pipe is not compatible in timer or --scope mode.");
        }
        if (isTimed() && line.has("--wait")) {
            throw refusal("--wait may not be combined with path, socket or timer operations.");
        }
        List<String> argv = withFullPath();
        String name =
                UnitNameMangler.complete(line.value("--unit", manager.machine().nextRunName(manager.version())));
        if (!name.endsWith(".service") && !isTimed()) {
            throw refusal(wording.notAService(name));
        }
        TransientUnitFiles files = new TransientUnitFiles(line, manager.version(), argv);
        String service = UnitNameMangler.stem(name) + ".service";
        if (isTimed()) {
            checkSpans();
            startTimer(files, UnitNameMangler.stem(name) + ".timer", service);
        } else {
            startService(files, service);
        }
    }

    /** Returns an error that systemd-run itself reports, without adding anything to the message. */
    static BusError refusal(String complaint) {
        return new BusError("InvalidArgs", complaint);
    }

    private boolean isTimed() {
        return !line.values("OnCalendar").isEmpty()
                || TimerSchedule.SPANS.stream()
                        .anyMatch(key -> !line.values(key).isEmpty());
    }

    /** Returns the command line with the full path of its program, which systemd-run looks up before anything else. */
    private List<String> withFullPath() throws BusError {
        List<String> argv = new ArrayList<>(line.words());
        if (manager.machine().programs().cannotExecute(argv)) {
            throw refusal("Failed to find executable " + argv.get(0) + ": No such file or directory");
        }
        if (argv.get(0).indexOf('/') < 0) {
            argv.set(0, "/usr/bin/" + argv.get(0));
        }
        return argv;
    }

    private void checkSpans() throws BusError {
        for (String key : TimerSchedule.SPANS) {
            for (String text : line.values(key)) {
                OptionalLong span = Microseconds.parse(text);
                if (span.isEmpty()) {
                    throw refusal(wording.badSpan(key, text));
                }
            }
        }
    }

    private void startService(TransientUnitFiles files, String name) throws BusError {
        Unit unit = createUnit(name, files.service(), "service");
        if (line.has("--pipe") && unit instanceof ServiceUnit service) {
            service.connect(this::write);
        }
        JobVerbs.run(call, List.of(name), JobType.START, "start");
        if (call.reply().failed() || !(unit instanceof ServiceUnit service)) {
            return;
        }
        boolean printsInvocation = manager.version() >= 257 && !line.has("--no-block");
        report("Running as unit: " + name + (printsInvocation ? "; invocation ID: " + unit.invocation() : ""));
        if (line.has("--wait")) {
            call.await(unit);
            SystemdRunSummary.of(service).print(call);
        }
    }

    private void write(String text, boolean error) {
        if (error) {
            call.reply().err(text);
        } else {
            call.reply().out(text);
        }
    }

    private void startTimer(TransientUnitFiles files, String timer, String service) throws BusError {
        createUnit(service, files.service(), "timer");
        createUnit(timer, files.timer(), "timer");
        JobVerbs.run(call, List.of(timer), JobType.START, "start");
        if (!call.reply().failed()) {
            report("Running timer as unit: " + timer);
            report("Will run service as unit: " + service);
        }
    }

    private Unit createUnit(String name, String text, String kind) throws BusError {
        Unit unit = manager.load(name);
        if (unit.loadState() != LoadState.NOT_FOUND) {
            throw refusal("Failed to start transient " + kind + " unit: " + wording.taken(name));
        }
        manager.unitFiles().files().write(manager.scope().transientDirectory + "/" + name, text);
        manager.reload(unit);
        manager.mayBeGarbage(unit);
        return unit;
    }

    private void report(String text) {
        if (!call.quiet()) {
            call.reply().err(text);
        }
    }
}
