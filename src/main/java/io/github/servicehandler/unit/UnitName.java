package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a unit, valid and complete, such as {@code MyBot.service}, {@code getty@tty1.service} or
 * {@code foo@.service}.
 *
 * <p>Names are checked more strictly than by systemctl, which escapes invalid characters and then acts on a unit that
 * the caller did not mean. To make a name from arbitrary text, {@linkplain #escape(String) escape} the text first:
 *
 * <pre>{@code
 * UnitName.of("MyBot");                                              // MyBot.service
 * UnitName.of("bot@.service").withInstance(UnitName.escape("a b"));  // bot@a\x20b.service
 * }</pre>
 *
 * <p>Immutable and thread-safe. Two names are equal if their full texts are. See systemd.unit(5) and systemd-escape(1).
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
     * Checks a name, and appends {@code .service} if it has no dot.
     *
     * @param name the name, which consists of the characters {@code A-Z a-z 0-9 : _ . \ @ -}. It must not be empty, and
     *     not be longer than 255 characters, including the type. It must not begin with a dot, a dash or {@code @},
     *     except for systemd's own {@code -.slice} and {@code -.mount}. A name with a dot must end in a unit type
     * @return the name
     * @throws IllegalArgumentException if it is not such a name; the message quotes it and describes what is allowed
     */
    public static UnitName of(String name) {
        String full = Objects.requireNonNull(name, "name").indexOf('.') < 0 ? name + UnitType.SERVICE.suffix() : name;
        check(name.isEmpty(), name, "must not be empty");
        check(
                !ALLOWED.matcher(name).matches(),
                name,
                "must consist of the characters A-Z a-z 0-9 : _ . \\ @ -"
                        + " (use UnitName.escape to make a part of a name from other text)");
        check(full.length() > MAX_LENGTH, name, "must be at most 255 characters long, but was " + full.length());
        check(
                "-.@".indexOf(name.charAt(0)) >= 0 && !ROOT.matcher(name).matches(),
                name,
                "must not begin with '-', '.' or '@'");
        return new UnitName(full, typeOf(full));
    }

    private static UnitType typeOf(String name) {
        return UnitType.ofSuffix(name.substring(name.lastIndexOf('.')))
                .orElseThrow(() -> invalid(
                        name,
                        "must end in a unit type (.service, .socket, .target, .device, .mount, .automount, .swap,"
                                + " .timer, .path, .slice, .scope); for a service, use "
                                + VisibleText.quoted(name + ".service")));
    }

    private static void check(boolean bad, String name, String problem) {
        if (bad) {
            throw invalid(name, problem);
        }
    }

    private static IllegalArgumentException invalid(String name, String problem) {
        return new IllegalArgumentException("unit name " + VisibleText.quoted(name) + " " + problem);
    }

    /**
     * Returns the type in which the name ends.
     *
     * @return the type
     */
    public UnitType type() {
        return type;
    }

    /**
     * Returns the name without its type.
     *
     * @return {@code foo@1} for {@code foo@1.service}
     */
    public String stem() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    /**
     * Returns the name up to its first {@code @}, or the {@linkplain #stem() stem} if there is none.
     *
     * @return {@code foo} for {@code foo@1.service}; never empty
     */
    public String prefix() {
        String stem = stem();
        int at = stem.indexOf('@');
        return at < 0 ? stem : stem.substring(0, at);
    }

    /**
     * Returns the instance: the part between the first {@code @} and the type. It is still escaped;
     * {@link #unescape(String)} decodes it.
     *
     * @return {@code 1} for {@code foo@1.service}; empty for a template or a plain name
     */
    public Optional<String> instance() {
        String stem = stem();
        return isInstance() ? Optional.of(stem.substring(stem.indexOf('@') + 1)) : Optional.empty();
    }

    /**
     * Returns whether this is the name of a template, from which instances are made.
     *
     * @return {@code true} for a name like {@code foo@.service}
     */
    public boolean isTemplate() {
        return hasAt() && stem().indexOf('@') == stem().length() - 1;
    }

    /**
     * Returns whether this is the name of an instance of a template.
     *
     * @return {@code true} for a name like {@code foo@1.service}
     */
    public boolean isInstance() {
        return hasAt() && !isTemplate();
    }

    private boolean hasAt() {
        return name.indexOf('@') >= 0;
    }

    /**
     * Returns the name of the template from which this instance is made.
     *
     * @return {@code foo@.service} for {@code foo@1.service}, and also for {@code foo@.service}
     * @throws IllegalStateException if the name has no {@code @}
     */
    public UnitName template() {
        return ofInstance("");
    }

    /**
     * Returns the name of another instance of the same template.
     *
     * @param instance the text after the {@code @}, already {@linkplain #escape(String) escaped}; not empty
     * @return {@code foo@x.service} for {@code foo@.service} or {@code foo@1.service}
     * @throws IllegalStateException if this name has no {@code @}
     * @throws IllegalArgumentException if the instance is empty, has characters that are not allowed in a name, or
     *     makes the name too long
     */
    public UnitName withInstance(String instance) {
        if (instance.isEmpty()) {
            throw new IllegalArgumentException(
                    "an instance of " + name + " must have a text after the @, but it was empty");
        }
        return ofInstance(instance);
    }

    private UnitName ofInstance(String instance) {
        if (!hasAt()) {
            throw new IllegalStateException(name + " has no @, so it is neither a template nor an instance");
        }
        return of(prefix() + "@" + instance + type.suffix());
    }

    /**
     * Returns the path of the unit's object on the bus.
     *
     * @return the path, such as {@code /org/freedesktop/systemd1/unit/bot_2eservice}; see org.freedesktop.systemd1(5)
     */
    public String busPath() {
        return BUS_PATH + UnitNameEscaping.busLabel(name);
    }

    /**
     * Escapes any text for use as a part of a name, as {@code systemd-escape} does. The characters {@code A-Z a-z 0-9 :
     * _ .} stay, except for a leading dot, and {@code /} becomes {@code -}. Everything else is encoded as UTF-8, and
     * each byte becomes {@code \xNN}.
     *
     * @param text any text without NUL characters and unpaired surrogates; may be empty
     * @return the escaped text
     * @throws IllegalArgumentException if the text has such characters
     */
    public static String escape(String text) {
        return UnitNameEscaping.escape(text);
    }

    /**
     * Reverses {@link #escape(String)}, as {@code systemd-escape --unescape} does.
     *
     * @param escaped a part of a name
     * @return the text
     * @throws IllegalArgumentException if a backslash does not begin a {@code \xNN}, or if the bytes are not valid
     *     UTF-8 or contain a NUL
     */
    public static String unescape(String escaped) {
        return UnitNameEscaping.unescape(escaped);
    }

    /**
     * Escapes a path for use as a part of a name, as {@code systemd-escape --path} does. For example,
     * {@code /var//lib/} becomes {@code var-lib}.
     *
     * @param path a path without {@code ..}; a leading slash makes no difference
     * @return the escaped path; {@code -} for the root directory
     * @throws IllegalArgumentException if it is not a path or contains {@code ..}
     */
    public static String escapePath(String path) {
        return UnitNameEscaping.escapePath(path);
    }

    /**
     * Reverses {@link #escapePath(String)}, as {@code systemd-escape --unescape --path} does.
     *
     * @param escaped a part of a name
     * @return the absolute path
     * @throws IllegalArgumentException if it is empty, cannot be unescaped, or does not stand for a normalized path
     */
    public static String unescapePath(String escaped) {
        return UnitNameEscaping.unescapePath(escaped);
    }

    /** Compares the full texts of two names. */
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
