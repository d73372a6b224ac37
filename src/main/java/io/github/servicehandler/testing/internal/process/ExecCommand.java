package io.github.servicehandler.testing.internal.process;

import io.github.servicehandler.testing.internal.files.UnitSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * One command of an {@code Exec…=} setting.
 *
 * @param program the path or name of the program, without the prefix characters
 * @param argv the arguments that the program receives, the first of which is the name under which it runs
 * @param ignoresFailure whether the command is prefixed with a dash, so that its failure does not count
 * @param isShellLine whether the program is the shell, and the arguments after its name are the line that it runs
 */
public record ExecCommand(String program, List<String> argv, boolean ignoresFailure, boolean isShellLine) {

    /** Returns the valid commands of a setting of a service. */
    public static List<ExecCommand> all(UnitSettings settings, String key) {
        return settings.raw("Service", key).stream()
                .flatMap(value -> ExecLine.parse(value, settings).commands().stream())
                .toList();
    }

    /** Returns the command line by which the fake recognizes the program, whatever the name under which it runs. */
    public List<String> recognizedLine() {
        if (isShellLine) {
            return List.of(program, "-c", String.join(" ", argv.subList(1, argv.size())));
        }
        List<String> line = new ArrayList<>(argv);
        line.set(0, program);
        return line;
    }

    public String commandLine() {
        return String.join(" ", argv);
    }
}
