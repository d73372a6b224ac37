package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.process.ExecCommand;
import io.github.servicehandler.testing.internal.process.ExecStatus;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import io.github.servicehandler.testing.internal.process.WaitStatus;
import io.github.servicehandler.testing.internal.services.ServiceConfig;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.time.Microseconds;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** The part of {@code systemctl status} that is about the processes of a service and what they use. */
final class ServiceStatusText {

    private static final int FIRST_ALIGNING_CONTROL_PID = 252;
    private static final int MAX_PROCESS_NAME = 15;
    private static final int KIB = 1024;

    private final ServiceUnit unit;
    private final StatusLines lines;
    private final Map<String, String> properties;

    ServiceStatusText(ServiceUnit unit, StatusLines lines, Map<String, String> properties) {
        this.unit = unit;
        this.lines = lines;
        this.properties = properties;
    }

    void print() {
        ServiceConfig.COMMANDS.forEach(this::endedCommands);
        mainAndControl();
        if (!unit.record.statusText.isEmpty()) {
            lines.add("Status", "\"" + unit.record.statusText + "\"");
        }
        number("TasksCurrent").ifPresent(tasks -> lines.add("Tasks", tasks + limit()));
        number("MemoryCurrent").ifPresent(size -> lines.add("Memory", bytes(size)));
        number("CPUUsageNSec")
                .ifPresent(nanos -> lines.add("CPU", Microseconds.format(nanos / 1000, Microseconds.MILLISECOND)));
    }

    private OptionalLong number(String property) {
        String value = properties.getOrDefault(property, "");
        return value.matches("[0-9]+") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }

    private String limit() {
        OptionalLong limit = number("TasksMax");
        return limit.isPresent() ? " (limit: " + limit.getAsLong() + ")" : "";
    }

    private void endedCommands(String setting) {
        List<ExecCommand> commands = unit.config().commands(setting);
        for (int i = 0; i < commands.size(); i++) {
            ExecStatus run = unit.record.lastRun(setting, i);
            WaitStatus ending = run.ending();
            if (ending != null) {
                lines.add(
                        "Process",
                        run.pid() + " " + setting + "=" + commands.get(i).commandLine() + " (" + ending.shortText()
                                + ")");
            }
        }
    }

    private void mainAndControl() {
        String main = main();
        String control = running("ControlPID");
        if (!main.isEmpty()) {
            lines.add("Main PID", main + (control.isEmpty() ? "" : "; Control PID: " + control));
        } else if (!control.isEmpty() && unit.context.version() < FIRST_ALIGNING_CONTROL_PID) {
            lines.addRaw("Cntrl PID: " + control);
        } else if (!control.isEmpty()) {
            lines.add("Cntrl PID", control);
        }
    }

    /** Returns the main process, or how the last one ended; empty if there was none. */
    private String main() {
        ExecStatus last = unit.record.main;
        WaitStatus ending = last.ending();
        String running = running("MainPID");
        if (!running.isEmpty() || last.pid() == 0) {
            return running;
        }
        return last.pid() + (ending == null ? "" : " (" + ending.shortText() + ")");
    }

    private String running(String property) {
        return unit.stateMachine().processes().all().stream()
                .filter(process -> ("" + process.pid()).equals(properties.get(property)))
                .map(process -> process.pid() + " (" + shortened(process.program()) + ")")
                .findFirst()
                .orElse("");
    }

    /** Returns a process name as the kernel keeps it. */
    private static String shortened(String name) {
        return name.substring(0, Math.min(name.length(), MAX_PROCESS_NAME));
    }

    /** Formats a size with one decimal, which is cut off and not rounded. */
    private static String bytes(long size) {
        if (size < KIB) {
            return size + "B";
        }
        double value = size;
        int power = -1;
        while (value >= KIB) {
            value /= KIB;
            power++;
        }
        return String.format(Locale.ROOT, "%.1f", Math.floor(value * 10) / 10) + "KMGTPE".charAt(power);
    }

    /** Returns the processes of a service in the order of their ids, each with its id and its command line. */
    static List<String> processes(ServiceUnit unit) {
        List<FakeProcess> all = unit.stateMachine().processes().all().stream()
                .sorted(Comparator.comparingInt(FakeProcess::pid))
                .toList();
        int width = all.isEmpty()
                ? 1
                : String.valueOf(all.get(all.size() - 1).pid()).length();
        return all.stream()
                .map(process -> " ".repeat(width - String.valueOf(process.pid()).length())
                        + process.pid()
                        + " "
                        + ShownWordList.join(process.argv()))
                .toList();
    }
}
