package io.github.servicehandler.testing.internal.services;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.testing.internal.process.MachineInfo;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the standard streams of a service lead; see {@code StandardInput=} and the like in systemd.exec(5). Each is one
 * word, without the name or path that may follow it in the settings.
 *
 * @param isOutputMissing whether the directory of the file for standard output is missing
 */
public record StandardStreams(String input, String output, String error, boolean isOutputMissing) {

    private static final Set<String> INPUTS = Set.of("null", "tty", "tty-force", "tty-fail", "socket", "data");
    private static final Set<String> OUTPUTS =
            Set.of("inherit", "null", "tty", "journal", "kmsg", "journal+console", "kmsg+console", "socket");
    private static final Set<String> TO_FILE = Set.of("file", "append", "truncate");
    private static final Set<String> INPUTS_WITHOUT_OUTPUT = Set.of("null", "file", "data");

    /** The words that systemd treats as others since the journal replaced syslog. */
    private static final Map<String, String> REPLACED =
            Map.of("syslog", "journal", "syslog+console", "journal+console");

    static StandardStreams of(UnitSettings settings) {
        String input = settings.lastParsed("Service", "StandardInput", StandardStreams::parseInput)
                .orElse("null");
        String inherited = INPUTS_WITHOUT_OUTPUT.contains(input) ? "journal" : "inherit";
        String output = settings.lastParsed("Service", "StandardOutput", StandardStreams::parseOutput)
                .orElse(inherited);
        return new StandardStreams(
                input,
                output.equals("inherit") ? inherited : output,
                settings.lastParsed("Service", "StandardError", StandardStreams::parseOutput)
                        .orElse("inherit"),
                settings.lastParsed("Service", "StandardOutput", StandardStreams::parsePath)
                        .filter(MachineInfo::isMissing)
                        .isPresent());
    }

    /** Returns the path in a valid value; empty if it has none. */
    private static Optional<String> parsePath(String value) {
        return parseOutput(value).map(word -> TO_FILE.contains(word) ? value.substring(word.length() + 1) : "");
    }

    private static Optional<String> parseInput(String value) {
        return INPUTS.contains(value) ? Optional.of(value) : parseTarget(value, Set.of("file"));
    }

    private static Optional<String> parseOutput(String value) {
        String word = REPLACED.getOrDefault(value, value);
        return OUTPUTS.contains(word) ? Optional.of(word) : parseTarget(value, TO_FILE);
    }

    /** Parses a word that a name or path follows. */
    private static Optional<String> parseTarget(String value, Set<String> wordsWithPath) {
        int colon = value.indexOf(':');
        String word = colon < 0 ? value : value.substring(0, colon);
        String target = value.substring(colon + 1);
        boolean isValid = word.equals("fd")
                ? !target.contains(":")
                : colon > 0 && wordsWithPath.contains(word) && SettingValues.isNormalizedPath(target);
        return isValid ? Optional.of(word) : Optional.empty();
    }

    /**
     * Returns whether output goes to the journal.
     *
     * @param fromError whether it is written to standard error instead of standard output
     */
    boolean leadToJournal(boolean fromError) {
        String destination = fromError && !error.equals("inherit") ? error : output;
        return destination.startsWith("journal") || destination.equals("inherit");
    }
}
