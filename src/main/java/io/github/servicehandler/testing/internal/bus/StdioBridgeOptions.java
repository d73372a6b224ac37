package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Understands the command line of {@code systemd-stdio-bridge}. */
public final class StdioBridgeOptions {

    public static final String PROGRAM = "systemd-stdio-bridge";

    /** Before, the bridge writes what is wrong to the journal alone. */
    private static final int FIRST_TO_COMPLAIN = 257;

    private static final int FIRST_WITH_USER = 250;

    /** From 258 on at the earliest, {@code --user} says which bus it is; before, it only matters to containers. */
    private static final int FIRST_WITH_USERS_BUS = 262;

    private static final Pattern PATH = Pattern.compile("(?:--bus-path=|-p)(.+)");
    private static final String USERS_BUS = "unix:path=/run/user/1000/bus";
    private static final String SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket";

    private final int version;
    private boolean user;
    private @Nullable String path;
    private @Nullable String complaint;

    private StdioBridgeOptions(int version) {
        this.version = version;
    }

    static StdioBridgeOptions parse(Command command, int version) {
        StdioBridgeOptions bridge = new StdioBridgeOptions(version);
        command.argv().stream().skip(1).forEach(bridge::take);
        return bridge;
    }

    private void take(String word) {
        Matcher withPath = PATH.matcher(word);
        if (withPath.matches()) {
            path = withPath.group(1);
        } else if ((word.equals("--user") || word.equals("--system")) && version >= FIRST_WITH_USER) {
            user = word.equals("--user");
        } else if (complaint == null) {
            complaint = word.startsWith("-")
                    ? PROGRAM + ": unrecognized option '" + word + "'"
                    : PROGRAM + " takes no arguments.";
        }
    }

    /** Returns whose bus it connects to, or empty if it fails. */
    Optional<ManagerScope> scope() {
        if (complaint != null) {
            return Optional.empty();
        }
        if (path == null) {
            return Optional.of(user && version >= FIRST_WITH_USERS_BUS ? ManagerScope.USER : ManagerScope.SYSTEM);
        }
        return switch (path) {
            case USERS_BUS -> Optional.of(ManagerScope.USER);
            case SYSTEM_BUS -> Optional.of(ManagerScope.SYSTEM);
            default -> Optional.empty();
        };
    }

    /** Returns how it fails if {@link #scope()} is empty. */
    CommandResult failure() {
        return complaint != null
                ? CommandResult.failed(1, complaint + "\n")
                : failed("Failed to connect to " + (user ? "user" : "system")
                        + " scope bus via local transport: No such file or directory");
    }

    /** Returns how it fails where there is no bus. */
    public static CommandResult noBus(int version) {
        return new StdioBridgeOptions(version).failed("Failed to set address to connect to: No medium found");
    }

    /** Returns how it fails with a complaint that the older ones keep to themselves. */
    private CommandResult failed(String text) {
        return CommandResult.failed(1, spoken(text, version));
    }

    /** Returns what of a complaint gets to standard error. */
    static String spoken(String text, int version) {
        return text.isEmpty() || version < FIRST_TO_COMPLAIN ? "" : text + "\n";
    }
}
