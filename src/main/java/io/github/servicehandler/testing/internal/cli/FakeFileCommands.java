package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.FileTree;
import io.github.servicehandler.testing.internal.files.FileTree.Node;
import io.github.servicehandler.testing.internal.files.MachineFiles;
import io.github.servicehandler.testing.internal.files.ShellGlob;
import io.github.servicehandler.testing.internal.files.UnitFileLookup;
import io.github.servicehandler.testing.internal.process.MachineInfo;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The commands that create, write, rename, remove and look up files, in the forms that the library uses. Directories
 * exist without being created.
 */
public final class FakeFileCommands {

    private static final Map<String, String> INSTALL_FLAGS =
            Map.of("-D", "-D", "-T", "-T", "--no-target-directory", "-T");
    private static final Map<String, String> INSTALL_VALUES = Map.of("-m", "-m", "--mode", "-m");
    private static final Map<String, String> MV_FLAGS = Map.of("-f", "-f", "-T", "-T", "--no-target-directory", "-T");

    /** The arguments of {@code dd} that make it write its input into a file that exists. */
    private static final Set<String> DD_OPTIONS = Set.of("conv=nocreat,notrunc,fsync", "oflag=nofollow", "status=none");

    /**
     * The arguments of {@code find} after the paths. They print an {@code r} before each readable path and an {@code e}
     * before each other path.
     */
    private static final String FIND_EXPRESSION =
            "-maxdepth 0 ! -type l ( -readable -printf r%p\\0 -o -printf e%p\\0 )";

    /** The arguments of {@code find} that delete old files whose names match a pattern. */
    private static final Pattern SWEEP =
            Pattern.compile("-maxdepth 1 -type f -name (\\S+) ! -newermt (\\d+) seconds ago -delete");

    /** The arguments of {@code find} that print the links to devices among the paths before them. */
    private static final String MASKS = "-maxdepth 0 -type l -xtype c -printf %p\\0";

    /** The arguments of {@code find} that print the links among the paths before them. */
    private static final String LINKS = "-maxdepth 0 -type l -printf %p\\0";

    /** The arguments of {@code find} that delete an empty directory. */
    private static final String DELETE_EMPTY = "-maxdepth 0 -type d -empty -delete";

    /** The arguments of {@code find} that print the names of directories. */
    private static final Pattern DIRECTORIES = Pattern.compile("-maxdepth 1 -type d -name (\\S+) -printf %f\\\\0");

    private final FileTree files;
    private final MachineInfo machine;
    private final VirtualTime time;

    /** The times at which commands have written files, by path, in microseconds. */
    private final Map<String, Long> written = new TreeMap<>();

    public FakeFileCommands(FileTree files, MachineInfo machine, VirtualTime time) {
        this.files = files;
        this.machine = machine;
        this.time = time;
    }

    /** Prints those of the given paths that exist: unit files, and paths that a test has added. All are readable. */
    public void find(Command command, CommandReply reply) {
        List<String> argv = command.argv();
        int end = argv.indexOf("-maxdepth");
        String expression = end < 0 ? "" : String.join(" ", argv.subList(end, argv.size()));
        Matcher sweep = SWEEP.matcher(expression);
        Matcher directories = DIRECTORIES.matcher(expression);
        if (end > 1 && argv.get(1).equals("-L") && expression.equals(FIND_EXPRESSION)) {
            printExisting(argv.subList(2, end), reply);
        } else if (end == 2 && sweep.matches()) {
            deleteOld(argv.get(1), sweep.group(1), Long.parseLong(sweep.group(2)));
        } else if (expression.equals(MASKS) || expression.equals(LINKS)) {
            printLinks(argv.subList(1, end), expression.equals(MASKS), reply);
        } else if (directories.matches()) {
            printDirectories(argv.subList(1, end), ShellGlob.of(directories.group(1)), reply);
        } else if (expression.equals(DELETE_EMPTY)) {
            // directories exist without being created, so an empty one does not exist
            argv.subList(1, end).stream().filter(path -> !exists(path)).forEach(path -> reportMissing(path, reply));
        } else {
            throw unsupported(
                    "find",
                    "\"find -L PATH… " + FIND_EXPRESSION + "\", \"find DIRECTORY -maxdepth 1"
                            + " -type f -name PATTERN ! -newermt 'N seconds ago' -delete\", \"find PATH… " + LINKS
                            + "\", \"find PATH… " + MASKS
                            + "\", \"find DIRECTORY… -maxdepth 1 -type d -name PATTERN -printf %f\\0\" and"
                            + " \"find DIRECTORY " + DELETE_EMPTY + "\"",
                    command);
        }
    }

    private void printExisting(List<String> paths, CommandReply reply) {
        StringBuilder found = new StringBuilder();
        for (String path : paths) {
            if (exists(path)) {
                found.append('r').append(path).append('\0');
            } else {
                reportMissing(path, reply);
            }
        }
        reply.out().append(found);
    }

    private static void reportMissing(String path, CommandReply reply) {
        reply.fail(1, "find: ‘" + path + "’: No such file or directory");
    }

    private void printLinks(List<String> paths, boolean onlyMasks, CommandReply reply) {
        for (String path : paths) {
            Node file = files.get(path);
            if (file == null) {
                reportMissing(path, reply);
            } else if (file.isLink() && (!onlyMasks || "/dev/null".equals(files.end(path)))) {
                reply.out().append(path).append('\0');
            }
        }
    }

    private void printDirectories(List<String> parents, ShellGlob pattern, CommandReply reply) {
        for (String parent : parents) {
            if (!exists(parent)) {
                reportMissing(parent, reply);
            }
            files.below(parent).keySet().stream()
                    .filter(path -> path.contains("/"))
                    .map(path -> path.substring(0, path.indexOf('/')))
                    .distinct()
                    .filter(pattern::matches)
                    .forEach(name -> reply.out().append(name).append('\0'));
        }
    }

    /** Returns whether there is such a file, or a directory that contains files. */
    private boolean exists(String path) {
        return files.get(path) != null || !files.below(path).isEmpty() || machine.exists(path);
    }

    private void deleteOld(String directory, String pattern, long seconds) {
        long latest = time.micros() - TimeUnit.SECONDS.toMicros(seconds);
        ShellGlob names = ShellGlob.of(pattern);
        files.below(directory).forEach((name, file) -> {
            String path = directory + "/" + name;
            if (!file.isLink() && names.matches(name) && written.getOrDefault(path, 0L) <= latest) {
                files.remove(path);
            }
        });
    }

    /**
     * Carries out a command as if the disk had room for new names, but only for half of the command's input. Returns
     * {@code null} for a command that needs no more.
     */
    public @Nullable CommandResult runOnFullDisk(Command command) {
        String input = command.input();
        String program = UnitFileLookup.fileName(command.program());
        if (input.isEmpty() || !Set.of("install", "dd").contains(program)) {
            return null;
        }
        CommandReply reply = new CommandReply();
        Command half = command.withInput(input.substring(0, input.length() / 2));
        if (program.equals("dd")) {
            dd(half, reply);
        } else {
            install(half, reply);
        }
        reply.fail(1, program + ": error writing: No space left on device");
        return reply.result(Duration.ZERO);
    }

    /** Creates a file that is empty, or that contains the command's input. */
    public void install(Command command, CommandReply reply) {
        List<String> words = CommandLineOptions.parse(command.argv(), INSTALL_FLAGS, INSTALL_VALUES)
                .words();
        if (words.size() != 2
                || !Set.of("/dev/null", "/dev/stdin").contains(words.get(0))
                || !words.get(1).startsWith("/")) {
            throw unsupported(
                    "install",
                    "\"install -D -m 644 -T -- SOURCE /PATH\", where SOURCE is /dev/null, or"
                            + " /dev/stdin with the file's content as input",
                    command);
        }
        write(words.get(1), words.get(0).equals("/dev/stdin") ? command.input() : "");
    }

    /** Writes the command's input into a file that exists. */
    public void dd(Command command, CommandReply reply) {
        List<String> options = command.argv().subList(1, command.argv().size());
        String path = options.stream()
                .filter(option -> option.startsWith("of=/"))
                .map(option -> option.substring("of=".length()))
                .findFirst()
                .orElse("");
        if (path.isEmpty() || options.size() != DD_OPTIONS.size() + 1 || !options.containsAll(DD_OPTIONS)) {
            throw unsupported(
                    "dd",
                    "\"dd of=/PATH conv=nocreat,notrunc,fsync oflag=nofollow status=none\" with the"
                            + " file's content as input",
                    command);
        }
        Node file = files.get(path);
        if (file == null || file.isLink()) {
            String reason = file == null ? "No such file or directory" : "Too many levels of symbolic links";
            reply.fail(1, "dd: failed to open '" + path + "': " + reason);
        } else {
            String rest = file.text()
                    .substring(Math.min(file.text().length(), command.input().length()));
            write(path, command.input() + rest);
        }
    }

    private void write(String path, String text) {
        written.put(path, time.micros());
        files.write(path, text);
    }

    /** Renames a file or link; an existing file or link of the new name is replaced. */
    public void mv(Command command, CommandReply reply) {
        CommandLineOptions line = CommandLineOptions.parse(command.argv(), MV_FLAGS, Map.of());
        List<String> words = line.words();
        if (words.size() != 2 || !line.has("-T") || !words.stream().allMatch(path -> path.startsWith("/"))) {
            throw unsupported("mv", "\"mv -f -T -- /PATH /PATH\"", command);
        }
        Node file = files.get(words.get(0));
        if (file == null) {
            reply.fail(1, "mv: cannot stat '" + words.get(0) + "': No such file or directory");
            return;
        }
        files.remove(words.get(0));
        if (file.isLink()) {
            files.link(words.get(1), file.text());
        } else {
            files.write(words.get(1), file.text());
        }
    }

    /**
     * Prints the files that contain the names and numbers of the machine, if the command asks for such files only.
     *
     * @return whether it does
     */
    public boolean head(Command command, CommandReply reply) {
        List<String> argv = command.argv();
        if (argv.size() < 3 || !argv.get(1).equals("-qn1")) {
            return false;
        }
        StringBuilder lines = new StringBuilder();
        for (String path : argv.subList(2, argv.size())) {
            String line = MachineFiles.lineOf(path);
            if (line == null) {
                return false;
            }
            lines.append(line).append('\n');
        }
        reply.out().append(lines);
        return true;
    }

    private static TestMistakeException unsupported(String program, String forms, Command command) {
        return new TestMistakeException(
                "the fake's " + program + " supports only " + forms + ", not \"" + command + "\"");
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
