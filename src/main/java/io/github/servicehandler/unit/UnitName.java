package io.github.servicehandler.unit;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Is the name of a unit, checked and complete: {@code MyBot.service}, {@code getty@tty1.service}, {@code foo@.service}.
 *
 * <p>Names are checked more strictly than systemctl does, which escapes what it does not like and then acts on a unit that
 * nobody meant. To make a name out of arbitrary text, {@linkplain #escape(String) escape} the text first:
 *
 * <pre>{@code
 * UnitName.of("MyBot");                                              // MyBot.service
 * UnitName.of("bot@.service").withInstance(UnitName.escape("a b"));  // bot@a\x20b.service
 * }</pre>
 *
 * <p>Immutable and thread-safe. Two names are equal when their full texts are. See systemd.unit(5) and systemd-escape(1).
 */
public final class UnitName implements Comparable<UnitName> {

    private static final int MAX_LENGTH = 255;
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9:_.\\\\@-]+");
    private static final Pattern ROOT = Pattern.compile("-\\.(slice|mount)");
    private static final String BUS_PATH = "/org/freedesktop/systemd1/unit/";

    private final String name;
    private final UnitType type;

    private UnitName(String name, UnitType type) {
        this.name = name;
        this.type = type;
    }

    /**
     * Checks a name, and completes it with {@code .service} if it has no dot.
     *
     * @param name 1 to 255 characters of {@code A-Z a-z 0-9 : _ . \ @ -}, not beginning with a dot, a dash or {@code @}
     *     (systemd's own {@code -.slice} and {@code -.mount} excepted), and with a dot only if it ends in a unit type
     * @return the name
     * @throws IllegalArgumentException if it is not such a name; the message quotes it and says what is allowed
     */
    public static UnitName of(String name) {
        String full = Objects.requireNonNull(name, "name").indexOf('.') < 0 ? name + UnitType.SERVICE.suffix() : name;
        check(name.isEmpty(), name, "is empty");
        check(
                !ALLOWED.matcher(name).matches(),
                name,
                "has characters other than A-Z a-z 0-9 : _ . \\ @ -"
                        + " (UnitName.escape makes a name's part out of any text)");
        check(full.length() > MAX_LENGTH, name, "is longer than 255 characters");
        check("-.@".indexOf(name.charAt(0)) >= 0 && !ROOT.matcher(name).matches(), name, "begins with '-', '.' or '@'");
        return new UnitName(full, typeOf(full));
    }

    private static UnitType typeOf(String name) {
        return UnitType.ofSuffix(name.substring(name.lastIndexOf('.')))
                .orElseThrow(() -> invalid(
                        name,
                        "does not end in a unit type (.service, .socket, .target, .device, .mount, .automount, .swap, .timer,"
                                + " .path, .slice, .scope); for a service write " + Text.quoted(name + ".service")));
    }

    private static void check(boolean bad, String name, String problem) {
        if (bad) {
            throw invalid(name, problem);
        }
    }

    private static IllegalArgumentException invalid(String name, String problem) {
        return new IllegalArgumentException("unit name " + Text.quoted(name) + " " + problem);
    }

    /**
     * Returns the type that the name ends in.
     *
     * @return the type
     */
    public UnitType type() {
        return type;
    }

    /**
     * Returns the name without its type.
     *
     * @return {@code foo@1} of {@code foo@1.service}
     */
    public String stem() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /**
     * Returns the name up to its first {@code @}, or the {@linkplain #stem() stem} if there is none.
     *
     * @return {@code foo} of {@code foo@1.service}; never empty
     */
    public String prefix() {
        String stem = stem();
        int at = stem.indexOf('@');
        return at < 0 ? stem : stem.substring(0, at);
    }

    /**
     * Returns what the name says after its first {@code @}, as it stands there: {@link #unescape(String)} decodes it.
     *
     * @return {@code 1} of {@code foo@1.service}; empty for a template or a plain name
     */
    public Optional<String> instance() {
        String stem = stem();
        return isInstance() ? Optional.of(stem.substring(stem.indexOf('@') + 1)) : Optional.empty();
    }

    /**
     * Tells whether this names a template, from which instances are made.
     *
     * @return whether it is of the form {@code foo@.service}
     */
    public boolean isTemplate() {
        return hasAt() && stem().indexOf('@') == stem().length() - 1;
    }

    /**
     * Tells whether this names an instance of a template.
     *
     * @return whether it is of the form {@code foo@1.service}
     */
    public boolean isInstance() {
        return hasAt() && !isTemplate();
    }

    private boolean hasAt() {
        return name.indexOf('@') >= 0;
    }

    /**
     * Returns the name of the template that this instance is made from.
     *
     * @return {@code foo@.service} of {@code foo@1.service} and of itself
     * @throws IllegalStateException if the name has no {@code @}
     */
    public UnitName template() {
        return ofInstance("");
    }

    /**
     * Returns the name of another instance of the same template.
     *
     * @param instance what to put after the {@code @}, already {@linkplain #escape(String) escaped}; not empty
     * @return {@code foo@x.service} of {@code foo@.service} or {@code foo@1.service}
     * @throws IllegalStateException if this name has no {@code @}
     * @throws IllegalArgumentException if the instance is empty, has characters that a name must not have, or makes the name
     *     too long
     */
    public UnitName withInstance(String instance) {
        if (instance.isEmpty()) {
            throw new IllegalArgumentException("an instance of " + name + " needs a text after the @");
        }
        return ofInstance(instance);
    }

    private UnitName ofInstance(String instance) {
        if (!hasAt()) {
            throw new IllegalStateException(name + " has no @, so it is no template and has no instances");
        }
        return of(prefix() + "@" + instance + type.suffix());
    }

    /**
     * Returns the path of the unit's object on the bus.
     *
     * @return the path, such as {@code /org/freedesktop/systemd1/unit/bot_2eservice}; see org.freedesktop.systemd1(5)
     */
    public String busPath() {
        return BUS_PATH + Escaping.busLabel(name);
    }

    /**
     * Makes a part of a name out of any text, as {@code systemd-escape} does: {@code /} becomes {@code -}, and what a name must
     * not have becomes {@code \xNN}, byte by byte of its UTF-8.
     *
     * @param text any text but with neither NUL characters nor unpaired surrogates; may be empty
     * @return the escaped text
     * @throws IllegalArgumentException if it has such characters
     */
    public static String escape(String text) {
        return Escaping.escape(text);
    }

    /**
     * Undoes {@link #escape(String)}, as {@code systemd-escape --unescape} does.
     *
     * @param escaped a name's part
     * @return the text
     * @throws IllegalArgumentException if a backslash begins no {@code \xNN}, or the bytes are not UTF-8 or have a NUL among them
     */
    public static String unescape(String escaped) {
        return Escaping.unescape(escaped);
    }

    /**
     * Makes a part of a name out of a path, as {@code systemd-escape --path} does: {@code /var//lib/} becomes {@code var-lib}.
     *
     * @param path a path without {@code ..}; a leading slash makes no difference
     * @return the escaped path; {@code -} for the root directory
     * @throws IllegalArgumentException if it is not a path or has {@code ..} in it
     */
    public static String escapePath(String path) {
        return Escaping.escapePath(path);
    }

    /**
     * Undoes {@link #escapePath(String)}, as {@code systemd-escape --unescape --path} does.
     *
     * @param escaped a name's part
     * @return the absolute path
     * @throws IllegalArgumentException if it is empty, cannot be unescaped, or the path were not a normal one
     */
    public static String unescapePath(String escaped) {
        return Escaping.unescapePath(escaped);
    }

    /** Compares the full texts. */
    @Override
    public int compareTo(UnitName other) {
        return name.compareTo(other.name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnitName that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(name);
    }

    /** Returns the full name, such as {@code MyBot.service}. */
    @Override
    public String toString() {
        return name;
    }
}
