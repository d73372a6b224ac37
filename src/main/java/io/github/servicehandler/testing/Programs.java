package io.github.servicehandler.testing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Knows what programs do: {@code true}, {@code false}, {@code sleep}, {@code echo}, {@code kill -HUP $MAINPID} and {@code sh -c}
 * with a line made of these, and those that a test has described. All others it takes for healthy.
 */
final class Programs {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash");

    private final Map<String, Program> described = new TreeMap<>();

    void describe(String path, Program program) {
        described.put(path, program);
    }

    /** Tells whether there is no such program that could be executed. */
    boolean isMissing(List<String> argv) {
        Program program = find(argv);
        return program != null && program.steps().equals(Program.cannotExecute().steps());
    }

    /** Returns what a command line does, or {@code null} if the program is not known. */
    @Nullable
    Program find(List<String> argv) {
        Program own = described.get(argv.get(0));
        if (own != null) {
            return own;
        }
        if (Machine.lacks(argv.get(0))) {
            return Program.cannotExecute();
        }
        String name = argv.get(0).substring(argv.get(0).lastIndexOf('/') + 1);
        if (SHELLS.contains(name) && argv.size() == 3 && argv.get(1).equals("-c")) {
            return ShellLine.parse(argv.get(2));
        }
        if (name.equals("sleep") && argv.size() == 2) {
            return sleep(argv.get(1));
        }
        if (name.equals("kill") && argv.size() == 3 && argv.get(2).equals("$MAINPID")) {
            int signal = Signals.require(argv.get(1).substring(1));
            return Program.script().then(new Step.SignalMain(signal)).exits(0);
        }
        return switch (name) {
            case "true" -> Program.script().exits(0);
            case "false" -> Program.script().exits(1);
            case "echo" ->
                Program.script()
                        .logs(String.join(" ", argv.subList(1, argv.size())))
                        .exits(0);
            default -> null;
        };
    }

    private static @Nullable Program sleep(String seconds) {
        Step.@Nullable Pause pause = pause(seconds);
        return pause == null ? null : Program.script().then(pause).exits(0);
    }

    static Step.@Nullable Pause pause(String seconds) {
        if (seconds.equals("infinity") || seconds.equals("inf")) {
            return new Step.Pause(TimeSpan.INFINITY);
        }
        return NUMBER.matcher(seconds).matches()
                ? new Step.Pause(new BigDecimal(seconds).movePointRight(6).longValue())
                : null;
    }
}
