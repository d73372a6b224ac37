package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.process.WaitStatus;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.time.Microseconds;
import java.util.ArrayList;
import java.util.List;

/** The summary that {@code systemd-run --wait} prints when the service has ended, and its exit code. */
record SystemdRunSummary(String result, WaitStatus ending, long runtimeMicros, long cpuNanos) {

    /** The exit code if a signal ended the service. */
    private static final int EXIT_CODE_AFTER_SIGNAL = 255;

    private static final int LONGEST_LABEL = "Main processes terminated with:".length();
    private static final long DEFAULT_CPU_NANOS = 2_000_000;

    static SystemdRunSummary of(ServiceUnit unit) {
        WaitStatus ending = unit.record.main.ending();
        Long cpu = unit.record.cpuNanos;
        return new SystemdRunSummary(
                unit.record.result,
                ending == null ? WaitStatus.exit(0) : ending,
                unit.timestamps.inactiveEnter - unit.timestamps.inactiveExit,
                cpu == null ? DEFAULT_CPU_NANOS : cpu);
    }

    void print(SystemctlCall call) {
        if (!call.quiet()) {
            lines(call.manager().version()).forEach(call.reply()::err);
        }
        call.reply().exit(exitCode());
    }

    private List<String> lines(int version) {
        String endingText =
                version < 257 ? "code=" + ending.codeName() + "/status=" + ending.status() : ending.toString();
        List<String> lines = new ArrayList<>();
        lines.add(row(version, "Finished with result:", result));
        lines.add(row(version, "Main processes terminated with:", endingText));
        lines.add(row(version, "Service runtime:", span(runtimeMicros)));
        lines.add(row(version, "CPU time consumed:", span(cpuNanos / 1000)));
        return lines;
    }

    private static String row(int version, String label, String value) {
        String indent = version < 262 ? "" : " ".repeat(LONGEST_LABEL - label.length());
        return indent + label + " " + value;
    }

    private static String span(long micros) {
        return Microseconds.format(
                micros < Microseconds.MILLISECOND ? micros : micros - micros % Microseconds.MILLISECOND);
    }

    private int exitCode() {
        return switch (result) {
            case "success" -> 0;
            case "exit-code" -> ending.status();
            case "signal" -> EXIT_CODE_AFTER_SIGNAL;
            default -> 1;
        };
    }
}
