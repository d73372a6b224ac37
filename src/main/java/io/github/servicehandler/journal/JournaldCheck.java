package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.internal.systemctl.SystemctlCommands;
import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Check of whether journald keeps what services write now. If it does not, the journal cannot show that a service is
 * silent. What cannot be found out counts as right.
 */
final class JournaldCheck {

    private static final Logger log = LoggerFactory.getLogger(JournaldCheck.class.getPackageName());

    private static final Pattern BLANK_LINE = Pattern.compile("\n\n");
    private static final Pattern LOADED = Pattern.compile("(?m)^LoadState=loaded$");
    private static final Pattern DOWN = Pattern.compile("(?m)^ActiveState=(inactive|failed)$");
    private static final Pattern STORAGE = Pattern.compile("(?m)^[ \\t]*Storage[ \\t]*=[ \\t]*(\\w*)");

    private static final Pattern VERSION = Pattern.compile("^systemd (\\d{1,6})");

    /** The earliest version that was seen to survive it. */
    private static final int FIRST_TO_ASK = 252;

    private final JournalSource source;
    private final Duration timeout;

    /** @param timeout how long journald may take to answer */
    JournaldCheck(JournalSource source, Duration timeout) {
        this.source = source;
        this.timeout = timeout;
    }

    /**
     * Returns whether journald keeps entries, as far as is known.
     *
     * @param namespaces the log namespaces of the services, which have a journald of their own, beside the default one
     */
    boolean keepsEntries(Set<String> namespaces) {
        if (!isListening(namespaces)) {
            return false;
        }
        boolean mayBeAsked = mayBeAsked();
        return Stream.concat(Stream.of(""), namespaces.stream())
                .allMatch(namespace -> storesEntries(namespace) && (!mayBeAsked || answers(namespace)));
    }

    /** Returns whether the sockets to which services write are open. */
    private boolean isListening(Set<String> namespaces) {
        List<UnitName> sockets = new ArrayList<>(List.of(UnitName.of("systemd-journald.socket")));
        namespaces.forEach(namespace -> sockets.add(UnitName.of("systemd-journald@" + namespace + ".socket")));
        List<String> system = source.manager().stream()
                .map(argument -> argument.equals("--user") ? "--system" : argument)
                .toList();
        Command show = new SystemctlCommands(system, timeout).show(sockets, List.of("LoadState", "ActiveState"));
        return ask(
                show,
                states -> BLANK_LINE
                        .splitAsStream(states)
                        .noneMatch(state -> LOADED.matcher(state).find()
                                && DOWN.matcher(state).find()));
    }

    /** Returns whether journald is configured to store entries at all. */
    private boolean storesEntries(String namespace) {
        if (!source.runner().isLocal() || source.manager().size() > 1) {
            // systemd-analyze knows this machine only
            return true;
        }
        String file = "systemd/journald" + (namespace.isEmpty() ? "" : "@" + namespace) + ".conf";
        Command show = Command.of(ProgramNames.SYSTEMD_ANALYZE, "--no-pager", "cat-config", file)
                .withTimeout(timeout);
        return ask(show, settings -> {
            String storage = STORAGE.matcher(settings)
                    .results()
                    .map(setting -> setting.group(1))
                    .reduce("", (before, last) -> last);
            return !storage.equals("none");
        });
    }

    /** Returns whether journald answers in time. Only root gets an answer; for others it is not known. */
    private boolean answers(String namespace) {
        List<String> sync = new ArrayList<>(List.of(ProgramNames.JOURNALCTL, "--sync"));
        if (!namespace.isEmpty()) {
            sync.add("--namespace=" + namespace);
        }
        try {
            source.runner().run(Command.of(sync).withTimeout(timeout));
            return true;
        } catch (CommandTimeoutException e) {
            log.debug("journald does not answer", e);
            return false;
        } catch (CommandException e) {
            return unknown(e);
        }
    }

    /** Returns whether journald survives a question whose sender is killed: that of 247 then loops for ever. */
    private boolean mayBeAsked() {
        Command version = Command.of(ProgramNames.SYSTEMCTL, "--version").withTimeout(timeout);
        try {
            Matcher number = VERSION.matcher(source.runner().run(version).stdout());
            return number.find() && Integer.parseInt(number.group(1)) >= FIRST_TO_ASK;
        } catch (CommandException e) {
            return !unknown(e);
        }
    }

    private boolean ask(Command command, Function<String, Boolean> judgment) {
        try {
            return judgment.apply(source.runner().run(command).stdout());
        } catch (CommandException e) {
            return unknown(e);
        }
    }

    private static boolean unknown(CommandException e) {
        if (e instanceof CommandInterruptedException interrupted) {
            throw interrupted;
        }
        log.debug("the state of journald cannot be determined", e);
        return true;
    }
}
