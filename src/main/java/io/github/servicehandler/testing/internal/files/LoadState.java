package io.github.servicehandler.testing.internal.files;

/** The load state of a unit in the fake, with systemd's error for each. */
public enum LoadState {
    LOADED("loaded", ""),
    NOT_FOUND("not-found", "NoSuchUnit"),
    BAD_SETTING("bad-setting", "BadUnitSetting"),
    ERROR("error", "InconsistentMessage"),

    /** The name or a path of the unit is such that systemd cannot derive from it what else the unit needs. */
    INVALID("error", "InvalidArgs"),
    MASKED("masked", "UnitMasked");

    public final String word;
    private final String error;

    LoadState(String word, String error) {
        this.word = word;
        this.error = error;
    }

    /** Returns systemd's error for a unit in this state, which must not be {@link #LOADED}. */
    public BusError error(String unit) {
        return new BusError(
                error,
                switch (this) {
                    case NOT_FOUND -> "Unit " + unit + " not found.";
                    case BAD_SETTING -> "Unit " + unit + " has a bad unit file setting.";
                    case MASKED -> "Unit " + unit + " is masked.";
                    default ->
                        "Unit " + unit + " failed to load properly, please adjust/correct and reload service manager: "
                                + (this == INVALID ? "Invalid argument" : "Bad message");
                });
    }
}
