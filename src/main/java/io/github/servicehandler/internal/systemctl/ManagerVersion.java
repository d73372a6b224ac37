package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.unit.UnitProperties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a manager. */
public final class ManagerVersion {

    private static final Pattern LEADING_DIGITS = Pattern.compile("\\d{1,6}");

    private ManagerVersion() {}

    /** Returns the manager's major version from its properties, or 0 if it is not known. */
    public static int of(UnitProperties properties) {
        Matcher digits = LEADING_DIGITS.matcher(properties.text("Version"));
        return digits.find() ? Integer.parseInt(digits.group()) : 0;
    }
}
