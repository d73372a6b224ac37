package io.github.servicehandler.unit;

import io.github.servicehandler.internal.settings.AccountName;
import io.github.servicehandler.internal.text.VisibleText;

/** The user or the group of a unit. */
final class ServiceAccount {

    private ServiceAccount() {}

    static String checked(String what, String name) {
        if (!AccountName.isValid(name)) {
            throw new IllegalArgumentException("the " + what
                    + " must be a name without ':', '/' and control characters,"
                    + " or a number from 0 to 4294967294 other than 65535, but was " + VisibleText.quoted(name));
        }
        return UnitFileSyntax.literal(name);
    }
}
