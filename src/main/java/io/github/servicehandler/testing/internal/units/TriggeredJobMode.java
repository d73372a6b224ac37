package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.testing.internal.files.DependencyType;
import io.github.servicehandler.testing.internal.files.UnitSettings;
import io.github.servicehandler.unit.UnitFile;
import java.util.Optional;
import java.util.Set;

/** The mode of the jobs by which a unit starts others when it has ended; see {@code OnFailureJobMode=}. */
public final class TriggeredJobMode {

    private static final Set<String> WORDS = Set.of(
            "fail",
            "replace",
            "replace-irreversibly",
            "isolate",
            "flush",
            "ignore-dependencies",
            "ignore-requirements");

    private TriggeredJobMode() {}

    /** Returns the name of the mode for {@code OnFailure=}, or for {@code OnSuccess=}. */
    public static String of(UnitSettings settings, DependencyType kind) {
        String mode = kind == DependencyType.ON_SUCCESS ? "fail" : "replace";
        for (UnitFile.Entry entry : settings.entries("Unit")) {
            mode = assigned(entry, kind).orElse(mode);
        }
        return mode;
    }

    private static Optional<String> assigned(UnitFile.Entry entry, DependencyType kind) {
        if (entry.key().equals(kind.propertyName + "JobMode")) {
            return Optional.of(entry.value()).filter(WORDS::contains);
        }
        // the old name of the setting, which has no counterpart for OnSuccess=
        return entry.key().equals("OnFailureIsolate") && kind == DependencyType.ON_FAILURE
                ? SettingValues.parseBoolean(entry.value()).map(isolates -> isolates ? "isolate" : "replace")
                : Optional.empty();
    }
}
