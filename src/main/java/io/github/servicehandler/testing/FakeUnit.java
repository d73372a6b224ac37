package io.github.servicehandler.testing;

import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.LinuxSignals;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.units.Unit;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An installed unit of a {@link FakeSystemd}, for a test to inspect and to control. Thread-safe. */
public final class FakeUnit {

    private final Manager manager;
    private final String name;

    FakeUnit(Manager manager, String name) {
        this.manager = manager;
        this.name = name;
    }

    /**
     * Returns the unit's name.
     *
     * @return the name with its suffix
     */
    public String name() {
        return name;
    }

    /**
     * Ends the main process as if it had exited by itself.
     *
     * @param status the exit status, from 0 to 255
     * @return this
     * @throws IllegalArgumentException if the status is out of range
     * @throws FakeSystemdException if no main process is running
     */
    public FakeUnit crash(int status) {
        if (status < 0 || status > 255) {
            throw new IllegalArgumentException("exit status must be from 0 to 255, but was " + status);
        }
        return end(WaitStatus.exit(status));
    }

    /**
     * Ends the main process as if a signal had killed it.
     *
     * @param signal the signal, such as {@code "SEGV"}, {@code "SIGKILL"} or {@code "9"}
     * @return this
     * @throws IllegalArgumentException if there is no such signal
     * @throws FakeSystemdException if no main process is running
     */
    public FakeUnit crash(String signal) {
        return end(WaitStatus.signal(LinuxSignals.require(signal)));
    }

    private FakeUnit end(WaitStatus ending) {
        synchronized (manager.time()) {
            process("crash").end(ending);
            FakeSystemdException.reporting(manager::settle);
        }
        manager.time().runDueTasks();
        return this;
    }

    /**
     * Makes the main process write a line to the journal. A program that follows the journal reads the line on a thread
     * of its own, a little later in real time.
     *
     * @param line the line, without a line break
     * @return this
     * @throws FakeSystemdException if no main process is running
     */
    public FakeUnit log(String line) {
        return onService(service -> manager.journal().output(service, process("write a log line"), line));
    }

    /**
     * Sets the service's status text, as a service does with {@code sd_notify(STATUS=…)}.
     *
     * @param text the status text
     * @return this
     * @throws FakeSystemdException if no main process is running
     */
    public FakeUnit statusText(String text) {
        process("report a status");
        return onService(service -> {
            service.record.statusText = text;
            manager.signals().changed(service);
        });
    }

    /**
     * Defines what the main process does each time it is started from now on. Without this call, the fake uses the
     * definition of {@link FakeSystemd#program(String, ProgramBehaviour)}, if there is one. Otherwise it imitates the
     * programs {@code true}, {@code false}, {@code sleep}, {@code echo} and simple {@code sh -c} lines, and treats all
     * other programs as healthy.
     *
     * @param behaviour what the main process does
     * @return this
     */
    public FakeUnit behaves(ProgramBehaviour behaviour) {
        synchronized (manager.time()) {
            manager.setProgram(name, behaviour.program());
        }
        return this;
    }

    /**
     * Sets the memory that the service uses. Until it is set, the fake reports no value, like systemd on a machine
     * where the memory controller is off.
     *
     * @param bytes the memory in bytes
     * @return this
     * @throws FakeSystemdException if no main process is running
     */
    public FakeUnit memory(long bytes) {
        process("use memory");
        return onService(service -> service.record.memoryBytes = bytes);
    }

    /**
     * Sets the CPU time that the service has used.
     *
     * @param used the CPU time in total
     * @return this
     * @throws FakeSystemdException if no main process is running
     */
    public FakeUnit cpu(Duration used) {
        process("use CPU time");
        return onService(service -> service.record.cpuNanos = used.toNanos());
    }

    /**
     * Returns the active state in systemd's terms.
     *
     * @return {@code active}, {@code reloading}, {@code inactive}, {@code failed}, {@code activating} or
     *     {@code deactivating}
     */
    public String activeState() {
        synchronized (manager.time()) {
            Unit unit = manager.loaded(name);
            return unit == null ? "inactive" : unit.activeState().word();
        }
    }

    /**
     * Returns the sub state in systemd's terms.
     *
     * @return the sub state, such as {@code running}, {@code dead} or {@code auto-restart}
     */
    public String subState() {
        synchronized (manager.time()) {
            Unit unit = manager.loaded(name);
            return unit == null ? "dead" : unit.subState();
        }
    }

    private FakeUnit onService(Consumer<ServiceUnit> action) {
        synchronized (manager.time()) {
            action.accept(service());
            manager.signals().flush();
        }
        manager.time().runDueTasks();
        return this;
    }

    private ServiceUnit service() {
        Unit unit = manager.loaded(name);
        if (unit instanceof ServiceUnit service) {
            return service;
        }
        throw new FakeSystemdException("\"" + name + "\" is not a service that the manager has loaded; its state is "
                + activeState() + ". " + startItFirst());
    }

    private String startItFirst() {
        return "Start it first, for example with \"systemctl" + manager.scope().systemctlOption() + " start " + name
                + "\"";
    }

    /** Returns the main process; the action completes the message of the exception if there is none. */
    private FakeProcess process(String action) {
        synchronized (manager.time()) {
            @Nullable FakeProcess main = service().stateMachine().processes().main();
            if (main == null) {
                throw new FakeSystemdException("\"" + name + "\" has no main process that could " + action
                        + "; its state is " + activeState() + " (" + subState() + "). " + startItFirst());
            }
            return main;
        }
    }

    @Override
    public String toString() {
        return name + " " + activeState() + " (" + subState() + ")";
    }
}
