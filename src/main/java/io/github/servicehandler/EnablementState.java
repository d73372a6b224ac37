package io.github.servicehandler;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The enablement of a unit: whether and how it is started at boot or login. These are the words of
 * {@code UnitFileState}, which systemctl(1) describes under {@code is-enabled}.
 */
public enum EnablementState {
    /**
     * The unit is permanently enabled: there are links to it in {@code .wants/} or {@code .requires/} directories, or
     * links of {@code Alias=}.
     */
    ENABLED("enabled"),
    /** The unit is enabled until the next boot. */
    ENABLED_RUNTIME("enabled-runtime"),
    /** The unit file is outside the unit directories and permanently linked into them. */
    LINKED("linked"),
    /** The unit file is outside the unit directories and linked into them until the next boot. */
    LINKED_RUNTIME("linked-runtime"),
    /** The name is an alias of another unit: a link to its file. */
    ALIAS("alias"),
    /** The unit is permanently masked: it cannot be started at all. */
    MASKED("masked"),
    /** The unit is masked until the next boot. */
    MASKED_RUNTIME("masked-runtime"),
    /** The unit has no {@code [Install]} section, so it cannot be enabled; another unit or a command may start it. */
    STATIC("static"),
    /**
     * The unit is not enabled itself, but something related may be: a unit that it names in {@code Also=}, a link to
     * its file under a name that is not in {@code Alias=}, or an instance of this template other than the default one.
     */
    INDIRECT("indirect"),
    /** The unit is not enabled, but can be. */
    DISABLED("disabled"),
    /** A generator created the unit. */
    GENERATED("generated"),
    /** The unit was created at run time through the manager's interface, for example by {@code systemd-run}. */
    TRANSIENT("transient"),
    /** The unit file is invalid, or another error occurred. */
    BAD("bad"),
    /** There is no unit file. */
    NONE(""),
    /** The state is one that this library does not know. */
    UNKNOWN("?");

    private static final Map<String, EnablementState> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EnablementState::word, Function.identity()));

    private final String word;

    EnablementState(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** Returns the state for systemd's word; {@link #UNKNOWN} for a word that this library does not know. */
    static EnablementState of(String word) {
        return BY_WORD.getOrDefault(word, UNKNOWN);
    }

    /**
     * Returns whether the unit is enabled, permanently or until the next boot.
     *
     * @return whether it is {@link #ENABLED} or {@link #ENABLED_RUNTIME}
     */
    public boolean isEnabled() {
        return this == ENABLED || this == ENABLED_RUNTIME;
    }

    /**
     * Returns whether the unit is masked, permanently or until the next boot.
     *
     * @return whether it is {@link #MASKED} or {@link #MASKED_RUNTIME}
     */
    public boolean isMasked() {
        return this == MASKED || this == MASKED_RUNTIME;
    }
}
