package io.github.servicehandler.testing;

/** Is one thing that a process does. */
interface Step {

    /** Writes a line to standard output or, if it is an error, to standard error. */
    record Log(String line, boolean error) implements Step {}

    /** Does nothing for a time, in microseconds. */
    record Pause(long micros) implements Step {}

    /** Tells systemd that it is ready, as {@code Type=notify} services do. */
    record Ready() implements Step {}

    /** Tells systemd its status in words. */
    record Status(String text) implements Step {}

    /** Sends a signal to the service's main process. */
    record SignalMain(int signal) implements Step {}

    /** Leaves a process behind that lives on, as {@code Type=forking} services do. */
    record Daemonize(Program daemon) implements Step {}

    /** Ignores a signal from now on. */
    record Ignore(int signal) implements Step {}

    /** Ends. */
    record End(Ending ending) implements Step {}
}
