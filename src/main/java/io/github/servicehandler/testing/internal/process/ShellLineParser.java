package io.github.servicehandler.testing.internal.process;

import io.github.servicehandler.testing.internal.time.Microseconds;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parser for the simple shell lines that occur in units for tests, such as {@code echo hello; sleep 0.5; exit 3} or
 * {@code trap "" TERM; while :; do sleep 1; done}. It rejects a line as a whole if it cannot parse a part of it.
 */
final class ShellLineParser {

    private static final Pattern LOOP = Pattern.compile("while (?::|true); *do +.*?; *done");
    private static final Pattern ECHO = Pattern.compile("echo +(.*?)( *>&2)?");
    private static final Pattern INTO_FILE = Pattern.compile("\\s>{1,2}\\s*[^&\\s]");
    private static final Pattern SLEEP = Pattern.compile("(?:exec +)?sleep +(\\S+)");
    private static final Pattern BACKGROUND = Pattern.compile("sleep +(\\S+) *&");
    private static final Pattern EXIT = Pattern.compile("exit(?: +([0-9]{1,3}))?");
    private static final Pattern KILL_SELF = Pattern.compile("kill +-(?:s +)?(\\w+) +\\$\\$");
    private static final Pattern TRAP = Pattern.compile("trap +(?:''|\"\") +(.*)");
    private static final Pattern HANDLE_TERM = Pattern.compile("trap +[\"']exit +([0-9]{1,3})[\"'] +TERM");
    private static final Pattern NOTIFY = Pattern.compile("systemd-notify( +--ready)?(?: +--status=(\\S+))?");
    private static final Pattern SEPARATOR = Pattern.compile(" *(?:;|&&|(?<=[^>]&)) *");

    /**
     * The time that {@code systemd-notify} needs to start. It loads many libraries, so short programs that start at the
     * same time end earlier.
     */
    private static final long NOTIFY_MICROS = 4 * Microseconds.MILLISECOND;

    private FakeProgram program = FakeProgram.script();

    private ShellLineParser() {}

    /** Returns the behaviour of a line, or {@code null} if it cannot be parsed. */
    static @Nullable FakeProgram parse(String line) {
        ShellLineParser shell = new ShellLineParser();
        // in a unit file, "$$" stands for one dollar sign
        String text = LOOP.matcher(line.replace("$$", "$").strip()).replaceAll("sleep infinity");
        for (String command : SEPARATOR.splitAsStream(text).toList()) {
            if (!command.isEmpty() && !shell.parseCommand(command)) {
                return null;
            }
        }
        return shell.program.exits(0);
    }

    private boolean parseCommand(String command) {
        return command.equals(":")
                || command.equals("true")
                || (command.equals("false") && ends(WaitStatus.exit(1)))
                || notify(command)
                || echo(command)
                || sleep(command)
                || background(command)
                || exit(command)
                || killSelf(command)
                || trap(command);
    }

    private boolean echo(String command) {
        Matcher echo = ECHO.matcher(command);
        return echo.matches()
                && !INTO_FILE.matcher(command).find()
                && then(new ProcessStep.Log(echo.group(1).replace("\"", "").replace("'", ""), echo.group(2) != null));
    }

    private boolean sleep(String command) {
        Matcher sleep = SLEEP.matcher(command);
        if (!sleep.matches()) {
            return false;
        }
        ProcessStep.@Nullable Pause pause = ProgramRegistry.parsePause(sleep.group(1));
        return pause != null && then(pause);
    }

    private boolean background(String command) {
        Matcher sleep = BACKGROUND.matcher(command);
        if (!sleep.matches()) {
            return false;
        }
        ProcessStep.@Nullable Pause pause = ProgramRegistry.parsePause(sleep.group(1));
        return pause != null
                && then(new ProcessStep.Daemonize(
                        backgroundProgram().then(pause).exits(0)));
    }

    /** Returns a background program: a non-interactive shell makes it ignore {@code SIGINT} and {@code SIGQUIT}. */
    private static FakeProgram backgroundProgram() {
        return FakeProgram.script()
                .then(new ProcessStep.Ignore(LinuxSignals.INT))
                .then(new ProcessStep.Ignore(LinuxSignals.QUIT));
    }

    private boolean exit(String command) {
        Matcher exit = EXIT.matcher(command);
        return exit.matches()
                && ends(WaitStatus.exit(exit.group(1) == null ? 0 : Integer.parseInt(exit.group(1)) & 0xff));
    }

    private boolean killSelf(String command) {
        Matcher kill = KILL_SELF.matcher(command);
        return kill.matches()
                && LinuxSignals.parse(kill.group(1)).isPresent()
                && ends(WaitStatus.signal(LinuxSignals.require(kill.group(1))));
    }

    private boolean notify(String command) {
        Matcher notify = NOTIFY.matcher(command);
        if (!notify.matches()) {
            return false;
        }
        then(new ProcessStep.Pause(NOTIFY_MICROS));
        if (notify.group(2) != null) {
            then(new ProcessStep.Status(notify.group(2)));
        }
        return notify.group(1) == null || then(new ProcessStep.Ready());
    }

    private boolean trap(String command) {
        Matcher handle = HANDLE_TERM.matcher(command);
        if (handle.matches()) {
            program = program.exitsOnTerm(Integer.parseInt(handle.group(1)) & 0xff);
            return true;
        }
        Matcher trap = TRAP.matcher(command);
        if (!trap.matches()) {
            return false;
        }
        for (String signal : trap.group(1).split(" +", -1)) {
            then(new ProcessStep.Ignore(LinuxSignals.require(signal)));
        }
        return true;
    }

    private boolean ends(WaitStatus ending) {
        return then(new ProcessStep.End(ending));
    }

    private boolean then(ProcessStep step) {
        program = program.then(step);
        return true;
    }
}
