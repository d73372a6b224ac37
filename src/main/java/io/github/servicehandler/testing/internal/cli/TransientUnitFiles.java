package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.internal.settings.KnownDirectives;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.testing.internal.units.TimerSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The unit files that systemd generates for systemd-run. */
final class TransientUnitFiles {

    private static final String HEAD =
            "# This is a transient unit file, created programmatically via the systemd API. Do not edit.\n";

    private final CommandLineOptions line;
    private final int version;
    private final List<String> argv;

    TransientUnitFiles(CommandLineOptions line, int version, List<String> argv) {
        this.line = line;
        this.version = version;
        this.argv = argv;
    }

    String service() throws BusError {
        List<String> settings = new ArrayList<>();
        List<String> unitSettings = new ArrayList<>();
        for (String assignment : line.values("--property")) {
            (isUnitSetting(assignment) ? unitSettings : settings).add(assignment);
        }
        line.values("--slice").forEach(slice -> settings.add("Slice=" + slice));
        if (line.has("--remain-after-exit")) {
            settings.add("RemainAfterExit=yes");
        }
        line.values("--service-type").forEach(type -> settings.add("Type=" + type));
        line.values("--working-directory").forEach(path -> settings.add("WorkingDirectory=" + path));
        line.values("--setenv").forEach(variable -> settings.add("Environment=" + quoted(variable)));
        settings.add("ExecStart=");
        settings.add(
                "ExecStart=" + argv.stream().map(TransientUnitFiles::quoted).collect(Collectors.joining(" ")));
        return unitFile(unitSettings, "Service", settings);
    }

    String timer() {
        List<String> settings = new ArrayList<>();
        for (String key : TimerSchedule.SPANS) {
            for (String span : line.values(key)) {
                OptionalLong micros = Microseconds.parse(span);
                micros.ifPresent(value -> settings.add(key + "=" + Microseconds.format(value)));
            }
        }
        line.values("OnCalendar").forEach(calendar -> settings.add("OnCalendar=" + calendar));
        settings.addAll(line.values("--timer-property"));
        settings.add("RemainAfterElapse=no");
        return unitFile(List.of(), "Timer", settings);
    }

    private boolean isUnitSetting(String assignment) throws BusError {
        int equals = assignment.indexOf('=');
        String key = equals < 0 ? assignment : assignment.substring(0, equals);
        if (equals > 0 && KnownDirectives.isKnown("Service", key, version)) {
            return false;
        }
        if (equals > 0 && KnownDirectives.isKnown("Unit", key, version)) {
            return true;
        }
        throw FakeSystemdRun.refusal(
                equals < 0 ? "Not an assignment: " + assignment : "Unknown assignment: " + assignment);
    }

    private String unitFile(List<String> unitSettings, String section, List<String> settings) {
        List<String> unit = new ArrayList<>(List.of("Description=" + description()));
        unit.addAll(unitSettings);
        if (line.has("--collect")) {
            unit.add("CollectMode=inactive-or-failed");
        }
        return HEAD + "[Unit]\n" + String.join("\n", unit) + "\n\n[" + section + "]\n" + String.join("\n", settings)
                + "\n";
    }

    private String description() {
        String commandLine = version < 254
                ? String.join(" ", argv)
                : "[systemd-run] " + argv.stream().map(ShownWordList::quote).collect(Collectors.joining(" "));
        return line.value("--description", commandLine).replace("%", "%%");
    }

    private static String quoted(String word) {
        String escaped = word.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("%", "%%");
        return "\"" + escaped + "\"";
    }
}
