/**
 * Is a systemd in memory, for tests that need none of the real one: start at
 * {@link io.github.servicehandler.testing.FakeSystemd}.
 *
 * <p>It speaks systemd's own language at the lowest seam: command lines in, systemd's output, exit codes and complaints
 * out, and the conversation of a bus through {@code systemd-stdio-bridge}. It stands on the packages {@code command}
 * and {@code unit} and knows nothing of the root package, so that it cannot share its mistakes. Of the package
 * {@code bus} it uses the codec alone, to turn messages into bytes and back; what a message means, each side has to
 * know by itself.
 *
 * <table>
 *   <caption>How faithful it is, compared case by case with systemd 247, 252, 257 and 262</caption>
 *   <tr><th>Part</th><th>Faithful</th><th>Not</th></tr>
 *   <tr><td>{@code systemctl}</td>
 *     <td>start, stop, restart, reload and their try and or forms, kill, reset-failed, freeze, thaw, enable, disable, reenable,
 *       mask, unmask, link, is-active, is-failed, is-enabled, is-system-running, cat, show, status, list-units, list-unit-files,
 *       list-timers, list-jobs, clean, daemon-reload: output, exit codes, complaints</td>
 *     <td>every other verb or option is refused with {@link io.github.servicehandler.testing.FakeSystemdException};
 *       {@code show} lacks properties that only repeat a default; {@code clean} checks all, and there are no directories to
 *       remove</td></tr>
 *   <tr><td>{@code systemd-run}</td>
 *     <td>services, timers, properties, {@code --wait}; the unit files made up, their end with the unit, complaints</td>
 *     <td>scopes, paths, sockets, {@code --pty}, {@code --pipe}, all of which are refused; values of properties are not
 *       checked</td></tr>
 *   <tr><td>services</td>
 *     <td>all types, conditions, start limits, timeouts with SIGKILL, restart policies, exit statuses, all
 *       {@code Exec…=} settings, unloading of stopped units, bad unit files</td>
 *     <td>watchdogs, socket activation, fd stores, real sandboxing and users: such settings are read and change nothing; no
 *       process dumps core</td></tr>
 *   <tr><td>dependencies</td>
 *     <td>Requires, Requisite, Wants, BindsTo, PartOf, Conflicts, Before, After, OnFailure, OnSuccess, Upholds, StopWhenUnneeded, propagation of
 *       stops and reloads; aliases, templates, drop-ins, masks</td>
 *     <td>job modes other than replace; devices and mounts; of the default dependencies only a target's order after what it
 *       needs has an effect, the others are shown</td></tr>
 *   <tr><td>memory</td>
 *     <td>which units are kept for others that speak of them; what a stale file, drop-in or state shows until the
 *       {@code daemon-reload}</td>
 *     <td>a unit that nobody needs is forgotten at once, which the real one now and then puts off</td></tr>
 *   <tr><td>timers</td><td>monotonic and calendar times</td><td>time zones but UTC, days counted from a month's end;
 *     AccuracySec and RandomizedDelaySec are read, and timers elapse to the microsecond</td></tr>
 *   <tr><td>programs</td><td>{@code true}, {@code false}, {@code sleep}, {@code echo}, simple {@code sh -c} lines, and what
 *       {@link io.github.servicehandler.testing.ProgramBehaviour} says, in units and as commands of their own</td>
 *     <td>in units, every other program is taken for healthy; paths in conditions do not exist unless a test says so</td></tr>
 *   <tr><td>files</td><td>unit files, by {@code install}, {@code rm}, {@code systemctl cat} and {@code find}, as the library runs them</td>
 *     <td>all others are missing unless a test says {@link io.github.servicehandler.testing.FakeSystemd#path}; nothing has text, and
 *       what a service writes to a file goes nowhere</td></tr>
 *   <tr><td>{@code journalctl}</td><td>matches, units, time, priority, grep, cursors; output as short, cat, export (in bytes, as
 *       started) and json; {@code --follow}; systemd's own messages with their ids; being denied, or not there</td>
 *       <td>fields that only the kernel knows; files, rotation, more than one boot; patterns are Java's</td></tr>
 *   <tr><td>the bus</td><td>the handshake, Hello, matches, owners of names; the manager's Subscribe, units and unit files listed,
 *       jobs, Reload, KillUnit, ResetFailedUnit; properties of the manager and of all units with their types; JobNew, JobRemoved,
 *       UnitNew, UnitRemoved, Reloading, UnitFilesChanged and PropertiesChanged in systemd's order; errors by name and
 *       text</td>
 *     <td>contents of match rules: who has any hears all; properties that {@code show} lacks, and whose value is a list of
 *       structures; signals that say nothing new about units that others came to depend on; what is read again by systemctl
 *       itself after a command; the order of jobs that one command asks for; sockets, slices and mounts tell of no
 *       properties but those of all units</td></tr>
 *   <tr><td>a {@code Watchdog} on it</td><td>all that rules ask of services, their readings and journals, which it looks into once a
 *       second of virtual time; {@code run} and {@code command-fails} with programs that are known</td>
 *     <td>checks by TCP and HTTP, and of files, are made on the real machine; CPU use is what
 *       {@link io.github.servicehandler.testing.FakeUnit#cpu(java.time.Duration)} says</td></tr>
 *   <tr><td>versions</td><td>247, 252, 257, 262 where they answer differently</td><td>order of properties; wording of
 *       rarer complaints</td></tr>
 * </table>
 */
@NullMarked
package io.github.servicehandler.testing;

import org.jspecify.annotations.NullMarked;
