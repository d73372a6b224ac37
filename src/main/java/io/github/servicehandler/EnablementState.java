package io.github.servicehandler;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says whether and how a unit is started at boot or login: {@code UnitFileState}, as {@code is-enabled} in systemctl(1) lists it. */
public enum EnablementState {
    /** Is enabled for good: links in {@code .wants/} or {@code .requires/} directories lead to it. */
    ENABLED("enabled"),
    /** Is enabled until the next boot. */
    ENABLED_RUNTIME("enabled-runtime"),
    /** Lies outside the unit directories and is linked into them. */
    LINKED("linked"),
    /** Lies outside the unit directories and is linked into them until the next boot. */
    LINKED_RUNTIME("linked-runtime"),
    /** Is another name of a unit, a link to its file. */
    ALIAS("alias"),
    /** Is masked for good: it cannot be started at all. */
    MASKED("masked"),
    /** Is masked until the next boot. */
    MASKED_RUNTIME("masked-runtime"),
    /** Has no {@code [Install]} section, so it cannot be enabled; something else may start it. */
    STATIC("static"),
    /** Is not enabled itself, but names others in {@code Also=} that are. */
    INDIRECT("indirect"),
    /** Is not enabled, but could be. */
    DISABLED("disabled"),
    /** Was made by a generator. */
    GENERATED("generated"),
    /** Was made at run time through the manager's interface, such as by {@code systemd-run}. */
    TRANSIENT("transient"),
    /** Has a unit file that cannot be read. */
    BAD("bad"),
    /** Has no unit file. */
    NONE(""),
    /** Is in a state that this library does not know. */
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

    /** Returns the state for a word of systemd's; {@link #UNKNOWN} for one that is new. */
    static EnablementState of(String word) {
        return BY_WORD.getOrDefault(word, UNKNOWN);
    }

    /**
     * Tells whether the unit is enabled, for good or until the next boot.
     *
     * @return whether it is {@link #ENABLED} or {@link #ENABLED_RUNTIME}
     */
    public boolean isEnabled() {
        return this == ENABLED || this == ENABLED_RUNTIME;
    }

    /**
     * Tells whether the unit is masked, for good or until the next boot.
     *
     * @return whether it is {@link #MASKED} or {@link #MASKED_RUNTIME}
     */
    public boolean isMasked() {
        return this == MASKED || this == MASKED_RUNTIME;
    }
}
