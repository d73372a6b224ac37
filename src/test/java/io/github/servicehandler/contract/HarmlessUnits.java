package io.github.servicehandler.contract;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rewriter of other people's unit files, which makes them fit for a comparison on a machine that lacks the rest of
 * the package. It keeps the text as it is, with these exceptions:
 *
 * <ul>
 *   <li>The units get names that start with {@code case-}, in settings that name them too.
 *   <li>Programs are replaced by programs of {@link Backend}'s vocabulary that suit the type of the service. Their
 *       arguments stay.
 *   <li>Settings that need the package's users, files and devices, or that act on the whole machine, are removed.
 *   <li>Specifiers for the names and versions of the machine are replaced by a word, because the machine of the fake
 *       has other ones.
 *   <li>Times are shortened, so that the units come to rest soon.
 * </ul>
 */
final class HarmlessUnits {

    private static final String PREFIX = "case-";

    private static final Pattern ASSIGNMENT =
            Pattern.compile("^([A-Za-z0-9]+)([ \\t]*=[ \\t]*)((?:.*\\\\\\n)*.*)\\n", Pattern.MULTILINE);

    /** A program at the beginning of a command line or after a semicolon; or quoted text, which may contain both. */
    private static final Pattern PROGRAM = Pattern.compile("(^|\\s;\\s+)([-@:+!|]*)(\"[^\"]*\"|'[^']*'|[^\\s\"']+)"
            + "|\"(?:\\\\[\\s\\S]|[^\"\\\\])*\"|'(?:\\\\[\\s\\S]|[^'\\\\])*'");

    private static final Pattern TYPE = Pattern.compile("(?m)^Type[ \\t]*=[ \\t]*(\\S+)");
    private static final Pattern UNIT = Pattern.compile("[^\\s@]+(@\\S*)?\\.[a-z]+");
    private static final Pattern HARDWARE = Pattern.compile("\\S+\\.(device|mount|automount|swap)");

    private static final Pattern REMOVED = Pattern.compile(
            // users, files and devices that are not here
            "User|Group|SupplementaryGroups|SocketUser|SocketGroup|PIDFile|BusName|AppArmorProfile"
                    + "|(ReadWrite|ReadOnly|Inaccessible|Bind|BindReadOnly|Exec|NoExec)(Paths|Directories)"
                    + "|Root(Directory|Image)|TTY\\w*|Standard(Input|Output|Error)"
                    // the machine of a testbed is a container, the one of the fake is not
                    + "|Condition(Virtualization|Security)"
                    // actions on the whole machine
                    + "|(Failure|Success|StartLimit|JobTimeout)Action|RebootArgument"
                    // times and their limits
                    + "|RestartSec|StartLimit(Interval|IntervalSec|Burst)|Timeout\\w*|JobTimeout\\w*|WatchdogSec");
    private static final Pattern NAMES_UNITS =
            Pattern.compile("After|Before|Wants|Requires|Requisite|BindsTo|PartOf|Upholds|Conflicts|On(Failure|Success)"
                    + "|Propagates\\w+|ReloadPropagatedFrom|StopPropagatedFrom|JoinsNamespaceOf"
                    + "|WantedBy|RequiredBy|UpheldBy|Also|Unit|Service|Sockets|Slice");

    private static final Pattern SPECIFIER = Pattern.compile("%(.)");
    private static final String SPECIFIERS_OF_THE_MACHINE = "HlqvmbaowWABM";

    private static final String FOREVER = "/bin/sh -c 'exec sleep 1000'";
    private static final String NOTIFYING = "/bin/sh -c 'systemd-notify --ready; exec sleep 1000'";
    private static final String FORKING = "/bin/sh -c 'sleep 1000 & exit 0'";
    private static final String ENDING = "/bin/true";

    private static final String COMING_TO_REST = "\n[Unit]\nStartLimitIntervalSec=1000\nStartLimitBurst=40\n";
    private static final String STOPPING_SOON = "[Service]\nRestartSec=10ms\nTimeoutStopSec=1s\n";

    private final Set<String> names;
    private final Set<String> services;

    /**
     * Creates a rewriter.
     *
     * @param names the names of the units that are renamed
     * @param services services of this machine that the fake lacks; the units get no dependencies on them
     */
    HarmlessUnits(Set<String> names, Set<String> services) {
        this.names = Set.copyOf(names);
        this.services = Set.copyOf(services);
    }

    /** Returns the name that a unit gets. */
    static String ownName(String unit) {
        return PREFIX + unit;
    }

    /** Returns the text of a unit file with its harmless replacements. */
    String rewritten(String unit, String text) {
        String type = typeOf(text);
        String changed = ASSIGNMENT
                .matcher(text.endsWith("\n") ? text : text + "\n")
                .replaceAll(assignment -> Matcher.quoteReplacement(rewritten(assignment, type)));
        return changed + COMING_TO_REST + (unit.endsWith(".service") ? STOPPING_SOON + notifyAccess(type) : "");
    }

    private static String typeOf(String text) {
        Matcher type = TYPE.matcher(text);
        String last = "simple";
        while (type.find()) {
            last = type.group(1);
        }
        return last;
    }

    private static String notifyAccess(String type) {
        return program(type).equals(NOTIFYING) ? "NotifyAccess=all\n" : "";
    }

    private String rewritten(MatchResult assignment, String type) {
        String key = assignment.group(1);
        String value = withoutNamesOfTheMachine(assignment.group(3));
        if (REMOVED.matcher(key).matches()) {
            return "";
        }
        return key + assignment.group(2) + rewritten(key, value, type) + "\n";
    }

    private static String withoutNamesOfTheMachine(String value) {
        return SPECIFIER
                .matcher(value)
                .replaceAll(found -> Matcher.quoteReplacement(
                        SPECIFIERS_OF_THE_MACHINE.contains(found.group(1)) ? "machine" : found.group()));
    }

    private String rewritten(String key, String value, String type) {
        if (NAMES_UNITS.matcher(key).matches()) {
            return renamed(HARDWARE.matcher(value).replaceAll(""));
        }
        return switch (key) {
            case "Type" -> value.equals("dbus") ? "notify" : value;
            case "Alias" -> UNIT.matcher(value).replaceAll(PREFIX + "$0");
            // a process that outlives its service would keep it in memory until the next script
            case "KillMode" -> value.equals("none") ? "control-group" : value;
            case "WorkingDirectory" -> "/";
            case "EnvironmentFile" -> value.replaceFirst("/.*", "/dev/null");
            case "ExecStart" -> withProgram(value, program(type));
            case "ExecStartPre", "ExecStartPost", "ExecCondition", "ExecReload", "ExecStop", "ExecStopPost" ->
                withProgram(value, ENDING);
            case "ListenStream", "ListenDatagram", "ListenSequentialPacket" ->
                value.startsWith("/") ? value : "@case-" + value.replaceAll("\\W", "-");
            default -> value;
        };
    }

    private static String program(String type) {
        return switch (type) {
            case "oneshot" -> ENDING;
            case "forking" -> FORKING;
            case "notify", "dbus" -> NOTIFYING;
            default -> FOREVER;
        };
    }

    /**
     * Replaces the program of a command line, or of several separated by semicolons. Arguments stay; after the prefix
     * {@code @}, the name of the process becomes the first of them.
     */
    private static String withProgram(String commandLine, String program) {
        return PROGRAM.matcher(commandLine)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(3) == null
                                ? found.group()
                                : found.group(1) + found.group(2).replace("@", "") + program));
    }

    private String renamed(String value) {
        return UNIT.matcher(value).replaceAll(unit -> Matcher.quoteReplacement(renamedUnit(unit.group())));
    }

    private String renamedUnit(String unit) {
        if (services.contains(unit)) {
            return "";
        }
        return isRenamed(unit) ? ownName(unit) : unit;
    }

    private boolean isRenamed(String unit) {
        String template = unit.replaceFirst("@.*(?=\\.[a-z]+$)", "@");
        return names.contains(unit) || names.contains(template);
    }
}
