package io.github.servicehandler.contract;

import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;

/**
 * A systemd manager on which the cases run.
 *
 * <p>Cases use only the following vocabulary, so that the in-memory manager can derive the behaviour of processes from
 * the text of a unit file:
 *
 * <ul>
 *   <li>programs: {@code /bin/sleep N}, {@code /bin/true}, {@code /bin/false}, {@code /bin/echo WORDS},
 *       {@code /bin/kill -SIGNAL $MAINPID}, {@code /bin/sh -c 'LINE'}, and paths that do not exist:
 *       {@code /nonexistent…};
 *   <li>a {@code LINE} is a sequence of {@code echo WORDS}, {@code echo WORDS >&2}, {@code sleep N}, {@code exec sleep
 *       N}, {@code sleep N &}, {@code exit N}, {@code kill -SIGNAL $$$$}, {@code trap "" SIGNAL}, {@code systemd-notify
 *       --ready}, {@code systemd-notify --status=TEXT}, {@code while :; do sleep 1; done}, separated by semicolons;
 *   <li>files that exist on every machine: {@code /}, {@code /etc}, {@code /etc/passwd}, {@code /dev/null}.
 * </ul>
 *
 * <p>Unit names start with {@code case}, so that a backend can distinguish its own units from the machine's.
 */
interface Backend {

    /** Returns the manager's version, such as 252. */
    int version();

    /** Returns whether this is a user's manager and not the system's. */
    boolean isUser();

    /** Returns the address of the manager. */
    default ManagerAddress address() {
        return isUser() ? ManagerAddress.user() : ManagerAddress.system();
    }

    /** Returns the runner of commands; its clock is the one to wait by. */
    CommandRunner runner();

    /** Returns the administrator's or the user's directory of unit files, without a slash at the end. */
    String directory();

    /**
     * Returns the directory of unit files that last until the next boot; {@link #directory()} takes precedence over it.
     */
    String runtimeDirectory();

    /** Writes a file and creates its directories; the manager reads it at the next daemon-reload. */
    void write(String path, String text);

    /** Creates a symbolic link; the manager reads it at the next daemon-reload. */
    void link(String path, String target);

    /** Removes a file or link if it exists. */
    void delete(String path);

    /**
     * Stops and removes all units and files that the cases left behind. The manager may need a daemon-reload
     * afterwards.
     */
    void clear();
}
