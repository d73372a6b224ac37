package io.github.servicehandler.testing.internal.files;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.unit.UnitType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for unit names: completion as in systemctl, templates and instances. */
public final class UnitNameMangler {

    public static final int MAX_LENGTH = 255;

    private static final Pattern NEEDS_ESCAPING = Pattern.compile("[^A-Za-z0-9:_.\\\\@-]");

    private UnitNameMangler() {}

    /**
     * Adds a missing {@code .service} suffix. Rejects names that systemctl would escape or convert from a path: tests
     * should not rely on that.
     *
     * @throws TestMistakeException if the name is empty or has to be escaped
     */
    public static String complete(String name) {
        return complete(name, ".service");
    }

    /** Adds a missing suffix, like {@link #complete(String)}. */
    public static String complete(String name, String suffix) {
        if (name.isEmpty() || NEEDS_ESCAPING.matcher(name).find()) {
            throw new TestMistakeException("the fake cannot escape the unit name \"" + name
                    + "\"; only letters, digits and the characters : _ . \\ @ - are allowed: "
                    + "write the name as systemd-escape prints it");
        }
        return type(name).isPresent() ? name : name + suffix;
    }

    public static Optional<UnitType> type(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 1 ? Optional.empty() : UnitType.ofSuffix(name.substring(dot));
    }

    /** Returns whether a text is the full name of a unit; systemd ignores other texts in lists of units. */
    public static boolean isValid(String name) {
        return name.length() <= MAX_LENGTH
                && type(name).isPresent()
                && !name.startsWith("@")
                && !NEEDS_ESCAPING.matcher(name).find();
    }

    public static boolean isTemplate(String name) {
        return name.contains("@.");
    }

    public static boolean isInstance(String name) {
        return name.contains("@") && !isTemplate(name);
    }

    /**
     * Checks that a name can be that of a unit in memory.
     *
     * @throws BusError if it is the name of a template
     */
    public static void requireUnit(String name) throws BusError {
        if (isTemplate(name)) {
            throw new BusError("InvalidArgs", "Unit name " + name + " is neither a valid invocation ID nor unit name.");
        }
    }

    /** Returns {@code foo@.service} for {@code foo@bar.service}. */
    public static String template(String instance) {
        return instance.substring(0, instance.indexOf('@') + 1) + instance.substring(instance.lastIndexOf('.'));
    }

    /**
     * Returns the unit that a unit means by a name in its dependencies: for a template, the instance for its own
     * instance, or for its prefix if it is no instance itself.
     */
    public static String ofDependency(String name, String unit) {
        if (!isTemplate(name)) {
            return name;
        }
        String instance = isInstance(unit) ? instance(unit) : prefix(unit);
        return prefix(name) + "@" + instance + "." + suffix(name);
    }

    static String suffix(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * Returns the names in whose directories a unit's drop-ins are, most specific first: {@code a-b.service} and
     * {@code a-.service} for {@code a-b.service}; those of an instance include the names of its template.
     */
    static Set<String> dropInNames(String name) {
        Set<String> names = new LinkedHashSet<>(List.of(name));
        if (isInstance(name)) {
            names.addAll(dropInNames(template(name)));
        }
        int dash = prefix(name).lastIndexOf('-', prefix(name).length() - 2);
        if (dash >= 0) {
            String instance = isInstance(name) ? "@" + instance(name) : "";
            names.addAll(dropInNames(name.substring(0, dash + 1) + instance + "." + suffix(name)));
        }
        return names;
    }

    public static String stem(String name) {
        return name.substring(0, name.lastIndexOf('.'));
    }

    static String prefix(String unit) {
        return unit.contains("@") ? unit.substring(0, unit.indexOf('@')) : stem(unit);
    }

    static String instance(String unit) {
        return unit.contains("@") ? stem(unit).substring(unit.indexOf('@') + 1) : "";
    }
}
