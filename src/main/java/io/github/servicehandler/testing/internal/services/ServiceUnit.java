package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.LoadState;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.files.UnitSource;
import io.github.servicehandler.testing.internal.journal.MessageIds;
import io.github.servicehandler.testing.internal.process.ExecCommand;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.FakeProgram;
import io.github.servicehandler.testing.internal.process.LinuxSignals;
import io.github.servicehandler.testing.internal.process.MachineInfo;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import io.github.servicehandler.testing.internal.units.ActiveState;
import io.github.servicehandler.testing.internal.units.JobAttemptResult;
import io.github.servicehandler.testing.internal.units.Unit;
import io.github.servicehandler.testing.internal.units.UnitContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service as systemd's manager sees it. {@link ServiceStateMachine} contains its transitions. */
public final class ServiceUnit extends Unit {

    public final ServiceRecord facts = new ServiceRecord();
    private ServiceConfig config;
    private final ServiceStateMachine machine;

    public ServiceUnit(UnitContext context, String id) {
        super(context, id);
        config = new ServiceConfig(settings(), context.version());
        machine = new ServiceStateMachine(this);
    }

    @Override
    public void configure(UnitSource from, LoadState state, Set<String> allNames) {
        super.configure(from, state, allNames);
        config = new ServiceConfig(settings(), context.version());
    }

    @Override
    public void takeOver() {
        machine.takeOver();
    }

    public ServiceConfig config() {
        return config;
    }

    public ServiceStateMachine machine() {
        return machine;
    }

    /**
     * Returns the program of the main process: the one that the test has set for the unit, or else that of the command
     * line.
     */
    FakeProgram programOf(ExecCommand command) {
        FakeProgram scripted = context.scripted(id);
        if (scripted != null) {
            return scripted;
        }
        return programOr(command, config.is("oneshot") ? FakeProgram.healthy().exits(0) : FakeProgram.healthy());
    }

    /** Returns the program of a control process, which has to end before the service continues. */
    FakeProgram controlProgramOf(ExecCommand command) {
        return programOr(command, FakeProgram.healthy().exits(0));
    }

    private FakeProgram programOr(ExecCommand command, FakeProgram otherwise) {
        if (MachineInfo.lacks(config.workingDirectory) && !MachineInfo.lacks(command.program())) {
            return FakeProgram.cannotChangeDirectory();
        }
        if (context.scope() == ManagerScope.SYSTEM
                && settings().last("Service", "User", "").startsWith("nonexistent")) {
            return FakeProgram.cannotBecomeUser();
        }
        FakeProgram known = context.machine().programs().find(command.argv());
        return known == null ? otherwise : known;
    }

    /** Returns the slice of the service; by default, the instances of a template share a slice of their own. */
    public String slice() {
        String slice = context.scope().slice;
        String own = settings().last("Service", "Slice", "");
        if (!own.isEmpty() || !UnitNameMangler.isInstance(id)) {
            return own.isEmpty() ? slice : own;
        }
        String template = id.substring(0, id.indexOf('@')).replace("-", "\\x2d");
        return UnitNameMangler.stem(slice) + "-" + template + ".slice";
    }

    public String controlGroup() {
        String above = slice().equals(context.scope().slice) ? "" : slice() + "/";
        return context.scope().cgroup + above + id;
    }

    boolean lacksEnvironmentFile() {
        return settings().all("Service", "EnvironmentFile").stream().anyMatch(MachineInfo::lacks);
    }

    @Override
    public ActiveState activeState() {
        return machine.phase().active;
    }

    @Override
    public String subState() {
        return machine.phase().word();
    }

    @Override
    public String result() {
        return facts.result;
    }

    @Override
    public boolean reloadFailed() {
        return !facts.reloadResult.equals("success");
    }

    @Override
    public boolean canReload() {
        return !config.commands("ExecReload").isEmpty() || config.is("notify-reload");
    }

    @Override
    public JobAttemptResult onStart() {
        return machine.start();
    }

    @Override
    public JobAttemptResult onStop() {
        return machine.stop();
    }

    @Override
    public JobAttemptResult onReload() {
        return machine.reload();
    }

    @Override
    public void resetFailed() {
        super.resetFailed();
        machine.resetFailed();
    }

    @Override
    public void kill(String whom, int signal) throws BusError {
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
                        "Sent signal SIG" + LinuxSignals.name(signal) + " to " + (control ? "control" : "main")
                                + " process " + process.pid() + " (" + process.program() + ") on client request.");
                process.signal(signal);
            }
        }
    }

    private static boolean alive(@Nullable FakeProcess process) {
        return process != null && process.alive();
    }

    /**
     * Logs the failure of a process.
     *
     * @param kind {@code Main} or {@code Control}
     * @param key the setting that started the process
     */
    void logExit(String kind, String key, WaitStatus ending) {
        log(
                ending.exited() ? 5 : 4,
                MessageIds.PROCESS_EXIT,
                kind + " process exited, " + ending,
                "COMMAND=" + key,
                "EXIT_CODE=" + ending.codeName(),
                "EXIT_STATUS=" + ending.status());
    }
}
