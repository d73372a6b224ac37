package io.github.servicehandler.testing.internal.process;

/** Is one thing that a process does. */
public interface ProcessStep {

    /** Writes a line to standard output or, if it is an error, to standard error. */
    record Log(String line, boolean error) implements ProcessStep {}

    /** Does nothing for a time, in microseconds. */
    record Pause(long micros) implements ProcessStep {}

    /** Tells systemd that it is ready, as {@code Type=notify} services do. */
    record Ready() implements ProcessStep {}

    /** Tells systemd its status in words. */
    record Status(String text) implements ProcessStep {}

    /** Sends a signal to the service's main process. */
    record SignalMain(int signal) implements ProcessStep {}

    /** Leaves a process behind that lives on, as {@code Type=forking} services do. */
    record Daemonize(FakeProgram daemon) implements ProcessStep {}

    /** Ignores a signal from now on. */
    record Ignore(int signal) implements ProcessStep {}

    /** Ends. */
    record End(WaitStatus ending) implements ProcessStep {}
}
