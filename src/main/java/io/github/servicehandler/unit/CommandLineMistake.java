package io.github.servicehandler.unit;

import java.util.regex.Pattern;

/**
 * The mistake of giving a whole command line as one word, such as {@code "/usr/bin/python3 /x.py"}: systemd takes it
 * for the name of a program, and the start fails with 203/EXEC. It is found by the text alone, since the program may be
 * on another machine. Programs in directories with blanks, such as {@code /opt/My App/run}, are no mistake.
 */
final class CommandLineMistake {

    private static final Pattern ARGUMENT = Pattern.compile("\\s[/-]");
    private static final Pattern PROGRAM_DIRECTORY = Pattern.compile("(/|.*/(bin|sbin|libexec)/)[^/]*");

    private CommandLineMistake() {}

    /** Returns whether a program with this number of arguments seems to be a whole command line. */
    static boolean isIn(String program, int arguments) {
        String first = program.split("\\s", 2)[0];
        boolean blankInLastPart = program.lastIndexOf('/') <= first.length();
        return first.length() < program.length()
                && (ARGUMENT.matcher(program).find()
                        || !first.contains("/")
                        || PROGRAM_DIRECTORY.matcher(first).matches()
                        || (arguments == 0 && blankInLastPart));
    }
}
