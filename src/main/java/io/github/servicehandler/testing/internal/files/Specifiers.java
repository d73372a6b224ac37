package io.github.servicehandler.testing.internal.files;

import io.github.servicehandler.unit.UnitName;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The specifiers of one unit, such as {@code %n}; see systemd.unit(5), "SPECIFIERS".
 *
 * @param unit the name of the unit
 * @param file the path of the unit's file; empty if it has none
 */
record Specifiers(String unit, String file, ManagerScope scope, int version) {

    /** The first versions that know a specifier, or at least the first ones compared. */
    private static final Map<Character, Integer> FIRST_VERSIONS =
            Map.of('A', 252, 'M', 252, 'd', 252, 'q', 252, 'y', 252, 'Y', 252, 'D', 257);

    /**
     * Replaces the specifiers in a text. A percent sign that no letter or digit follows stands for itself.
     *
     * @return empty if the text has an unknown specifier, or one that has no value for this unit
     */
    Optional<String> resolve(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.of(text);
        }
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%' || i + 1 == text.length()) {
                result.append(c);
                continue;
            }
            Optional<String> value = value(text.charAt(++i));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            result.append(value.get());
        }
        return Optional.of(result.toString());
    }

    private Optional<String> value(char letter) {
        if (FIRST_VERSIONS.getOrDefault(letter, 0) > version) {
            return Optional.empty();
        }
        try {
            return ofUnit(letter).or(() -> ofMachine(letter)).or(() -> ofManager(letter));
        } catch (IllegalArgumentException e) {
            // a name that cannot be unescaped
            return Optional.empty();
        }
    }

    private Optional<String> ofUnit(char letter) {
        String prefix = UnitNameMangler.prefix(unit);
        String lastComponent = prefix.substring(prefix.lastIndexOf('-') + 1);
        String instance = UnitNameMangler.instance(unit);
        return Optional.ofNullable(
                switch (letter) {
                    case 'n' -> unit;
                    case 'N' -> UnitNameMangler.stem(unit);
                    case 'p' -> prefix;
                    case 'P' -> UnitName.unescape(prefix);
                    case 'j' -> lastComponent;
                    case 'J' -> UnitName.unescape(lastComponent);
                    case 'i' -> instance;
                    case 'I' -> UnitName.unescape(instance);
                    case 'f' -> UnitName.unescapePath(unit.contains("@") ? instance : prefix);
                    case 'y' -> file;
                    case 'Y' -> file.substring(0, Math.max(0, file.lastIndexOf('/')));
                    default -> null;
                });
    }

    private static Optional<String> ofMachine(char letter) {
        return Optional.ofNullable(
                switch (letter) {
                    case 'T' -> "/tmp";
                    case 'V' -> "/var/tmp";
                    case 'H', 'l', 'q' -> MachineFiles.HOST_NAME;
                    case 'a' -> "x86-64";
                    case 'm' -> MachineFiles.MACHINE_ID;
                    case 'b' -> MachineFiles.BOOT_ID;
                    case 'v' -> MachineFiles.KERNEL_RELEASE;
                    case 'o' -> "debian";
                    case 'w' -> "12";
                    // fields of os-release that Debian does not set
                    case 'A', 'B', 'M', 'W' -> "";
                    default -> null;
                });
    }

    private Optional<String> ofManager(char letter) {
        boolean user = scope == ManagerScope.USER;
        return Optional.ofNullable(
                switch (letter) {
                    case 's' -> "/bin/sh";
                    case 'U', 'G' -> user ? "1000" : "0";
                    case 'u', 'g' -> user ? "user" : "root";
                    case 'h' -> user ? "/home/user" : "/root";
                    case 't' -> user ? "/run/user/1000" : "/run";
                    case 'd' -> (user ? "/run/user/1000" : "/run") + "/credentials/" + unit;
                    case 'D' -> user ? "/home/user/.local/share" : "/usr/share";
                    case 'E' -> user ? "/home/user/.config" : "/etc";
                    case 'S' -> user ? "/home/user/.config" : "/var/lib";
                    case 'C' -> user ? "/home/user/.cache" : "/var/cache";
                    case 'L' -> user ? "/home/user/.config/log" : "/var/log";
                    case 'c' -> scope.cgroup + unit;
                    case 'r' -> scope.cgroup.substring(0, scope.cgroup.length() - 1);
                    case 'R' -> "";
                    default -> unnamed(letter);
                });
    }

    /** Returns what a percent sign before a character that is not a letter or digit stands for. */
    private static @Nullable String unnamed(char character) {
        boolean named = (character >= '0' && character <= '9')
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z');
        return named ? null : character == '%' ? "%" : "%" + character;
    }
}
