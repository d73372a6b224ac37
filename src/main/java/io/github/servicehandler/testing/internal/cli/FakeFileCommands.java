package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.FileTree;
import io.github.servicehandler.testing.internal.process.MachineInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The commands that create, remove and look up files, in the forms that the library uses: {@code install … /dev/stdin
 * PATH}, {@code rm -f} and {@code find -L PATH… -maxdepth 0 …}.
 */
public final class FakeFileCommands {

    private static final Map<String, String> INSTALL_FLAGS =
            Map.of("-D", "-D", "-T", "-T", "--no-target-directory", "-T");
    private static final Map<String, String> INSTALL_VALUES = Map.of("-m", "-m", "--mode", "-m");

    /**
     * The arguments of {@code find} after the paths. They print an {@code r} before each readable path and an {@code e}
     * before each other path.
     */
    private static final String FIND_EXPRESSION =
            "-maxdepth 0 ! -type l ( -readable -printf r%p\\0 -o -printf e%p\\0 )";

    private final FileTree files;
    private final MachineInfo machine;

    public FakeFileCommands(FileTree files, MachineInfo machine) {
        this.files = files;
        this.machine = machine;
    }

    /** Prints those of the given paths that exist: unit files, and paths that a test has added. All are readable. */
    public void find(Command command, CommandReply reply) {
        List<String> argv = command.argv();
        int end = argv.indexOf("-maxdepth");
        if (end < 2
                || !argv.get(1).equals("-L")
                || !String.join(" ", argv.subList(end, argv.size())).equals(FIND_EXPRESSION)) {
            throw new TestMistakeException(
                    "the fake's find supports only \"find -L PATH… " + FIND_EXPRESSION + "\", not \"" + command + "\"");
        }
        StringBuilder found = new StringBuilder();
        for (String path : argv.subList(2, end)) {
            if (files.get(path) != null || machine.exists(path)) {
                found.append('r').append(path).append('\0');
            } else {
                reply.fail(1, "find: ‘" + path + "’: No such file or directory");
            }
        }
        reply.out().append(found);
    }

    public void install(Command command, CommandReply reply) {
        CommandLineOptions line = CommandLineOptions.parse(command.argv(), INSTALL_FLAGS, INSTALL_VALUES);
        List<String> words = line.words();
        if (words.size() != 2
                || !words.get(0).equals("/dev/stdin")
                || !words.get(1).startsWith("/")) {
            throw new TestMistakeException(
                    "the fake's install supports only \"install -D -m 644 -T -- /dev/stdin /PATH\" with the"
                            + " file's content as input, not \"" + command + "\"");
        }
        files.write(words.get(1), command.input());
        reply.exit(0);
    }

    public void rm(Command command, CommandReply reply) {
        CommandLineOptions line = CommandLineOptions.parse(command.argv(), Map.of("-f", "-f"), new TreeMap<>());
        for (String path : line.words()) {
            if (!files.remove(path) && !line.has("-f")) {
                reply.fail(1, "rm: cannot remove '" + path + "': No such file or directory");
            }
        }
    }
}
