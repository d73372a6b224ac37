package io.github.servicehandler.testing.internal.process;

import io.github.servicehandler.testing.internal.time.Microseconds;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The programs with known behaviour: those that the test has described, {@code true}, {@code false}, {@code sleep},
 * {@code echo}, {@code kill -HUP $MAINPID}, and {@code sh -c} with a line that {@link ShellLineParser} can parse, and
 * with parameters that the line does not use.
 */
public final class ProgramRegistry {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final Pattern PARAMETER = Pattern.compile("\\$\\{?[0-9@*#]");
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash");

    private final Map<String, FakeProgram> described = new TreeMap<>();

    public void describe(String path, FakeProgram program) {
        described.put(path, program);
    }

    /** Returns whether the fake runs a command line itself, without a description by the test. */
    public boolean isBuiltIn(List<String> argv) {
        return !described.containsKey(argv.get(0)) && find(argv) != null;
    }

    /** Returns whether the program of a command line is known to be impossible to execute. */
    public boolean cannotExecute(List<String> argv) {
        FakeProgram program = find(argv);
        return program != null
                && program.steps().equals(FakeProgram.cannotExecute().steps());
    }

    /** Returns the behaviour of a command line, or {@code null} if the program is unknown. */
    @Nullable
    public FakeProgram find(List<String> argv) {
        FakeProgram known = described.get(argv.get(0));
        if (known != null) {
            return known;
        }
        if (MachineInfo.isMissing(argv.get(0))) {
            return FakeProgram.cannotExecute();
        }
        String name = argv.get(0).substring(argv.get(0).lastIndexOf('/') + 1);
        if (SHELLS.contains(name) && isLine(argv)) {
            return ShellLineParser.parse(argv.get(2));
        }
        if (name.equals("sleep") && argv.size() == 2) {
            return sleep(argv.get(1));
        }
        if (name.equals("kill") && argv.size() == 3 && argv.get(2).equals("$MAINPID")) {
            int signal = LinuxSignals.require(argv.get(1).substring(1));
            return FakeProgram.script().then(new ProcessStep.SignalMain(signal)).exits(0);
        }
        return switch (name) {
            case "true" -> FakeProgram.script().exits(0);
            case "false" -> FakeProgram.script().exits(1);
            case "echo" ->
                FakeProgram.script()
                        // in a unit file, "$$" stands for one dollar sign
                        .logs(String.join(" ", argv.subList(1, argv.size())).replace("$$", "$"))
                        .exits(0);
            default -> null;
        };
    }

    /** Returns whether a shell runs a line that does not use the parameters after it. */
    private static boolean isLine(List<String> argv) {
        return argv.size() >= 3
                && argv.get(1).equals("-c")
                && (argv.size() == 3 || !PARAMETER.matcher(argv.get(2)).find());
    }

    private static @Nullable FakeProgram sleep(String seconds) {
        ProcessStep.@Nullable Pause pause = parsePause(seconds);
        return pause == null ? null : FakeProgram.script().then(pause).exits(0);
    }

    static ProcessStep.@Nullable Pause parsePause(String seconds) {
        if (seconds.equals("infinity") || seconds.equals("inf")) {
            return new ProcessStep.Pause(Microseconds.INFINITY);
        }
        return NUMBER.matcher(seconds).matches()
                ? new ProcessStep.Pause(
                        new BigDecimal(seconds).movePointRight(6).longValue())
                : null;
    }
}
