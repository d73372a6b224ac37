package io.github.servicehandler.journal;

import java.util.List;

/** Lists how urgent an entry may be, the most urgent first: the levels of syslog(3). */
public enum Priority {
    /** 0: the system cannot be used. */
    EMERGENCY(0),
    /** 1: something must be done at once. */
    ALERT(1),
    /** 2: a critical failure, such as a dumped core. */
    CRITICAL(2),
    /** 3: an error. */
    ERROR(3),
    /** 4: something that may become an error. */
    WARNING(4),
    /** 5: normal, but worth attention. */
    NOTICE(5),
    /** 6: what is said when all is well; what a service prints has this one unless it says otherwise. */
    INFO(6),
    /** 7: for developers. */
    DEBUG(7);

    private static final List<Priority> ALL = List.of(values());

    private final int level;

    Priority(int level) {
        this.level = level;
    }

    /**
     * Returns the number that the journal's field {@code PRIORITY} holds.
     *
     * @return 0 for the most urgent, to 7
     */
    public int level() {
        return level;
    }

    /** Returns the priority that a field names; what is none counts as information, as it does for journalctl. */
    static Priority of(String text) {
        char digit = text.length() == 1 ? text.charAt(0) : 'x';
        return digit >= '0' && digit <= '7' ? ALL.get(digit - '0') : INFO;
    }
}
