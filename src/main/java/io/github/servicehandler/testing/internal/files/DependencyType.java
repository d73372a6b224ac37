package io.github.servicehandler.testing.internal.files;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The type of a dependency between two units, each with its inverse; see systemd.unit(5). */
public enum DependencyType {
    REQUIRES("Requires", "RequiredBy", true),
    REQUIRED_BY("RequiredBy", "Requires", false),
    REQUISITE("Requisite", "RequisiteOf", true),
    REQUISITE_OF("RequisiteOf", "Requisite", false),
    WANTS("Wants", "WantedBy", true),
    WANTED_BY("WantedBy", "Wants", false),
    BINDS_TO("BindsTo", "BoundBy", true),
    BOUND_BY("BoundBy", "BindsTo", false),
    PART_OF("PartOf", "ConsistsOf", true),
    CONSISTS_OF("ConsistsOf", "PartOf", false),
    UPHOLDS("Upholds", "UpheldBy", true),
    UPHELD_BY("UpheldBy", "Upholds", false),
    CONFLICTS("Conflicts", "ConflictedBy", true),
    CONFLICTED_BY("ConflictedBy", "Conflicts", false),
    BEFORE("Before", "After", true),
    AFTER("After", "Before", true),
    ON_FAILURE("OnFailure", "OnFailureOf", true),
    ON_FAILURE_OF("OnFailureOf", "OnFailure", false),
    ON_SUCCESS("OnSuccess", "OnSuccessOf", true),
    ON_SUCCESS_OF("OnSuccessOf", "OnSuccess", false),
    TRIGGERS("Triggers", "TriggeredBy", false),
    TRIGGERED_BY("TriggeredBy", "Triggers", false),
    PROPAGATES_RELOAD_TO("PropagatesReloadTo", "ReloadPropagatedFrom", true),
    RELOAD_PROPAGATED_FROM("ReloadPropagatedFrom", "PropagatesReloadTo", true),
    PROPAGATES_STOP_TO("PropagatesStopTo", "StopPropagatedFrom", true),
    STOP_PROPAGATED_FROM("StopPropagatedFrom", "PropagatesStopTo", true);

    private static final Map<String, DependencyType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(kind -> kind.propertyName, Function.identity()));

    /** The name of the property, and of the directive if {@link #isDirective}. */
    public final String propertyName;

    /**
     * Whether unit files can set it; the other types exist only as the inverse of such a type, or are set by the
     * manager.
     */
    public final boolean isDirective;

    private final String inverseName;

    DependencyType(String propertyName, String inverseName, boolean isDirective) {
        this.propertyName = propertyName;
        this.inverseName = inverseName;
        this.isDirective = isDirective;
    }

    /** Returns the version of systemd that introduced the directive; 0 if every supported version has it. */
    public int firstVersion() {
        return switch (this) {
            case UPHOLDS, ON_SUCCESS, PROPAGATES_STOP_TO, STOP_PROPAGATED_FROM -> 249;
            default -> 0;
        };
    }

    public DependencyType inverse() {
        DependencyType inverse = BY_NAME.get(inverseName);
        if (inverse == null) {
            throw new IllegalStateException(inverseName);
        }
        return inverse;
    }
}
