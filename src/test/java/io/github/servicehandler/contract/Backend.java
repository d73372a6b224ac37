package io.github.servicehandler.contract;

import io.github.servicehandler.command.CommandRunner;

/**
 * Is a systemd manager to run cases on.
 *
 * <p>So that the in-memory one can tell from a unit file's text what its processes do, cases keep to this vocabulary:
 *
 * <ul>
 *   <li>programs: {@code /bin/sleep N}, {@code /bin/true}, {@code /bin/false}, {@code /bin/echo WORDS},
 *       {@code /bin/kill -SIGNAL $MAINPID}, {@code /bin/sh -c 'LINE'}, and paths where nothing is:
 *       {@code /nonexistent…};
 *   <li>a {@code LINE} is a row of {@code echo WORDS}, {@code echo WORDS >&2}, {@code sleep N}, {@code exec sleep N},
 *       {@code sleep N &}, {@code exit N}, {@code kill -SIGNAL $$$$}, {@code trap "" SIGNAL}, {@code systemd-notify
 *       --ready}, {@code systemd-notify --status=TEXT}, {@code while :; do sleep 1; done}, divided by semicolons;
 *   <li>files that are there on every machine: {@code /}, {@code /etc}, {@code /etc/passwd}, {@code /dev/null}.
 * </ul>
 *
 * <p>Names of units begin with {@code case}, so that a backend can tell its own from the machine's.
 */
interface Backend {

    /** Returns the manager's version, such as 252. */
    int version();

    /** Tells whether this is a user's manager, not the system's. */
    boolean isUser();

    /** Returns what runs the commands, and whose time is to be waited by. */
    CommandRunner runner();

    /** Returns the directory where the manager's owner keeps unit files, without a slash at its end. */
    String directory();

    /** Returns the directory where unit files until the next boot are: it comes after {@link #directory()}. */
    String runtimeDirectory();

    /** Writes a file, with the directories that it needs; the manager does not know of it before a daemon-reload. */
    void write(String path, String text);

    /** Makes a symbolic link; the manager does not know of it before a daemon-reload. */
    void link(String path, String target);

    /** Removes a file or link, if there is one. */
    void delete(String path);

    /** Stops and removes all that the cases have left behind. The manager may need a daemon-reload to know it. */
    void clear();
}
