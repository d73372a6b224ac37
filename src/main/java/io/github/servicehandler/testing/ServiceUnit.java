package io.github.servicehandler.testing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Is a service: what systemd's manager sees of it. How it gets from phase to phase is in {@link ServiceMachine}. */
final class ServiceUnit extends Unit {

    final ServiceFacts facts = new ServiceFacts();
    private ServiceConfig config;
    private final ServiceMachine machine;

    ServiceUnit(UnitContext context, String id) {
        super(context, id);
        config = new ServiceConfig(settings(), context.version());
        machine = new ServiceMachine(this);
    }

    @Override
    void configure(Source from, LoadState state, Set<String> allNames) {
        super.configure(from, state, allNames);
        config = new ServiceConfig(settings(), context.version());
    }

    @Override
    void takeOver() {
        machine.takeOver();
    }

    ServiceConfig config() {
        return config;
    }

    ServiceMachine machine() {
        return machine;
    }

    /** Returns the program of the main process: the one that the test describes, or else the one that the command line names. */
    Program programOf(ExecCommand command) {
        Program scripted = context.scripted(id);
        if (scripted != null) {
            return scripted;
        }
        return programOr(command, config.is("oneshot") ? Program.healthy().exits(0) : Program.healthy());
    }

    /** Returns the program of a process that has to end for the service to go on. */
    Program controlProgramOf(ExecCommand command) {
        return programOr(command, Program.healthy().exits(0));
    }

    private Program programOr(ExecCommand command, Program otherwise) {
        if (Machine.lacks(config.workingDirectory) && !Machine.lacks(command.program())) {
            return Program.cannotChangeDirectory();
        }
        if (context.scope() == Scope.SYSTEM
                && settings().last("Service", "User", "").startsWith("nonexistent")) {
            return Program.cannotBecomeUser();
        }
        Program known = context.machine().programs().find(command.argv());
        return known == null ? otherwise : known;
    }

    /** Returns the slice that the service runs in; instances of a template have one of their own. */
    String slice() {
        String slice = context.scope().slice;
        String own = settings().last("Service", "Slice", "");
        if (!own.isEmpty() || !Names.isInstance(id)) {
            return own.isEmpty() ? slice : own;
        }
        String template = id.substring(0, id.indexOf('@')).replace("-", "\\x2d");
        return Names.stem(slice) + "-" + template + ".slice";
    }

    String controlGroup() {
        String above = slice().equals(context.scope().slice) ? "" : slice() + "/";
        return context.scope().cgroup + above + id;
    }

    boolean lacksEnvironmentFile() {
        return settings().all("Service", "EnvironmentFile").stream().anyMatch(Machine::lacks);
    }

    @Override
    ActiveState activeState() {
        return machine.phase().active;
    }

    @Override
    String subState() {
        return machine.phase().word();
    }

    @Override
    String result() {
        return facts.result;
    }

    @Override
    boolean reloadFailed() {
        return !facts.reloadResult.equals("success");
    }

    @Override
    boolean canReload() {
        return !config.commands("ExecReload").isEmpty() || config.is("notify-reload");
    }

    @Override
    Effect onStart() {
        return machine.start();
    }

    @Override
    Effect onStop() {
        return machine.stop();
    }

    @Override
    Effect onReload() {
        return machine.reload();
    }

    @Override
    void resetFailed() {
        super.resetFailed();
        machine.resetFailed();
    }

    @Override
    void kill(String whom, int signal) throws BusError {
        String who = whom.replace("-fail", "");
        if (who.equals("main") && !alive(machine.processes().main())) {
            throw new BusError("NoSuchProcess", "No main process to kill");
        }
        if (who.equals("control") && !alive(machine.processes().control())) {
            throw new BusError("NoSuchProcess", "No control process to kill");
        }
        for (FakeProcess process : machine.processes().all()) {
            boolean control = process == machine.processes().control();
            if (who.equals("all") || who.equals("control") == control) {
                log(
                        6,
                        "",
                        "Sent signal SIG" + Signals.name(signal) + " to " + (control ? "control" : "main") + " process "
                                + process.pid() + " (" + process.program() + ") on client request.");
                process.signal(signal);
            }
        }
    }

    private static boolean alive(@Nullable FakeProcess process) {
        return process != null && process.alive();
    }

    /** Logs that a process failed, of the kind {@code Main} or {@code Control}, that a setting had started. */
    void logExit(String kind, String key, Ending ending) {
        log(
                ending.exited() ? 5 : 4,
                MessageIds.PROCESS_EXIT,
                kind + " process exited, " + ending,
                "COMMAND=" + key,
                "EXIT_CODE=" + ending.codeName(),
                "EXIT_STATUS=" + ending.status());
    }
}
