package io.github.servicehandler.files;

import io.github.servicehandler.unit.UnitName;
import java.util.Optional;

/**
 * A resolver for the specifiers in a setting, as far as that is possible outside the manager: see systemd.unit(5),
 * "SPECIFIERS".
 */
final class SpecifierResolver {

    private final UnitName unit;
    private final ManagerDirectories directories;
    private final MachineIdentity machine;

    SpecifierResolver(UnitName unit, ManagerDirectories directories, MachineIdentity machine) {
        this.unit = unit;
        this.directories = directories;
        this.machine = machine;
    }

    /** Returns the text with all specifiers resolved; empty if one of them cannot be resolved. */
    Optional<String> resolve(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            Optional<String> value = valueIfValid(text.charAt(++i));
            if (value.isEmpty()) {
                return value;
            }
            out.append(value.get());
        }
        return Optional.of(out.toString());
    }

    private Optional<String> valueIfValid(char specifier) {
        try {
            return value(specifier);
        } catch (IllegalArgumentException e) {
            // a part of the unit's name that cannot be unescaped
            return Optional.empty();
        }
    }

    private Optional<String> value(char specifier) {
        return switch (specifier) {
            case '%' -> Optional.of("%");
            case 't' -> directories.runtime();
            case 'S' -> directories.state();
            case 'C' -> directories.cache();
            case 'L' -> directories.logs();
            case 'E' -> directories.configuration();
            case 'h' -> directories.home();
            case 'u' -> directories.user();
            case 'U' -> directories.userId();
            case 'T' -> directories.temporary("/tmp");
            case 'V' -> directories.temporary("/var/tmp");
            case 'H' -> machine.hostName();
            case 'l' -> machine.shortHostName();
            case 'm' -> machine.machineId();
            case 'b' -> machine.bootId();
            case 'v' -> machine.kernelRelease();
            default -> ofName(specifier);
        };
    }

    private Optional<String> ofName(char specifier) {
        String instance = unit.instance().orElse("");
        String lastPart = unit.prefix().substring(unit.prefix().lastIndexOf('-') + 1);
        return switch (specifier) {
            case 'n' -> Optional.of(unit.toString());
            case 'N' -> Optional.of(unit.stem());
            case 'p' -> Optional.of(unit.prefix());
            case 'P' -> Optional.of(UnitName.unescape(unit.prefix()));
            case 'i' -> Optional.of(instance);
            case 'I' -> Optional.of(UnitName.unescape(instance));
            case 'j' -> Optional.of(lastPart);
            case 'J' -> Optional.of(UnitName.unescape(lastPart));
            case 'f' -> Optional.of(UnitName.unescapePath(unit.instance().orElse(unit.prefix())));
            default -> Optional.empty();
        };
    }
}
