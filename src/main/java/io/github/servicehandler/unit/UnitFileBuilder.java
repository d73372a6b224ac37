package io.github.servicehandler.unit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a service's unit file.
 *
 * <p>All methods but {@link #set(String, String, String) set} take plain text and quote and escape it for systemd, {@code %} and
 * {@code $} included; for what systemd should expand, such as {@code %i} or {@code $HOME}, use {@code set}. What can be said
 * several times adds to what was said before; the rest replaces it. Not thread-safe.
 */
public final class UnitFileBuilder {

    private static final String UNIT = "Unit";
    private static final String SERVICE = "Service";
    private static final String INSTALL = "Install";
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Map<String, List<UnitFile.Entry>> sections = new LinkedHashMap<>();

    UnitFileBuilder() {
        List.of(UNIT, SERVICE, INSTALL).forEach(section -> sections.put(section, new ArrayList<>()));
    }

    /**
     * Sets {@code Description=}: the name of the service for people.
     *
     * @param description one line of text
     * @return this builder
     * @throws IllegalArgumentException if it is not one line
     */
    public UnitFileBuilder description(String description) {
        return replace(UNIT, "Description", literal(description));
    }

    /**
     * Adds to {@code After=}: units to start before this one. Says nothing about whether they are started at all.
     *
     * @param units their names; without a type they are services
     * @return this builder
     * @throws IllegalArgumentException if one is not a unit name
     */
    public UnitFileBuilder after(String... units) {
        return addUnits(UNIT, "After", units);
    }

    /**
     * Adds to {@code Wants=}: units to start along with this one, which does not mind if they fail.
     *
     * @param units their names; without a type they are services
     * @return this builder
     * @throws IllegalArgumentException if one is not a unit name
     */
    public UnitFileBuilder wants(String... units) {
        return addUnits(UNIT, "Wants", units);
    }

    /**
     * Adds to {@code Requires=}: units to start along with this one, which is stopped when they are.
     *
     * @param units their names; without a type they are services
     * @return this builder
     * @throws IllegalArgumentException if one is not a unit name
     */
    public UnitFileBuilder requires(String... units) {
        return addUnits(UNIT, "Requires", units);
    }

    /**
     * Sets {@code Type=}: when the service counts as started. Without it, systemd takes {@link ServiceType#SIMPLE}.
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
     * @param words the program, an absolute path or a name to look up in systemd's own path, and its arguments, each as the
     *     process is to get it; no shell reads them
     * @return this builder
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged
     */
    public UnitFileBuilder execStart(String... words) {
        return addCommand("ExecStart", words);
    }

    /**
     * Adds an {@code ExecStartPre=}: a program to run, and wait for, before the start.
     *
     * @param words the program and its arguments, as for {@link #execStart(String...)}
     * @return this builder
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged
     */
    public UnitFileBuilder execStartPre(String... words) {
        return addCommand("ExecStartPre", words);
    }

    /**
     * Adds an {@code ExecStop=}: a program to run when the service is to stop, before it is sent a signal.
     *
     * @param words the program and its arguments, as for {@link #execStart(String...)}
     * @return this builder
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged
     */
    public UnitFileBuilder execStop(String... words) {
        return addCommand("ExecStop", words);
    }

    /**
     * Adds an {@code ExecReload=}: a program to run when the service is to reload its configuration.
     *
     * @param words the program and its arguments, as for {@link #execStart(String...)}
     * @return this builder
     * @throws IllegalArgumentException if systemd could not pass on these words unchanged
     */
    public UnitFileBuilder execReload(String... words) {
        return addCommand("ExecReload", words);
    }

    /**
     * Sets {@code Restart=}: when to start the service again. Without it, systemd takes {@link RestartPolicy#NO}.
     *
     * @param restart when
     * @return this builder
     */
    public UnitFileBuilder restart(RestartPolicy restart) {
        return replace(SERVICE, "Restart", restart.word());
    }

    /**
     * Sets {@code RestartSec=}: how long to wait before an automatic restart. Without it, systemd takes 100 ms.
     *
     * @param delay the time, at most a hundred years; anything finer than a microsecond is dropped
     * @return this builder
     * @throws IllegalArgumentException if it is negative or longer
     */
    public UnitFileBuilder restartSec(Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the delay must be from 0 to a hundred years, not " + delay);
        }
        boolean whole = delay.toNanosPart() == 0;
        return replace(SERVICE, "RestartSec", whole ? delay.toSeconds() + "s" : delay.toNanos() / 1000 + "us");
    }

    /**
     * Adds an {@code Environment=}: a variable of the service's environment. Everybody can read it; it is no place for secrets.
     *
     * @param name letters, digits and underscores, not beginning with a digit
     * @param value any text but with no control characters other than tabs and newlines
     * @return this builder
     * @throws IllegalArgumentException if systemd would ignore such a variable
     */
    public UnitFileBuilder environment(String name, String value) {
        return add(SERVICE, "Environment", WordQuoter.variable(name, value));
    }

    /**
     * Sets {@code WorkingDirectory=}. Without it, it is {@code /} for system services and the home directory for user services.
     *
     * @param directory an absolute path; the start fails with 200/CHDIR if there is no such directory
     * @return this builder
     * @throws IllegalArgumentException if the path is not absolute or has line breaks
     */
    public UnitFileBuilder workingDirectory(String directory) {
        if (!directory.startsWith("/")) {
            throw new IllegalArgumentException(
                    "the working directory must be an absolute path, not " + Text.quoted(directory));
        }
        return replace(SERVICE, "WorkingDirectory", literal(directory));
    }

    /**
     * Sets {@code User=}: who the service runs as. For system services only.
     *
     * @param user the user's name or number; the start fails with 217/USER if there is none
     * @return this builder
     * @throws IllegalArgumentException if it is not one line of text
     */
    public UnitFileBuilder user(String user) {
        return replace(SERVICE, "User", literal(user));
    }

    /**
     * Sets {@code RemainAfterExit=}: whether the service stays active when its processes have ended. Without it, it does not.
     *
     * @param remain whether it does
     * @return this builder
     */
    public UnitFileBuilder remainAfterExit(boolean remain) {
        return replace(SERVICE, "RemainAfterExit", remain ? "yes" : "no");
    }

    /**
     * Adds to {@code WantedBy=}: what starts the service once it is enabled. For a service of the system manager that is
     * {@code multi-user.target}. For one of the user manager it must be {@code default.target}: there is no
     * {@code multi-user.target}, and with that the service would be enabled and yet never start by itself. At boot it does so
     * only if lingering is on for the user: see loginctl(1), {@code enable-linger}.
     *
     * @param units their names; without a type they are services
     * @return this builder
     * @throws IllegalArgumentException if one is not a unit name
     */
    public UnitFileBuilder wantedBy(String... units) {
        return addUnits(INSTALL, "WantedBy", units);
    }

    /**
     * Adds any setting, as it is to stand in the file. For a setting with a single value the last one counts; for a list an
     * empty value drops what was added before.
     *
     * @param section the section's name without brackets
     * @param key the setting's name
     * @param value the raw value, with systemd's quotes, escapes and specifiers
     * @return this builder
     * @throws IllegalArgumentException if the format cannot hold these texts
     */
    public UnitFileBuilder set(String section, String key, String value) {
        return add(checkSection(section), checkKey(key), checkValue(value));
    }

    /**
     * Builds the unit file. This builder can go on and build more.
     *
     * @return the unit file with the sections {@code Unit}, {@code Service} and {@code Install} first, as far as there is
     *     something in them
     */
    public UnitFile build() {
        Map<String, List<UnitFile.Entry>> filled = new LinkedHashMap<>(sections);
        filled.values().removeIf(List::isEmpty);
        return new UnitFile(filled, List.of());
    }

    private UnitFileBuilder addUnits(String section, String key, String... units) {
        for (String unit : units) {
            add(section, key, UnitName.of(unit).toString());
        }
        return this;
    }

    private UnitFileBuilder addCommand(String key, String... words) {
        return add(SERVICE, key, ExecWords.quote(List.of(words)));
    }

    private UnitFileBuilder replace(String section, String key, String value) {
        sections.getOrDefault(section, List.of()).removeIf(entry -> entry.key().equals(key));
        return add(section, key, value);
    }

    private UnitFileBuilder add(String section, String key, String value) {
        if (key.length() + value.getBytes(StandardCharsets.UTF_8).length >= UnitLines.LIMIT - 2) {
            throw new IllegalArgumentException(
                    "a unit file cannot hold a line of 1 MiB, as this of " + key + " would be");
        }
        sections.computeIfAbsent(section, name -> new ArrayList<>()).add(new UnitFile.Entry(key, value));
        return this;
    }

    private static String literal(String text) {
        return checkValue(text).replace("%", "%%");
    }

    private static String checkValue(String value) {
        return checkLine("value", value, true);
    }

    private static String checkSection(String section) {
        return checkLine("section", section, !section.isEmpty() && Text.isSafe(section));
    }

    private static String checkKey(String key) {
        boolean letters = !key.isEmpty() && "#;[".indexOf(key.charAt(0)) < 0 && key.indexOf('=') < 0;
        return checkLine("key", key, letters);
    }

    private static String checkLine(String what, String text, boolean good) {
        boolean oneLine = text.chars().noneMatch(c -> c == '\n' || c == '\r' || c == '\0');
        if (!good || !oneLine || !Text.strip(text).equals(text) || !Text.isUnicode(text)) {
            throw new IllegalArgumentException("a unit file cannot hold the " + what + " " + Text.quoted(text)
                    + ": it must be one line of Unicode text with no blanks at its ends"
                    + (what.equals("value") ? "" : ", a section without quotes, a key without '=', '#', ';' or '['"));
        }
        return text;
    }
}
