package io.github.servicehandler.journal;

import java.util.List;

/** The urgency of an entry, the most urgent first: the levels of syslog(3). */
public enum Priority {
    /** 0: the system is unusable. */
    EMERGENCY(0),
    /** 1: action must be taken immediately. */
    ALERT(1),
    /** 2: a critical failure, such as a core dump. */
    CRITICAL(2),
    /** 3: an error. */
    ERROR(3),
    /** 4: a condition that may become an error. */
    WARNING(4),
    /** 5: a normal condition that deserves attention. */
    NOTICE(5),
    /** 6: an informational message; the default for what a service prints. */
    INFO(6),
    /** 7: a message for developers. */
    DEBUG(7);

    private static final List<Priority> ALL = List.of(values());

    private final int level;

    Priority(int level) {
        this.level = level;
    }

    /**
     * Returns the level, as in the journal's field {@code PRIORITY}.
     *
     * @return 0 to 7, where 0 is the most urgent
     */
    public int level() {
        return level;
    }

    /**
     * Returns the priority for the text of a level. Any other text counts as {@link #INFO}, as it does for journalctl.
     */
    static Priority of(String text) {
        char digit = text.length() == 1 ? text.charAt(0) : 'x';
        return digit >= '0' && digit <= '7' ? ALL.get(digit - '0') : INFO;
    }
}
