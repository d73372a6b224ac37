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

/** Is an installed unit of a {@link FakeSystemd}, to look at and to make things happen to. Thread-safe. */
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
     * @throws FakeSystemdException if no main process is running
     */
    public FakeUnit crash(int status) {
        if (status < 0 || status > 255) {
            throw new IllegalArgumentException("an exit status is a number from 0 to 255, not " + status);
        }
        return end(WaitStatus.exit(status));
    }

    /**
     * Ends the main process as if a signal had killed it.
     *
     * @param signal the signal, such as {@code "SEGV"}, {@code "SIGKILL"} or {@code "9"}
     * @return this
     * @throws FakeSystemdException if no main process is running
     */
    public FakeUnit crash(String signal) {
        return end(WaitStatus.signal(LinuxSignals.require(signal)));
    }

    private FakeUnit end(WaitStatus how) {
        synchronized (manager.time()) {
            process("crash").end(how);
            FakeSystemdException.reporting(manager::settle);
        }
        manager.time().runDueTasks();
        return this;
    }

    /**
     * Lets the main process write a line to the journal. Who follows that hears of it on a thread of its own, a little
     * later in real time.
     *
     * @param line the line, without its end
     * @return this
     * @throws FakeSystemdException if no main process is running
     */
    public FakeUnit log(String line) {
        return onService(service -> manager.journal().output(service, process("write a log line"), line));
    }

    /**
     * Lets the service tell its status, as {@code sd_notify(STATUS=…)} does.
     *
     * @param text the text
     * @return this
     */
    public FakeUnit statusText(String text) {
        process("tell its status");
        return onService(service -> {
            service.record.statusText = text;
            manager.signals().changed(service);
        });
    }

    /**
     * Says what the main process does each time it is started from now on. Without it the fake takes the programs
     * {@code true}, {@code false}, {@code sleep}, {@code echo} and simple {@code sh -c} lines for what they are, and
     * all others for healthy.
     *
     * @param behaviour what it does
     * @return this
     */
    public FakeUnit behaves(ProgramBehaviour behaviour) {
        synchronized (manager.time()) {
            manager.setProgram(name, behaviour.program());
        }
        return this;
    }

    /**
     * Sets how much memory the service uses. Without it there is no reading, as where the memory controller is off.
     *
     * @param bytes the reading
     * @return this
     * @throws FakeSystemdException if no main process is running
     */
    public FakeUnit memory(long bytes) {
        process("use memory");
        return onService(service -> service.record.memoryBytes = bytes);
    }

    /**
     * Sets how much processor time the service has used.
     *
     * @param used the reading
     * @return this
     * @throws FakeSystemdException if no main process is running
     */
    public FakeUnit cpu(Duration used) {
        process("use the processor");
        return onService(service -> service.record.cpuNanos = used.toNanos());
    }

    /**
     * Returns the active state, in systemd's word.
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
     * Returns the sub state, in systemd's word.
     *
     * @return the word, such as {@code running}, {@code dead} or {@code auto-restart}
     */
    public String subState() {
        synchronized (manager.time()) {
            Unit unit = manager.loaded(name);
            return unit == null ? "dead" : unit.subState();
        }
    }

    private FakeUnit onService(Consumer<ServiceUnit> what) {
        synchronized (manager.time()) {
            what.accept(service());
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
        throw new FakeSystemdException(name + " is no service that runs; it is " + activeState()
                + ". Start it first, for example with systemctl --user start " + name);
    }

    private FakeProcess process(String toDoWhat) {
        synchronized (manager.time()) {
            @Nullable FakeProcess main = service().stateMachine().processes().main();
            if (main == null) {
                throw new FakeSystemdException(name + " has no main process that could " + toDoWhat + ": it is "
                        + activeState() + " (" + subState() + "). Start it first");
            }
            return main;
        }
    }

    @Override
    public String toString() {
        return name + " " + activeState() + " (" + subState() + ")";
    }
}
