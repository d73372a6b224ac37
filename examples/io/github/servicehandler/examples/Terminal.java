package io.github.servicehandler.examples;

import io.github.servicehandler.ServiceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Printer of aligned rows, in colour if the output is a terminal. */
final class Terminal {

    private static final int WIDTH = 24;

    private final boolean colours = isTerminal() && System.getenv("NO_COLOR") == null;

    void say(String sentence) {
        System.out.println(sentence);
    }

    void row(String what, Object result) {
        System.out.printf(
                "%-" + WIDTH + "s %s%n", what, result instanceof ServiceState state ? coloured(state) : result);
    }

    void change(ServiceState from, ServiceState to) {
        System.out.printf("%" + WIDTH + "s %s -> %s%n", "*", coloured(from), coloured(to));
    }

    private String coloured(ServiceState state) {
        if (!colours) {
            return state.toString();
        }
        int colour = state.isActive() ? 32 : state == ServiceState.ERROR ? 31 : state.isTransient() ? 33 : 36;
        return "\033[" + colour + "m" + state + "\033[0m";
    }

    /** Returns whether the output is a terminal. {@code System.console()} differs between versions of Java. */
    private static boolean isTerminal() {
        try {
            String stdout = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
            return stdout.startsWith("/dev/pts/") || stdout.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
