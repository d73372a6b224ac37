package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builder for the unit file of a service.
 *
 * <p>All methods except {@link #set(String, String, String) set} take plain text, which they quote and escape for
 * systemd, including {@code %} and {@code $}. Use {@code set} for values that systemd should expand, such as {@code %i}
 * or {@code $HOME}. Methods described with "Adds" keep the earlier values of a setting; methods described with "Sets"
 * replace them. Not thread-safe.
 */
public final class UnitFileBuilder {

    private static final String UNIT = "Unit";
    private static final String SERVICE = "Service";
    private static final String INSTALL = "Install";
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    UnitFileBuilder() {
        List.of(UNIT, SERVICE, INSTALL).forEach(section -> sections.put(section, new ArrayList<>()));
    }

    /**
     * Sets {@code Description=}: the readable name of the service.
     *
     * @param description one line of text, without blanks at its ends
     * @return this builder
     * @throws IllegalArgumentException if it is not such a line
     */
    public UnitFileBuilder description(String description) {
        return replace(UNIT, "Description", literal(description));
    }

    /**
     * Adds to {@code After=}: units that start before this one. This determines only the order; it does not start them.
     *
     * @param units the names of the units; a name without a type is that of a service
     * @return this builder
     * @throws IllegalArgumentException if one of them is not a valid unit name
     */
    public UnitFileBuilder after(String... units) {
        return addUnits(UNIT, "After", units);
    }

    /**
     * Adds to {@code Wants=}: units that start along with this one. Their failure does not affect this unit.
     *
     * @param units the names of the units; a name without a type is that of a service
     * @return this builder
     * @throws IllegalArgumentException if one of them is not a valid unit name
     */
    public UnitFileBuilder wants(String... units) {
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
    public UnitFileBuilder requires(String... units) {
        return addUnits(UNIT, "Requires", units);
    }

    /**
     * Sets {@code Type=}: when the service counts as started. Systemd's default is {@link ServiceType#SIMPLE}.
     *
     * @param type the type
     * @return this builder
     */
    public UnitFileBuilder type(ServiceType type) {
        return replace(SERVICE, "Type", type.word());
    }

    /**
     * Adds an {@code ExecStart=}: the program to run. Only a {@link ServiceType#ONESHOT} service may have several.
     *
     * @param words the program and its arguments, each exactly as the process receives it; no shell reads them. The
     *     program is an absolute path, or a name that systemd looks up in its own search path
     * @return this builder
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged
     */
    public UnitFileBuilder execStart(String... words) {
        return addCommand("ExecStart", words);
    }

    /**
     * Adds an {@code ExecStartPre=}: a program that runs, and ends, before the service starts.
     *
     * @param words the program and its arguments, as for {@link #execStart(String...)}
     * @return this builder
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged
     */
    public UnitFileBuilder execStartPre(String... words) {
        return addCommand("ExecStartPre", words);
    }

    /**
     * Adds an {@code ExecStop=}: a program that stops the service. Systemd runs it before it sends a signal to the
     * service.
     *
     * @param words the program and its arguments, as for {@link #execStart(String...)}
     * @return this builder
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged
     */
    public UnitFileBuilder execStop(String... words) {
        return addCommand("ExecStop", words);
    }

    /**
     * Adds an {@code ExecReload=}: a program that makes the service reload its configuration.
     *
     * @param words the program and its arguments, as for {@link #execStart(String...)}
     * @return this builder
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged
     */
    public UnitFileBuilder execReload(String... words) {
        return addCommand("ExecReload", words);
    }

    /**
     * Sets {@code Restart=}: when systemd restarts the service. Systemd's default is {@link RestartPolicy#NO}.
     *
     * @param restart the condition for a restart
     * @return this builder
     */
    public UnitFileBuilder restart(RestartPolicy restart) {
        return replace(SERVICE, "Restart", restart.word());
    }

    /**
     * Sets {@code RestartSec=}: the time to wait before an automatic restart. Systemd's default is 100 ms.
     *
     * @param delay the time, at most 36,500 days; fractions of a microsecond are dropped
     * @return this builder
     * @throws IllegalArgumentException if the time is negative or longer than 36,500 days
     */
    public UnitFileBuilder restartSec(Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("delay must be from 0 to 36500 days, but was " + delay);
        }
        boolean whole = delay.toNanosPart() == 0;
        return replace(SERVICE, "RestartSec", whole ? delay.toSeconds() + "s" : delay.toNanos() / 1000 + "us");
    }

    /**
     * Adds an {@code Environment=}: a variable of the service's environment. Every user can read it, so it should not
     * contain secrets.
     *
     * @param name letters, digits and underscores, not beginning with a digit
     * @param value any text without control characters other than tabs and newlines
     * @return this builder
     * @throws IllegalArgumentException if systemd would ignore such a variable
     */
    public UnitFileBuilder environment(String name, String value) {
        return add(SERVICE, "Environment", WordQuoter.variable(name, value));
    }

    /**
     * Sets {@code WorkingDirectory=}. Systemd's default is {@code /} for system services and the home directory for
     * user services.
     *
     * @param directory an absolute path; the start fails with 200/CHDIR if there is no such directory
     * @return this builder
     * @throws IllegalArgumentException if the path is not absolute, has line breaks, or ends in a blank
     */
    public UnitFileBuilder workingDirectory(String directory) {
        if (!directory.startsWith("/")) {
            throw new IllegalArgumentException(
                    "the working directory must be an absolute path, but was " + VisibleText.quoted(directory));
        }
        return replace(SERVICE, "WorkingDirectory", literal(directory));
    }

    /**
     * Sets {@code User=}: the user that the service runs as. For system services only.
     *
     * @param user the user's name or number; the start fails with 217/USER if there is no such user
     * @return this builder
     * @throws IllegalArgumentException if it is not one line of text without blanks at its ends
     */
    public UnitFileBuilder user(String user) {
        return replace(SERVICE, "User", literal(user));
    }

    /**
     * Sets {@code RemainAfterExit=}: whether the service stays active after its processes have ended. Systemd's default
     * is {@code false}.
     *
     * @param remain {@code true} if it stays active
     * @return this builder
     */
    public UnitFileBuilder remainAfterExit(boolean remain) {
        return replace(SERVICE, "RemainAfterExit", remain ? "yes" : "no");
    }

    /**
     * Adds to {@code WantedBy=}: the units that start this service once it is enabled. For a service of the system
     * manager, use {@code multi-user.target}. For a service of a user manager, use {@code default.target}: a user
     * manager has no {@code multi-user.target}, so the service would be enabled but never started. A service of a user
     * starts at boot only if lingering is on for the user; see loginctl(1), {@code enable-linger}.
     *
     * @param units the names of the units; a name without a type is that of a service
     * @return this builder
     * @throws IllegalArgumentException if one of them is not a valid unit name
     */
    public UnitFileBuilder wantedBy(String... units) {
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
    public UnitFileBuilder set(String section, String key, String value) {
        return add(section, key, value);
    }

    /**
     * Builds the unit file. The builder can be used again afterwards.
     *
     * @return the unit file. It begins with the sections {@code Unit}, {@code Service} and {@code Install}; empty
     *     sections are left out
     */
    public UnitFile build() {
        List<String> parts = new ArrayList<>();
        sections.forEach((section, lines) -> {
            if (!lines.isEmpty()) {
                parts.add(UnitFileSyntax.header(section) + "\n" + String.join("", lines));
            }
        });
        return UnitFile.parse(String.join("\n", parts), UnitType.SERVICE);
    }

    private UnitFileBuilder addUnits(String section, String key, String... units) {
        for (String unit : units) {
            add(section, key, UnitName.of(unit).toString());
        }
        return this;
    }

    private UnitFileBuilder addCommand(String key, String... words) {
        return add(SERVICE, key, SettingWords.quote(List.of(words)));
    }

    private UnitFileBuilder replace(String section, String key, String value) {
        sections.getOrDefault(section, List.of()).removeIf(line -> line.startsWith(key + "="));
        return add(section, key, value);
    }

    private UnitFileBuilder add(String section, String key, String value) {
        String line = UnitFileSyntax.assignment(key, value) + "\n";
        UnitFileSyntax.header(section);
        sections.computeIfAbsent(section, name -> new ArrayList<>()).add(line);
        return this;
    }

    private static String literal(String text) {
        return UnitFileSyntax.checkValue(text).replace("%", "%%");
    }
}
