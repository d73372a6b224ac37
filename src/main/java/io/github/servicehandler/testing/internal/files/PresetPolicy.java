package io.github.servicehandler.testing.internal.files;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules of the preset files, which decide whether {@code preset} enables a unit; see systemd.preset(5). */
public final class PresetPolicy {

    /** The decision for a unit. */
    public enum Decision {
        ENABLED,
        DISABLED,
        IGNORED;

        /** Returns the decision as systemctl prints it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int FIRST_WITH_IGNORE = 253;
    private static final Pattern RULE = Pattern.compile("(enable|disable|ignore)\\s+(\\S+)(?:\\s+(.*))?");
    private static final List<String> PARENTS =
            List.of("/etc/systemd/", "/run/systemd/", "/usr/local/lib/systemd/", "/usr/lib/systemd/");

    private final FileTree files;
    private final ManagerScope scope;
    private final int version;

    public PresetPolicy(UnitFileLookup unitFiles, ManagerScope scope) {
        this.files = unitFiles.files();
        this.scope = scope;
        this.version = unitFiles.version();
    }

    /** Returns what the first matching rule says; without a rule, the unit is enabled. */
    public Decision decide(String unit) {
        return rule(unit).map(PresetRule::decision).orElse(Decision.ENABLED);
    }

    /** Returns the instances that the rule for a template names; empty if it names none. */
    public List<String> instances(String template) {
        return rule(template).map(PresetRule::instances).orElse(List.of());
    }

    /**
     * A line of a preset file.
     *
     * @param instances the instances of a template to which the rule is limited; empty for no limit
     */
    private record PresetRule(Decision decision, String pattern, List<String> instances) {

        static Optional<PresetRule> of(String line) {
            Matcher matcher = RULE.matcher(line);
            return matcher.matches()
                    ? Optional.of(new PresetRule(decision(matcher.group(1)), matcher.group(2), words(matcher.group(3))))
                    : Optional.empty();
        }

        private static Decision decision(String word) {
            return switch (word) {
                case "enable" -> Decision.ENABLED;
                case "ignore" -> Decision.IGNORED;
                default -> Decision.DISABLED;
            };
        }

        private static List<String> words(@Nullable String text) {
            return text == null ? List.of() : List.of(text.strip().split("\\s+", -1));
        }

        /** Returns whether the rule is for a unit; a rule with instances is also for these instances. */
        boolean isFor(String unit) {
            return ShellGlob.of(pattern).matches(unit)
                    || (UnitNameMangler.isInstance(unit)
                            && pattern.equals(UnitNameMangler.template(unit))
                            && instances.contains(UnitNameMangler.instance(unit)));
        }
    }

    private Optional<PresetRule> rule(String unit) {
        return lines().flatMap(line -> PresetRule.of(line).stream())
                .filter(rule -> rule.decision() != Decision.IGNORED || version >= FIRST_WITH_IGNORE)
                .filter(rule -> rule.isFor(unit))
                .findFirst();
    }

    /** Returns the lines of all preset files, sorted by the file's name; the first directory with a name counts. */
    private Stream<String> lines() {
        String kind = scope == ManagerScope.SYSTEM ? "system-preset" : "user-preset";
        Map<String, FileTree.Node> byName = new TreeMap<>();
        for (String parent : PARENTS) {
            files.below(parent + kind).forEach(byName::putIfAbsent);
        }
        return byName.entrySet().stream()
                .filter(file ->
                        file.getKey().endsWith(".preset") && !file.getValue().isLink())
                .flatMap(file -> file.getValue().text().lines())
                .map(String::strip);
    }
}
