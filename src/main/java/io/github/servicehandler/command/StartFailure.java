package io.github.servicehandler.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The reason why the system refused to start a program, in words for a person.
 *
 * @param message what is wrong and what to do
 * @param programMissing whether the program does not exist
 */
record StartFailure(String message, boolean programMissing) {

    /** The JDK gives the system's error number only in its message, in a form that depends on the version. */
    private static final Pattern ERROR = Pattern.compile("error(?:=|: )(\\d+)\\b");

    private static final int NO_SUCH_FILE = 2;
    private static final int TOO_LONG = 7;
    private static final int TRY_AGAIN = 11;
    private static final int NO_MEMORY = 12;
    private static final int PERMISSION_DENIED = 13;
    private static final int NOT_A_DIRECTORY = 20;
    private static final int TOO_MANY_FILES_IN_SYSTEM = 23;
    private static final int TOO_MANY_FILES = 24;
    private static final int NAME_TOO_LONG = 36;
    private static final int TOO_MANY_LINKS = 40;

    private static final String OUT_OF_FILES = "this process has too many open files: close some, or raise the limit"
            + " (LimitNOFILE= of its service, or ulimit -n)";

    /** A little more than the descriptors that the JDK needs to start one process. */
    private static final int DESCRIPTORS_OF_A_START = 24;

    private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +(\\d+)");

    /** Returns the reason for an error of {@link ProcessBuilder#start()}. */
    static StartFailure of(Command command, IOException error) {
        return of(command.program(), String.valueOf(error.getMessage()), ProgramSearch.of(command.program()));
    }

    static StartFailure of(String program, String jdkMessage, ProgramSearch search) {
        // a recent JDK adds its own advice, which names causes that do not apply
        String systemMessage = jdkMessage.lines().findFirst().orElse("").strip();
        if (systemMessage.contains("spawn helper")) {
            return ofService(descriptorsAreUsedUp() ? OUT_OF_FILES : replacedJdk(systemMessage));
        }
        Matcher matcher = ERROR.matcher(systemMessage);
        return switch (matcher.find() ? Integer.parseInt(matcher.group(1)) : 0) {
            case NO_SUCH_FILE, PERMISSION_DENIED, NOT_A_DIRECTORY, NAME_TOO_LONG, TOO_MANY_LINKS ->
                ofSearch(program, systemMessage, search);
            case TOO_LONG ->
                ofService("the command line is longer than the system allows: pass fewer or shorter arguments");
            case TRY_AGAIN, NO_MEMORY ->
                ofService("the system has no process or no memory left for the program \"" + program
                        + "\": end some processes, or raise the limits (TasksMax= and MemoryMax= of this service, or"
                        + " ulimit -u) (" + systemMessage + ")");
            case TOO_MANY_FILES -> ofService(OUT_OF_FILES);
            case TOO_MANY_FILES_IN_SYSTEM ->
                ofService("the system has too many open files: close some, or raise fs.file-max");
            default ->
                ofService(
                        systemMessage.contains("Too many open files")
                                ? OUT_OF_FILES
                                : notStarted(program, systemMessage));
        };
    }

    private static StartFailure ofService(String message) {
        return new StartFailure(message, false);
    }

    private static StartFailure ofSearch(String program, String systemMessage, ProgramSearch search) {
        Optional<Path> file = search.file();
        if (file.isEmpty()) {
            if (!program.contains("/")) {
                return new StartFailure(
                        "there is no program \"" + program + "\" on the PATH: install it, or give its full path"
                                + search.remark(),
                        true);
            }
            // where a directory may not be entered, it is unknown whether the file exists
            return search.closedDirectories().isEmpty() && !Files.isDirectory(Path.of(program))
                    ? new StartFailure("there is no program \"" + program + "\": install it, or correct its path", true)
                    : ofService(notStarted(program, systemMessage));
        }
        if (!Files.isExecutable(file.get())) {
            return ofService(notStarted(program, "Permission denied: " + file.get() + " is not executable"));
        }
        if (systemMessage.contains("posix_spawn") || !helperExists()) {
            return ofService(replacedJdk(systemMessage));
        }
        return ofService(notStarted(
                program,
                file.get() + " exists, but its interpreter or the loader of its libraries may be missing ("
                        + systemMessage + ")"));
    }

    private static String notStarted(String program, String reason) {
        return "the program \"" + program + "\" could not be started: " + reason;
    }

    private static String replacedJdk(String systemMessage) {
        return "the JDK was replaced while this JVM was running (" + systemMessage + "): restart the JVM";
    }

    /** Returns whether the program through which the JDK starts others is still there. */
    private static boolean helperExists() {
        return Files.exists(Path.of(System.getProperty("java.home"), "lib", "jspawnhelper"));
    }

    /** Returns whether this process can hardly open another file, with which the JDK's helper fails, too. */
    private static boolean descriptorsAreUsedUp() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            Matcher limit = LIMIT.matcher(Files.readString(Path.of("/proc/self/limits")));
            return limit.find() && open.count() + DESCRIPTORS_OF_A_START >= Long.parseLong(limit.group(1));
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).contains("Too many open files");
        }
    }
}
