package io.github.servicehandler.unit;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.internal.text.VisibleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings that all types of units have, for builders of their unit files.
 *
 * @param <B> the builder itself
 */
abstract class CommonFileBuilder<B extends CommonFileBuilder<B>> {

    private static final String UNIT = "Unit";
    private static final String INSTALL = "Install";
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final UnitType type;
    private final Map<String, List<Assignment>> sections = new LinkedHashMap<>();

    CommonFileBuilder(UnitType type) {
        this.type = type;
        List.of(UNIT, type.section(), INSTALL).forEach(section -> sections.put(section, new ArrayList<>()));
    }

    abstract B self();

    /**
     * Sets {@code Description=}: the readable name of the unit.
     *
     * @param description one line of text, without blanks at its ends
     * @return this builder
     * @throws IllegalArgumentException if it is not such a line
     */
    public B description(String description) {
        return replace(UNIT, "Description", UnitFileSyntax.literal(description));
    }

    /**
     * Adds to {@code After=}: units that start before this one. This determines only the order; it does not start them.
     *
     * @param units the names of the units; a name without a type is that of a service
     * @return this builder
     * @throws IllegalArgumentException if one of them is not a valid unit name
     */
    public B after(String... units) {
        return addUnits(UNIT, "After", units);
    }

    /**
     * Adds to {@code Before=}: units that start after this one. This determines only the order; it does not start them.
     *
     * @param units the names of the units; a name without a type is that of a service
     * @return this builder
     * @throws IllegalArgumentException if one of them is not a valid unit name
     */
    public B before(String... units) {
        return addUnits(UNIT, "Before", units);
    }

    /**
     * Adds to {@code Wants=}: units that start along with this one. Their failure does not affect this unit.
     *
     * @param units the names of the units; a name without a type is that of a service
     * @return this builder
     * @throws IllegalArgumentException if one of them is not a valid unit name
     */
    public B wants(String... units) {
        return addUnits(UNIT, "Wants", units);
    }

    /**
     * Adds to {@code Requires=}: units that start along with this one. If one of them is stopped, this unit is stopped
     * too.
     *
     * @param units the names of the units; a name without a type is that of a service
     * @return this builder
     * @throws IllegalArgumentException if one of them is not a valid unit name
     */
    public B requires(String... units) {
        return addUnits(UNIT, "Requires", units);
    }

    /**
     * Adds to {@code WantedBy=}: the units that start this one once it is enabled. For a service of the system manager,
     * use {@code multi-user.target}. For a service of a user manager, use {@code default.target}: a user manager has no
     * {@code multi-user.target}, so the service would be enabled but never started. A unit of a user starts at boot
     * only if lingering is on for the user; see loginctl(1), {@code enable-linger}. Timers are usually wanted by
     * {@code timers.target}, sockets by {@code sockets.target}, and paths by {@code paths.target}; every manager has
     * these.
     *
     * @param units the names of the units; a name without a type is that of a service
     * @return this builder
     * @throws IllegalArgumentException if one of them is not a valid unit name
     */
    public B wantedBy(String... units) {
        return addUnits(INSTALL, "WantedBy", units);
    }

    /**
     * Adds any setting, exactly as it appears in the file. For a setting with a single value, the last one takes
     * effect. For a list, an empty value drops the values before it.
     *
     * @param section the section's name without brackets
     * @param key the setting's name
     * @param value the raw value, with systemd's quotes, escapes and specifiers
     * @return this builder
     * @throws IllegalArgumentException if a unit file cannot contain these texts
     */
    public B set(String section, String key, String value) {
        return add(section, key, value);
    }

    /**
     * Builds the unit file. The builder can be used again afterwards.
     *
     * @return the unit file. It begins with the sections {@code Unit}, the one that is named after the type, and
     *     {@code Install}; empty sections are left out
     * @throws IllegalStateException if systemd would refuse the whole unit, as it does with a service that has nothing
     *     to run; the message has the reason. Use {@link #buildDropIn()} for a file that only adds to another
     */
    public UnitFile build() {
        UnitFileLayout layout = parsed();
        UnitRefusal.of(layout, type).ifPresent(reason -> {
            throw new IllegalStateException("systemd would refuse this " + type.suffix() + " unit: " + reason);
        });
        return new UnitFile(layout);
    }

    /**
     * Builds a drop-in: a file that adds to the settings of a unit file, and so need not be complete. The builder can
     * be used again afterwards.
     *
     * @return the drop-in, with the sections in the order of {@link #build()}
     */
    public UnitFile buildDropIn() {
        return new UnitFile(parsed());
    }

    private UnitFileLayout parsed() {
        Map<String, List<Assignment>> filled = new LinkedHashMap<>(sections);
        filled.values().removeIf(List::isEmpty);
        if (filled.isEmpty()) {
            filled.put(type.section(), List.of()); // an empty file would mask the unit
        }
        return new UnitFileParser(type).parse(UnitFileSyntax.text(filled));
    }

    /** Adds to a setting of the section that is named after the type. */
    final B addOwn(String key, String value) {
        return add(type.section(), key, value);
    }

    /** Sets a setting of the section that is named after the type. */
    final B replaceOwn(String key, String value) {
        return replace(type.section(), key, value);
    }

    final B replaceOwn(String key, boolean value) {
        return replaceOwn(key, value ? "yes" : "no");
    }

    final B replaceOwn(String key, Duration time) {
        return replaceOwn(key, span(key, time));
    }

    private B addUnits(String section, String key, String... units) {
        for (String unit : units) {
            add(section, key, UnitName.of(unit).toString());
        }
        return self();
    }

    private B replace(String section, String key, String value) {
        sections.getOrDefault(section, List.of()).removeIf(entry -> entry.key().equals(key));
        return add(section, key, value);
    }

    private B add(String section, String key, String value) {
        UnitFileSyntax.header(section);
        UnitFileSyntax.assignment(key, value);
        sections.computeIfAbsent(section, name -> new ArrayList<>()).add(new Assignment(key, value));
        return self();
    }

    /** Returns the text for an absolute path without specifiers. */
    static String path(String what, String path) {
        if (!SettingValues.isNormalizedPath(path)) {
            throw new IllegalArgumentException(
                    "the " + what + " must be an absolute path without \"..\", but was " + VisibleText.quoted(path));
        }
        return UnitFileSyntax.literal(path);
    }

    static String span(String key, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(key + " must be from 0 to 36500 days, but was " + time);
        }
        return time.toNanosPart() == 0 ? time.toSeconds() + "s" : time.toNanos() / 1000 + "us";
    }
}
