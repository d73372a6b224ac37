package io.github.servicehandler.command;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Check that the JDK passes arguments and variables to a process as UTF-8, which is what the programs read. The JDK
 * would replace other characters by question marks, which are wildcards to many programs, or pass bytes that are not
 * UTF-8.
 */
final class ArgumentEncoding {

    /** From JDK 18 on, the locale decides, and the option {@code -Dfile.encoding} has no effect. */
    private static final boolean BY_LOCALE = Runtime.version().feature() >= 18;

    private static final Charset CHARSET =
            BY_LOCALE ? Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")) : Charset.defaultCharset();

    private ArgumentEncoding() {}

    static void check(Command command) {
        command.argv().forEach(argument -> check("an argument", argument, command));
        for (Map.Entry<String, String> variable : command.environment().entrySet()) {
            check("the value of the environment variable " + variable.getKey(), variable.getValue(), command);
        }
    }

    private static void check(String what, String text, Command command) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (!new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            throw refused(what + " has half of a surrogate pair, which is not a character", command);
        }
        if (!CHARSET.equals(StandardCharsets.UTF_8) && !Arrays.equals(text.getBytes(CHARSET), utf8)) {
            throw refused(
                    what + " has characters that this JVM cannot pass as UTF-8, because it encodes them as " + CHARSET
                            + ": run the JVM with LC_ALL=C.UTF-8" + (BY_LOCALE ? "" : " and -Dfile.encoding=UTF-8"),
                    command);
        }
    }

    private static CommandStartException refused(String message, Command command) {
        return new CommandStartException(message, command, false, null);
    }
}
