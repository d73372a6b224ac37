package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.internal.settings.SettingValues;
import java.util.Map;

/** The options of systemctl that the fake supports, and the versions that know them. */
final class SystemctlOptions {

    private static final Map<String, String> FLAGS = Map.ofEntries(
            Map.entry("--user", "--user"),
            Map.entry("--system", "--system"),
            Map.entry("--global", "--global"),
            Map.entry("--no-ask-password", ""),
            Map.entry("--no-pager", ""),
            Map.entry("--full", "--full"),
            Map.entry("-l", "--full"),
            Map.entry("--no-warn", "--no-warn"),
            Map.entry("--quiet", "--quiet"),
            Map.entry("-q", "--quiet"),
            Map.entry("--all", "--all"),
            Map.entry("-a", "--all"),
            Map.entry("--failed", "--failed"),
            Map.entry("--plain", "--plain"),
            Map.entry("--no-legend", "--no-legend"),
            Map.entry("--no-block", "--no-block"),
            Map.entry("--fail", "--fail"),
            Map.entry("--no-reload", "--no-reload"),
            Map.entry("--now", "--now"),
            Map.entry("--runtime", "--runtime"),
            Map.entry("--force", "--force"),
            Map.entry("-f", "--force"),
            Map.entry("--value", "--value"),
            Map.entry("--recursive", ""),
            Map.entry("-r", ""),
            Map.entry("--no-wall", ""),
            Map.entry("--after", "--after"),
            Map.entry("--before", "--before"),
            Map.entry("--reverse", "--reverse"),
            Map.entry("--with-dependencies", "--with-dependencies"),
            Map.entry("--show-types", "--show-types"),
            Map.entry("--show-transaction", "--show-transaction"),
            Map.entry("-T", "--show-transaction"),
            Map.entry("--wait", "--wait"),
            Map.entry("--dry-run", "--dry-run"),
            Map.entry("--stdin", "--stdin"),
            Map.entry("--marked", "--marked"),
            Map.entry("--version", "--version"));

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("--property", "--property"),
            Map.entry("-p", "--property"),
            Map.entry("--type", "--type"),
            Map.entry("-t", "--type"),
            Map.entry("--state", "--state"),
            Map.entry("--output", "--output"),
            Map.entry("-o", "--output"),
            Map.entry("--timestamp", "--timestamp"),
            Map.entry("--signal", "--signal"),
            Map.entry("-s", "--signal"),
            Map.entry("--kill-who", "--kill-whom"),
            Map.entry("--kill-whom", "--kill-whom"),
            Map.entry("--job-mode", "--job-mode"),
            Map.entry("--what", "--what"),
            Map.entry("-P", "-P"),
            Map.entry("--legend", "--legend"),
            Map.entry("--root", "--root"),
            Map.entry("--preset-mode", "--preset-mode"),
            Map.entry("--drop-in", "--drop-in"),
            Map.entry("--message", ""),
            Map.entry("--check-inhibitors", ""),
            Map.entry("--lines", "--lines"),
            Map.entry("-n", "--lines"));

    private static final Map<String, Integer> FIRST_VERSIONS = Map.of(
            "--kill-whom", 252,
            "--legend", 248,
            "--check-inhibitors", 248,
            "--marked", 248,
            "--drop-in", 253,
            "--stdin", 256);

    private SystemctlOptions() {}

    static CommandLineOptions parse(Command command) {
        return CommandLineOptions.parse(command.argv(), FLAGS, VALUES);
    }

    /** Returns systemctl's message about a mistake in the options, or an empty string. */
    static String mistake(Command command, CommandLineOptions line, int version) {
        for (String word : command.argv()) {
            String option = word.startsWith("--") ? word.replaceFirst("=.*", "") : "";
            if (FIRST_VERSIONS.getOrDefault(option, 0) > version) {
                return "systemctl: unrecognized option '" + word + "'";
            }
        }
        return incompatible(line, version);
    }

    private static String incompatible(CommandLineOptions line, int version) {
        String legend = line.value("--legend", "no");
        if (SettingValues.parseBoolean(legend).isEmpty()) {
            return version >= 262
                    ? "Failed to parse boolean argument to '--legend': " + legend
                    : "Failed to parse boolean argument to --legend: " + legend + ".";
        }
        String lines = line.value("--lines", "0");
        if (!lines.matches("[0-9]{1,9}")) {
            return "Failed to parse lines '" + lines + "'";
        }
        if (line.has("--marked") && !line.words().contains("reload-or-restart")) {
            return "--marked may only be used with 'reload-or-restart'.";
        }
        if (line.has("--wait") && line.has("--no-block")) {
            return "--wait may not be combined with --no-block.";
        }
        return "";
    }
}
