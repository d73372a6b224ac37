package io.github.servicehandler.testing;

import io.github.servicehandler.command.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Is the fake's systemd-run: makes units that have no file but the manager's own, and starts them. */
final class SystemdRun {

    private static final Map<String, String> FLAGS = Map.ofEntries(
            Map.entry("--user", "--user"),
            Map.entry("--system", "--system"),
            Map.entry("--no-ask-password", ""),
            Map.entry("--no-block", "--no-block"),
            Map.entry("--quiet", "--quiet"),
            Map.entry("-q", "--quiet"),
            Map.entry("--wait", "--wait"),
            Map.entry("--collect", "--collect"),
            Map.entry("-G", "--collect"),
            Map.entry("--remain-after-exit", "--remain-after-exit"),
            Map.entry("-r", "--remain-after-exit"));

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("--unit", "--unit"),
            Map.entry("-u", "--unit"),
            Map.entry("--description", "--description"),
            Map.entry("--property", "--property"),
            Map.entry("-p", "--property"),
            Map.entry("--setenv", "--setenv"),
            Map.entry("-E", "--setenv"),
            Map.entry("--working-directory", "--working-directory"),
            Map.entry("--timer-property", "--timer-property"),
            Map.entry("--on-active", "OnActiveSec"),
            Map.entry("--on-boot", "OnBootSec"),
            Map.entry("--on-unit-active", "OnUnitActiveSec"),
            Map.entry("--on-unit-inactive", "OnUnitInactiveSec"),
            Map.entry("--on-calendar", "OnCalendar"));

    private static final List<String> TIMES =
            List.of("OnActiveSec", "OnBootSec", "OnUnitActiveSec", "OnUnitInactiveSec", "OnCalendar");

    private static final String HEADER =
            "# This is a transient unit file, created programmatically via the systemd API. Do not edit.\n";

    private final Manager manager;
    private final CommandLine line;
    private final List<String> argv;
    private final Call call;

    private SystemdRun(
            Manager manager, Command command, CommandLine line, List<String> argv, Reply reply, long deadline) {
        this.manager = manager;
        this.line = line;
        this.argv = argv;
        this.call = new Call(command, "start", line, List.of(), manager, reply, deadline);
    }

    static void run(Managers managers, Command command, Reply reply, long deadline) {
        int program = indexOfProgram(command.argv());
        CommandLine line = CommandLine.parse(command.argv().subList(0, program), FLAGS, VALUES);
        Manager manager = managers.of(line);
        List<String> argv = command.argv().subList(program, command.argv().size());
        if (argv.isEmpty()) {
            throw new FakeSystemdException("the fake's systemd-run needs a program to run: " + command);
        }
        new SystemdRun(manager, command, line, argv, reply, deadline).run();
    }

    /** All from the first word on that is no option belongs to the program. */
    private static int indexOfProgram(List<String> argv) {
        for (int i = 1; i < argv.size(); i++) {
            String word = argv.get(i);
            if (word.equals("--")) {
                return i + 1;
            }
            if (!word.startsWith("-")) {
                return i;
            }
            if (VALUES.containsKey(word)) {
                i++;
            }
        }
        return argv.size();
    }

    private void run() {
        if (Machine.lacks(argv.get(0))) {
            call.reply().fail(1, "Failed to find executable " + argv.get(0) + ": No such file or directory");
            return;
        }
        String name = Names.complete(line.value("--unit", "run-r" + manager.newId()));
        boolean timed = TIMES.stream().anyMatch(key -> !line.values(key).isEmpty());
        String first = timed ? Names.stem(name) + ".timer" : name;
        try {
            refuseIfTaken(first);
            write(name, serviceText());
            if (timed) {
                write(first, timerText());
            }
            Job job = manager.jobs().enqueue(manager.load(first), JobType.START);
            tell(first, timed);
            await(job, manager.load(name));
        } catch (BusError e) {
            call.reply().fail(1, "Failed to start transient " + (timed ? "timer" : "service") + " unit: " + e.text());
        }
    }

    private void refuseIfTaken(String name) throws BusError {
        Unit unit = manager.load(name);
        if (unit.loadState() != LoadState.NOT_FOUND || !unit.activeState().isDown()) {
            throw new BusError(
                    "UnitExists",
                    manager.version() < 250
                            ? "Unit " + name + " already exists."
                            : "Unit " + name + " was already loaded or has a fragment file.");
        }
        manager.remove(unit);
    }

    private void write(String name, String text) throws BusError {
        Unit known = manager.loaded(name);
        manager.store().files().write(manager.scope().transients + "/" + name, text);
        if (known != null) {
            manager.reload(known);
        }
    }

    private String unitText() {
        String command = String.join(" ", argv);
        String origin = manager.version() >= 254 ? "[systemd-run] " + command : command;
        return HEADER + "[Unit]\nDescription="
                + line.value("--description", origin).replace("%", "%%") + "\n"
                + (line.has("--collect") ? "CollectMode=inactive-or-failed\n" : "");
    }

    private String serviceText() {
        List<String> lines = new ArrayList<>(line.values("--property"));
        line.values("--setenv").forEach(value -> lines.add("Environment=\"" + value + "\""));
        line.values("--working-directory").forEach(value -> lines.add("WorkingDirectory=" + value));
        if (line.has("--remain-after-exit")) {
            lines.add("RemainAfterExit=yes");
        }
        lines.add("ExecStart=" + argv.stream().map(SystemdRun::quote).collect(Collectors.joining(" ")));
        return unitText() + "\n[Service]\n" + String.join("\n", lines) + "\n";
    }

    private static String quote(String word) {
        String escaped = word.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("$", "$$")
                .replace("%", "%%");
        return "\"" + escaped + "\"";
    }

    private String timerText() {
        List<String> lines = new ArrayList<>(line.values("--timer-property"));
        TIMES.forEach(key -> line.values(key).forEach(value -> lines.add(key + "=" + value)));
        return unitText() + "\n[Timer]\n" + String.join("\n", lines) + "\nRemainAfterElapse=no\n";
    }

    private void tell(String unit, boolean timed) throws BusError {
        manager.settle();
        if (call.quiet()) {
            return;
        }
        String id = manager.version() >= 254 && !timed
                ? "; invocation ID: " + manager.load(unit).invocation()
                : "";
        call.reply().err("Running " + (timed ? "timer " : "") + "as unit: " + unit + id);
        if (timed) {
            call.reply().err("Will run service as unit: " + Names.stem(unit) + ".service");
        }
    }

    private void await(Job job, Unit unit) {
        if (!line.has("--no-block")) {
            call.await(List.of(job));
        }
        if (line.has("--wait") && unit instanceof ServiceUnit service) {
            call.awaitEnd(service);
            report(service.facts);
        }
    }

    private void report(ServiceFacts facts) {
        Ending ending = facts.main.ending();
        if (!call.quiet()) {
            call.reply().err("Finished with result: " + facts.result);
            if (ending != null) {
                call.reply().err("Main processes terminated with: " + ending);
            }
        }
        int status = ending != null && ending.exited() ? ending.status() : 1;
        call.reply().exit(facts.result.equals("success") ? 0 : status);
    }
}
