package io.github.servicehandler;

/** The processes of a unit that a signal goes to: {@code --kill-whom} in systemctl(1). */
public enum KillTarget {
    /** Every process of the unit. */
    ALL("all"),
    /** The main process. */
    MAIN("main"),
    /** The control process, such as a running {@code ExecReload=}. */
    CONTROL("control");

    private final String word;

    KillTarget(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
