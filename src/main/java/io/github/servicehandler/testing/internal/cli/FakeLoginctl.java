package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.FileTree;
import java.util.List;
import java.util.Map;

/** The commands about the fake's only user: {@code id}, and those of {@code loginctl} about lingering. */
public final class FakeLoginctl {

    /** The user who runs the commands. */
    private static final String USER = "user";

    /** The directory with an empty file for each user who lingers. */
    private static final String LINGERING = "/var/lib/systemd/linger/";

    private static final Map<String, String> FLAGS =
            Map.of("--no-ask-password", "", "--no-pager", "", "--value", "--value");
    private static final Map<String, String> VALUES = Map.of("--property", "--property", "-p", "--property");

    private FakeLoginctl() {}

    public static void run(FileTree files, Command command, CommandReply reply) {
        if (command.program().endsWith("id")) {
            requireForm(command.argv().subList(1, command.argv().size()).equals(List.of("-un")), command);
            reply.out(USER);
            return;
        }
        CommandLineOptions line = CommandLineOptions.parse(command.argv(), FLAGS, VALUES);
        requireForm(line.words().size() == 2, command);
        String user = line.words().get(1);
        if (!user.equals(USER)) {
            reply.fail(1, "Failed to look up user " + user + ": No such process");
            return;
        }
        switch (line.words().get(0)) {
            case "enable-linger" -> files.write(LINGERING + user, "");
            case "disable-linger" -> files.remove(LINGERING + user);
            case "show-user" -> {
                requireForm(line.value("--property", "").equals("Linger"), command);
                String lingers = files.get(LINGERING + user) == null ? "no" : "yes";
                reply.out(line.has("--value") ? lingers : "Linger=" + lingers);
            }
            default -> requireForm(false, command);
        }
    }

    private static void requireForm(boolean isSupported, Command command) {
        if (!isSupported) {
            throw new TestMistakeException("the fake supports only \"id -un\", \"loginctl enable-linger USER\","
                    + " \"loginctl disable-linger USER\" and \"loginctl show-user USER --property=Linger\", not \""
                    + command + "\"");
        }
    }
}
