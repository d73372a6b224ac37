package io.github.servicehandler.contract;

import io.github.servicehandler.Signal;
import io.github.servicehandler.Verb;
import java.util.Locale;

/** The orders that random scripts give through the library. */
enum FuzzVerb {
    START(Verb.START),
    STOP(Verb.STOP),
    RESTART(Verb.RESTART),
    TRY_RESTART(Verb.TRY_RESTART),
    RELOAD(Verb.RELOAD),
    RELOAD_OR_RESTART(Verb.RELOAD_OR_RESTART),
    ENABLE(Verb.ENABLE),
    ENABLE_NOW(Verb.ENABLE.now()),
    ENABLE_RUNTIME(Verb.ENABLE.runtime()),
    DISABLE(Verb.DISABLE),
    DISABLE_NOW(Verb.DISABLE.now()),
    DISABLE_RUNTIME(Verb.DISABLE.runtime()),
    REENABLE(Verb.REENABLE),
    MASK(Verb.MASK),
    MASK_NOW(Verb.MASK.now()),
    MASK_RUNTIME(Verb.MASK.runtime()),
    UNMASK(Verb.UNMASK),
    UNMASK_RUNTIME(Verb.UNMASK.runtime()),
    RESET_FAILED(Verb.RESET_FAILED),
    KILL(Verb.kill(Signal.KILL));

    @SuppressWarnings("ImmutableEnumChecker") // verbs are immutable
    private final Verb verb;

    FuzzVerb(Verb verb) {
        this.verb = verb;
    }

    Verb verb() {
        return verb;
    }

    boolean isMask() {
        return this == MASK || this == MASK_NOW || this == MASK_RUNTIME;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
