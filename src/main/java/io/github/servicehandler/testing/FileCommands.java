package io.github.servicehandler.testing;

import io.github.servicehandler.command.Command;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Are the commands that put files in place and take them away: {@code install … /dev/stdin PATH} and {@code rm -f}. */
final class FileCommands {

    private static final Map<String, String> INSTALL_FLAGS =
            Map.of("-D", "-D", "-T", "-T", "--no-target-directory", "-T");
    private static final Map<String, String> INSTALL_VALUES = Map.of("-m", "-m", "--mode", "-m");

    private final FileTree files;

    FileCommands(FileTree files) {
        this.files = files;
    }

    void install(Command command, Reply reply) {
        CommandLine line = CommandLine.parse(command.argv(), INSTALL_FLAGS, INSTALL_VALUES);
        List<String> words = line.words();
        if (words.size() != 2
                || !words.get(0).equals("/dev/stdin")
                || !words.get(1).startsWith("/")) {
            throw new FakeSystemdException(
                    "the fake's install knows only \"install -D -m 644 -T -- /dev/stdin /PATH\" with an input, not "
                            + command);
        }
        files.write(words.get(1), command.input());
        reply.exit(0);
    }

    void rm(Command command, Reply reply) {
        CommandLine line = CommandLine.parse(command.argv(), Map.of("-f", "-f"), new TreeMap<>());
        for (String path : line.words()) {
            if (!files.remove(path) && !line.has("-f")) {
                reply.fail(1, "rm: cannot remove '" + path + "': No such file or directory");
            }
        }
    }
}
