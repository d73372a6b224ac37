package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import java.util.Set;

/**
 * The verbs of systemctl that change or read unit files without a manager, as {@code --root=} and {@code --global}
 * require.
 */
final class OfflineVerbs {

    private static final int FIRST_WITH_IMAGE = 248;
    private static final int FIRST_TO_REFUSE_GLOBAL = 256;
    private static final int FIRST_WITH_GLOBAL_FILES = 258;

    private static final Set<String> OFFLINE = Set.of(
            "enable",
            "disable",
            "reenable",
            "preset",
            "preset-all",
            "mask",
            "unmask",
            "link",
            "revert",
            "add-wants",
            "add-requires",
            "is-enabled",
            "list-unit-files",
            "get-default",
            "set-default");

    private static final Set<String> GLOBAL_FILES = Set.of("cat", "edit");

    private OfflineVerbs() {}

    static boolean isOffline(CommandLineOptions line) {
        return line.has("--global") || hasRoot(line);
    }

    private static boolean hasRoot(CommandLineOptions line) {
        return !line.value("--root", "").isEmpty();
    }

    /**
     * Returns systemctl's message about a verb that needs a manager, or an empty string.
     *
     * @throws TestMistakeException if the fake cannot imitate what systemctl would do
     */
    static String mistake(String verb, CommandLineOptions line, int version) {
        String root = line.value("--root", "");
        if (hasRoot(line) && !root.equals("/")) {
            throw new TestMistakeException("the fake's systemctl supports only --root=/, not --root=" + root);
        }
        if (OFFLINE.contains(verb)) {
            return "";
        }
        if (hasRoot(line)) {
            return "Verb '" + verb + "' cannot be used with --root="
                    + (version < FIRST_WITH_IMAGE ? "." : " or --image=.");
        }
        if (!line.has("--global") || (GLOBAL_FILES.contains(verb) && version >= FIRST_WITH_GLOBAL_FILES)) {
            return "";
        }
        if (version < FIRST_TO_REFUSE_GLOBAL) {
            throw new TestMistakeException("before version " + FIRST_TO_REFUSE_GLOBAL + ", \"systemctl --global " + verb
                    + "\" talks to the manager of the calling user, which the fake does not imitate");
        }
        return "--global is not supported for this operation.";
    }
}
