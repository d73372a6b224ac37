/**
 * An in-memory systemd for tests that should not need a real one. Start at
 * {@link io.github.servicehandler.testing.FakeSystemd}.
 *
 * <p>The fake replaces systemd at the lowest level: it accepts command lines and returns systemd's output, exit codes
 * and error messages. It also speaks D-Bus through {@code systemd-stdio-bridge}. It is built on the packages
 * {@code command} and {@code unit} and does not use the root package, so it cannot share the root package's mistakes.
 * From the library's D-Bus code it uses only the codec, which turns messages into bytes and back; what a message means
 * is implemented separately on each side.
 *
 * <table>
 *   <caption>What the fake imitates and what it does not, compared case by case with systemd 247, 252, 257 and
 *       262</caption>
 *   <tr><th>Part</th><th>Imitated</th><th>Not imitated</th></tr>
 *   <tr><td>{@code systemctl}</td>
 *     <td>start, stop, restart, reload, try-restart, condrestart, reload-or-restart, try-reload-or-restart, kill,
 *       reset-failed, freeze, thaw, enable, disable, reenable, mask, unmask, link, is-active, is-failed, is-enabled,
 *       is-system-running, cat, show, status, list-units, list-unit-files, list-timers, list-sockets, list-paths,
 *       list-automounts, list-dependencies, list-jobs, cancel, clean, set-property, revert, edit with {@code --stdin},
 *       isolate, preset, preset-all, get-default, set-default, help without documentation, {@code --root=/},
 *       {@code --global}, the lists that options print for the value {@code help},
 *       add-wants, add-requires, enqueue-marked, the verbs about the environment, log-level, log-target,
 *       service-watchdogs, whoami, and the verbs that halt or suspend the machine with {@code --dry-run},
 *       daemon-reload, daemon-reexec: output, exit codes and error messages</td>
 *     <td>{@code --root=} with another directory; warnings about wrong lines in preset files;
 *       every other verb or option is refused with a {@link io.github.servicehandler.testing.FakeSystemdException};
 *       {@code show} lacks properties that only repeat a default, and most of those of settings that have no effect;
 *       {@code show} shows no jobs; {@code status} selects no units by type or state, and lists no children of a shell;
 *       {@code kill} refuses slices; {@code clean} checks its
 *       arguments and the unit's state, but there are no directories to remove; the lines about removed links are in
 *       the order of the paths, whereas systemd takes the order of the file system; links of unit files that go round
 *       in a circle or lead to a directory count as missing</td></tr>
 *   <tr><td>{@code systemd-run}</td>
 *     <td>services, timers, properties, {@code --wait}; the generated unit files and their removal with the unit; error
 *       messages</td>
 *     <td>scopes, paths, sockets, {@code --pty} and {@code --pipe} are refused; property values are not
 *       checked</td></tr>
 *   <tr><td>services</td>
 *     <td>all types, conditions, start limits, timeouts with SIGKILL, restart policies, exit statuses, all
 *       {@code Exec…=} settings, unloading of stopped units, invalid unit files</td>
 *     <td>the settings of watchdogs, socket activation, file descriptor stores, sandboxing and users are read but have
 *       no effect; a {@code PIDFile=} counts as written, except by the programs that the fake runs itself; no process
 *       dumps core</td></tr>
 *   <tr><td>dependencies</td>
 *     <td>Requires, Requisite, Wants, BindsTo, PartOf, Conflicts, Before, After, OnFailure, OnSuccess, Upholds,
 *       StopWhenUnneeded, propagation of stops and reloads; aliases, templates, drop-ins, masks</td>
 *     <td>job modes other than replace, fail, isolate, flush and ignore-requirements; {@code isolate} leaves the
 *       targets of the boot alone; a unit that is masked while it runs keeps its aliases, which systemd then reports
 *       as errors; an alias that is also the name of another unit's file in a directory of lower
 *       precedence, once the file of the unit itself is gone; devices and mounts; default dependencies are only shown,
 *       for services alone, and have no effect, except one kind: a target is ordered after the units that it
 *       needs</td></tr>
 *   <tr><td>slices and units of the system</td>
 *     <td>the slices of services and the slices above them, with or without files; the targets, slices and D-Bus units
 *       that every system has, for both managers</td>
 *     <td>other units are not in a slice, and slices limit nothing; the system's own services do not run (so the
 *       socket of D-Bus only listens), and {@code init.scope}, {@code -.mount} and the journal's units are missing;
 *       the targets of the boot have no dependencies on each other; {@code graphical.target} is active</td></tr>
 *   <tr><td>units in memory</td>
 *     <td>which units stay loaded because other units refer to them; what {@code show} reports after a change of a
 *       file, drop-in or enablement, before the {@code daemon-reload}</td>
 *     <td>the fake unloads an unneeded unit at once, whereas systemd sometimes delays this</td></tr>
 *   <tr><td>timers, paths, sockets</td><td>monotonic and calendar times; paths that exist, appear or vanish</td>
 *     <td>changes of the clock and of the time zone; AccuracySec and RandomizedDelaySec are read but have no effect:
 *       timers elapse exactly, to the microsecond; changes of the content of files and directories; nothing connects
 *       to sockets; {@code TriggeredBy} lists the units in another order; sockets bind no address and run no commands,
 *       so they start even if the address is in use; automounts start even if the unit that they trigger is
 *       missing</td></tr>
 *   <tr><td>mounts, automounts, swaps</td><td>they are up once they are started</td>
 *     <td>nothing is mounted and no command runs, so none of them fails; {@code RequiresMountsFor=} has no
 *       effect</td></tr>
 *   <tr><td>programs</td><td>{@code true}, {@code false}, {@code sleep}, {@code echo}, simple {@code sh -c} lines, and
 *       programs described by a {@link io.github.servicehandler.testing.ProgramBehaviour}; both in units and as
 *       separate commands</td>
 *     <td>in units, every other program counts as healthy; paths in conditions do not exist unless a test adds
 *       them; the other conditions see a physical x86-64 computer on mains power without security modules, and those
 *       about its memory, processors, firmware or operating system count as met</td></tr>
 *   <tr><td>files</td><td>unit files, through {@code install}, {@code dd}, {@code mv}, {@code sync}, {@code rm},
 *       {@code find} and {@code systemctl cat}, as the library calls them; a full disk</td>
 *     <td>almost no other files exist unless a test adds them with
 *       {@link io.github.servicehandler.testing.FakeSystemd#path}; they have no content; what a service writes to a
 *       file is discarded</td></tr>
 *   <tr><td>{@code journalctl}</td><td>matches, units, time, priority, grep, cursors; the output formats short, cat,
 *       export (byte for byte only through {@code FakeSystemd.start}) and json; {@code --follow}; systemd's own
 *       messages with their message IDs; a missing or unreadable journal</td>
 *       <td>fields that only the kernel can set; journal files, rotation, more than one boot; patterns are Java regular
 *       expressions</td></tr>
 *   <tr><td>D-Bus</td><td>the handshake, Hello, match rules, owners of names; the manager's methods to subscribe, list
 *       units and unit files, start jobs, reload, KillUnit and ResetFailedUnit; the properties of the manager and of
 *       all units with their types; JobNew, JobRemoved, UnitNew, UnitRemoved, Reloading, UnitFilesChanged and
 *       PropertiesChanged in systemd's order; error names and texts</td>
 *     <td>the contents of match rules: a client with any rule receives all signals; properties that {@code show} lacks,
 *       and those whose value is a list of structures; signals for a unit whose only change is that another
 *       unit now depends on it; signals caused by the queries that a real systemctl makes at the end of a verb; the
 *       order of the jobs of one command; sockets, slices and mounts have only the properties that all units
 *       have</td></tr>
 *   <tr><td>a {@code Watchdog} on the fake</td><td>everything that rules need to know about services: readings
 *       and journals (the watchdog reads the journals once per second of virtual time); {@code run} and
 *       {@code command-fails} with programs that the fake knows</td>
 *     <td>checks of TCP, HTTP and files run on the real machine; the CPU use is the value set by
 *       {@link io.github.servicehandler.testing.FakeUnit#cpu(java.time.Duration)}</td></tr>
 *   <tr><td>versions</td><td>differences between 247, 252, 257 and 262</td><td>differences in the order of properties
 *       and in the wording of rare error messages; of 262, {@code ConcurrencyHardMax=} has no effect</td></tr>
 * </table>
 */
@NullMarked
package io.github.servicehandler.testing;

import org.jspecify.annotations.NullMarked;
