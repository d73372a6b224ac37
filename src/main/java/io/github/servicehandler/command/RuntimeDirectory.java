package io.github.servicehandler.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory of the current user below which the user's manager and bus have their sockets. {@code XDG_RUNTIME_DIR}
 * names it, but su, sudo, cron and services of the system manager leave that variable unset.
 */
final class RuntimeDirectory {

    static final String VARIABLE = "XDG_RUNTIME_DIR";

    private RuntimeDirectory() {}

    /** Returns the directory that the environment names, or else the default. */
    static Path ofUser() {
        String set = System.getenv(VARIABLE);
        return set == null || set.isEmpty() ? defaultDirectory() : Path.of(set);
    }

    /** Returns {@code /run/user/UID}, which need not exist. */
    static Path defaultDirectory() {
        return Path.of("/run/user", uid());
    }

    private static String uid() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown";
        }
    }
}
