/**
 * Is a systemd in memory, for tests that need none of the real one: start at
 * {@link io.github.servicehandler.testing.FakeSystemd}.
 *
 * <p>It speaks systemd's own language at the lowest seam: command lines in, systemd's output, exit codes and complaints out. It
 * stands on the packages {@code command} and {@code unit} and knows nothing of the root package, so that it cannot share its
 * mistakes.
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
 *       {@link io.github.servicehandler.testing.Behaviour} says</td>
 *     <td>every other program is taken for healthy; paths in conditions do not exist unless a test says so</td></tr>
 *   <tr><td>{@code journalctl}</td><td>matches, units, time, priority, grep, cursors; output as short, cat, export and
 *       json; {@code --follow}; systemd's own messages with their ids</td><td>fields that only the kernel knows</td></tr>
 *   <tr><td>versions</td><td>247, 252, 257, 262 where they answer differently</td><td>order of properties; wording of
 *       rarer complaints</td></tr>
 * </table>
 */
@NullMarked
package io.github.servicehandler.testing;

import org.jspecify.annotations.NullMarked;
