package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The options of a {@code systemd-stdio-bridge} command line. */
public final class StdioBridgeCommandLine {

    public static final String PROGRAM = "systemd-stdio-bridge";

    /** Older versions write their connection errors only to the journal. */
    private static final int FIRST_WITH_ERRORS_ON_STDERR = 257;

    private static final int FIRST_WITH_USER_OPTION = 250;

    /** Older versions accept {@code --user}, but use it only for containers. The change came in 258 or later. */
    private static final int FIRST_WITH_USER_BUS = 262;

    private static final Pattern PATH = Pattern.compile("(?:--bus-path=|-p)(.+)");
    private static final String USER_BUS = "unix:path=/run/user/1000/bus";
    private static final String SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket";

    private final int version;
    private boolean user;
    private @Nullable String path;
    private @Nullable String complaint;

    private StdioBridgeCommandLine(int version) {
        this.version = version;
    }

    static StdioBridgeCommandLine parse(Command command, int version) {
        StdioBridgeCommandLine options = new StdioBridgeCommandLine(version);
        command.argv().stream().skip(1).forEach(options::parseWord);
        return options;
    }

    private void parseWord(String word) {
        Matcher withPath = PATH.matcher(word);
        if (withPath.matches()) {
            path = withPath.group(1);
        } else if ((word.equals("--user") || word.equals("--system")) && version >= FIRST_WITH_USER_OPTION) {
            user = word.equals("--user");
        } else if (complaint == null) {
            complaint = word.startsWith("-")
                    ? PROGRAM + ": unrecognized option '" + word + "'"
                    : PROGRAM + " takes no arguments.";
        }
    }

    /** Returns the scope of the bus that the bridge connects to, or empty if the bridge fails. */
    Optional<ManagerScope> scope() {
        if (complaint != null) {
            return Optional.empty();
        }
        if (path == null) {
            return Optional.of(user && version >= FIRST_WITH_USER_BUS ? ManagerScope.USER : ManagerScope.SYSTEM);
        }
        return switch (path) {
            case USER_BUS -> Optional.of(ManagerScope.USER);
            case SYSTEM_BUS -> Optional.of(ManagerScope.SYSTEM);
            default -> Optional.empty();
        };
    }

    /** Returns the result of a bridge whose {@link #scope()} is empty. */
    CommandResult failure() {
        return complaint != null
                ? CommandResult.failed(1, complaint + "\n")
                : failed("Failed to connect to " + (user ? "user" : "system")
                        + " scope bus via local transport: No such file or directory");
    }

    /** Returns the result of a bridge on a machine without a bus. */
    public static CommandResult noBus(int version) {
        return new StdioBridgeCommandLine(version).failed("Failed to set address to connect to: No medium found");
    }

    /** Returns a failure whose message older versions write only to the journal. */
    private CommandResult failed(String complaint) {
        return CommandResult.failed(1, stderrText(complaint, version));
    }

    /** Returns what the given version writes to its standard error for a connection error. */
    static String stderrText(String complaint, int version) {
        return complaint.isEmpty() || version < FIRST_WITH_ERRORS_ON_STDERR ? "" : complaint + "\n";
    }
}
