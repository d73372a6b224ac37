package io.github.servicehandler.testing.internal.files;

import java.util.Comparator;

/** The order in which systemctl lists units and unit files: by type, then by name, both regardless of case. */
public final class UnitListOrder {

    public static final Comparator<String> BY_TYPE = Comparator.comparing(
                    UnitNameMangler::suffix, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Comparator.naturalOrder());

    private UnitListOrder() {}
}
