package io.github.servicehandler.testing.internal.process;

/** One action of a process. */
public interface ProcessStep {

    /** A line written to standard output or, if {@code error} is set, to standard error. */
    record Log(String line, boolean error) implements ProcessStep {}

    /** A pause, in microseconds. */
    record Pause(long micros) implements ProcessStep {}

    /** A report of readiness to systemd, as {@code Type=notify} services send it. */
    record Ready() implements ProcessStep {}

    /** A report of the service's status text to systemd. */
    record Status(String text) implements ProcessStep {}

    /** A signal sent to the service's main process. */
    record SignalMain(int signal) implements ProcessStep {}

    /** A fork of a process that lives on, as {@code Type=forking} services create it. */
    record Daemonize(FakeProgram daemon) implements ProcessStep {}

    /** The decision to ignore a signal from now on. */
    record Ignore(int signal) implements ProcessStep {}

    /** The end of the process. */
    record End(WaitStatus ending) implements ProcessStep {}
}
