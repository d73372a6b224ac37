package io.github.servicehandler.internal.systemctl;

/** The names of the programs that the library runs, wherever the commands run. */
public final class ProgramNames {

    /** Controls a manager: systemctl(1). */
    public static final String SYSTEMCTL = "systemctl";

    /** Reads the journal: journalctl(1). */
    public static final String JOURNALCTL = "journalctl";

    /** Runs a command as a transient unit: systemd-run(1). */
    public static final String SYSTEMD_RUN = "systemd-run";

    /** Shows configuration files of systemd, and verifies unit files: systemd-analyze(1). */
    public static final String SYSTEMD_ANALYZE = "systemd-analyze";

    /** Connects its standard input and output to a bus: systemd-stdio-bridge(1). */
    public static final String STDIO_BRIDGE = "systemd-stdio-bridge";

    /** Asks and changes who is logged in: loginctl(1). */
    public static final String LOGINCTL = "loginctl";

    /** Prints who runs the commands: id(1). */
    public static final String ID = "id";

    /** Looks for files: find(1). */
    public static final String FIND = "find";

    /** Prints the beginnings of files: head(1). */
    public static final String HEAD = "head";

    /** Creates a file and its directory: install(1). */
    public static final String INSTALL = "install";

    /** Writes its input to a file: dd(1). */
    public static final String DD = "dd";

    /** Renames a file: mv(1). */
    public static final String MV = "mv";

    /** Writes what has changed to the disk: sync(1). */
    public static final String SYNC = "sync";

    /** Removes a file: rm(1). */
    public static final String RM = "rm";

    /** Creates a directory for temporary files: mktemp(1). */
    public static final String MKTEMP = "mktemp";

    /** Runs a program whose output is buffered otherwise: stdbuf(1). */
    public static final String STDBUF = "stdbuf";

    private ProgramNames() {}
}
