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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service as systemd's manager sees it. {@link ServiceStateMachine} contains its transitions. */
public final class ServiceUnit extends Unit {

    /** The standard output and standard error of a client, to which a service writes instead of to the journal. */
    @FunctionalInterface
    public interface OutputPipe {

        void write(String line, boolean error);
    }

    public final ServiceRecord record = new ServiceRecord();
    private @Nullable OutputPipe outputPipe;
    private ServiceConfig config;
    private final ServiceStateMachine stateMachine;

    public ServiceUnit(UnitContext context, String id) {
        super(context, id);
        config = new ServiceConfig(settings(), context.version());
        stateMachine = new ServiceStateMachine(this);
    }

    @Override
    public void configure(UnitSource newSource, LoadState newLoadState, Set<String> newNames) {
        super.configure(newSource, newLoadState, newNames);
        config = new ServiceConfig(settings(), context.version());
    }

    @Override
    public void resumeAfterReload() {
        record.forgetRuns();
        stateMachine.takeOver();
    }

    /** Lets the service write to a client. */
    public void connect(OutputPipe pipe) {
        outputPipe = pipe;
    }

    @Nullable
    OutputPipe outputPipe() {
        return outputPipe;
    }

    public ServiceConfig config() {
        return config;
    }

    public ServiceStateMachine stateMachine() {
        return stateMachine;
    }

    /**
     * Returns the program of the main process: the one that the test has set for the unit, or else that of the command
     * line.
     */
    FakeProgram mainProgram(ExecCommand command) {
        FakeProgram scripted = context.program(id);
        if (scripted != null) {
            return scripted;
        }
        return programOrDefault(
                command, config.isType("oneshot") ? FakeProgram.healthy().exits(0) : FakeProgram.healthy());
    }

    /** Returns the program of a control process, which has to end before the service continues. */
    FakeProgram controlProgram(ExecCommand command) {
        return programOrDefault(command, FakeProgram.healthy().exits(0));
    }

    private FakeProgram programOrDefault(ExecCommand command, FakeProgram fallback) {
        if (context.scope() == ManagerScope.SYSTEM
                && settings().last("Service", "User", "").startsWith("nonexistent")) {
            return FakeProgram.cannotBecomeUser();
        }
        if (config.streams.isOutputMissing()) {
            return FakeProgram.cannotOpenOutput();
        }
        if (config.workingDirectory.isMissing() && !MachineInfo.isMissing(command.program())) {
            return FakeProgram.cannotChangeDirectory();
        }
        FakeProgram known = context.machine().programs().find(command.recognizedLine());
        return known == null ? fallback : known;
    }

    /**
     * Returns whether the service has a {@code PIDFile=} that its daemon never writes. Only the programs that the fake
     * runs itself are known not to write it.
     */
    boolean lacksPidFile() {
        return !config.pidFile.isEmpty()
                && context.program(id) == null
                && config.commands("ExecStart").stream()
                        .allMatch(command -> context.machine().programs().isBuiltIn(command.recognizedLine()));
    }

    /** Returns whether this version refuses the service because its process does not handle the reload signal. */
    boolean lacksReloadHandler(FakeProcess main) {
        return config.isType("notify-reload") && context.quirks().requiresReloadHandler() && !main.canReload();
    }

    /** Returns the slice of the service; by default, the instances of a template share a slice of their own. */
    @Override
    public String slice() {
        String slice = context.scope().slice;
        // systemd ignores values that are not names of slices, even an empty one
        Optional<String> own = settings().assigned("Service", "Slice").stream()
                .filter(name ->
                        name.endsWith(".slice") && UnitNameMangler.isValid(name) && !UnitNameMangler.isTemplate(name))
                .reduce((earlier, later) -> later);
        if (own.isPresent() || !UnitNameMangler.isInstance(id)) {
            return own.orElse(slice);
        }
        String template = id.substring(0, id.indexOf('@')).replace("-", "\\x2d");
        return UnitNameMangler.stem(slice) + "-" + template + ".slice";
    }

    boolean isEnvironmentFileMissing() {
        return settings().all("Service", "EnvironmentFile").stream().anyMatch(MachineInfo::isMissing);
    }

    @Override
    public ActiveState activeState() {
        return stateMachine.subState().activeState;
    }

    @Override
    public String subState() {
        return stateMachine.subState().word();
    }

    @Override
    public String result() {
        return record.result;
    }

    @Override
    public boolean reloadFailed() {
        return !record.reloadResult.equals("success");
    }

    @Override
    public boolean canReload() {
        return !config.commands("ExecReload").isEmpty() || config.isType("notify-reload");
    }

    @Override
    public JobAttemptResult onStart() {
        return stateMachine.start();
    }

    @Override
    public JobAttemptResult onStop() {
        return stateMachine.stop();
    }

    @Override
    public JobAttemptResult onReload() {
        return stateMachine.reload();
    }

    @Override
    public void resetFailed() {
        super.resetFailed();
        stateMachine.resetFailed();
    }

    @Override
    public void kill(String processes, int signal) throws BusError {
        String target = processes.replace("-fail", "");
        if (target.equals("main") && !isAlive(stateMachine.processes().main())) {
            throw new BusError("NoSuchProcess", "No main process to kill");
        }
        if (target.equals("control") && !isAlive(stateMachine.processes().control())) {
            throw new BusError("NoSuchProcess", "No control process to kill");
        }
        for (FakeProcess process : stateMachine.processes().all()) {
            boolean control = process == stateMachine.processes().control();
            if (target.equals("all") || target.equals("control") == control) {
                log(
                        6,
                        "",
                        "Sent signal SIG" + LinuxSignals.name(signal) + " to " + (control ? "control" : "main")
                                + " process " + process.pid() + " (" + process.program() + ") on client request.");
                process.signal(signal);
            }
        }
    }

    private static boolean isAlive(@Nullable FakeProcess process) {
        return process != null && process.isAlive();
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
