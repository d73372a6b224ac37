package io.github.servicehandler;

/** Says which of a unit's processes a signal goes to: {@code --kill-whom} in systemctl(1). */
public enum KillTarget {
    /** Goes to every process of the unit. */
    ALL("all"),
    /** Goes to the main process. */
    MAIN("main"),
    /** Goes to the control process, such as a running {@code ExecReload=}. */
    CONTROL("control");

    private final String word;

    KillTarget(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
