package io.github.servicehandler.journal;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandStartException;
import io.github.servicehandler.internal.systemctl.ProgramNames;
import io.github.servicehandler.journal.JournalWarning.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Check of whether the user may read a journal. */
final class JournalAccessCheck {

    private static final Logger log = LoggerFactory.getLogger(JournalAccessCheck.class.getPackageName());

    private final JournalSource source;

    JournalAccessCheck(JournalSource source) {
        this.source = source;
    }

    /**
     * Checks, after entries have been read, whether the user may read all of them. A user who sees no entry of root may
     * not be allowed to read the system's journal, where the rest is; this is a warning.
     *
     * @throws JournalAccessException if there was no entry because they may not be read
     * @throws NoJournalException if there was no entry because there is no journal
     */
    void check(boolean hasEntries, boolean hasEntriesOfRoot) {
        if (!hasEntries) {
            checkReadable();
        } else if (!hasEntriesOfRoot && !source.isUserManager()) {
            warnIfPartlyReadable();
        }
    }

    private void warnIfPartlyReadable() {
        Optional<QueryMemory> memory = source.memory();
        if (memory.isPresent() && memory.get().isReadable()) {
            return;
        }
        try {
            checkReadable();
            memory.ifPresent(QueryMemory::foundReadable);
        } catch (JournalAccessException e) {
            warnOfMissingEntries(e);
        } catch (NoJournalException e) {
            log.debug("there are entries, but there is no journal any more", e);
        }
    }

    private void warnOfMissingEntries(JournalAccessException e) {
        source.warningListener()
                .accept(new JournalWarning(
                        Kind.ACCESS_DENIED, "entries of root and of other users are missing: " + e.getMessage()));
    }

    /**
     * Checks, before entries are followed, whether the user may read them. If some can be read so far, but not all,
     * that is a warning.
     *
     * @param anyReadable returns whether there is an entry that can be read
     * @throws JournalAccessException if the entries may not be read
     * @throws NoJournalException if there is no journal
     */
    void checkFollowed(BooleanSupplier anyReadable) {
        try {
            checkReadable();
        } catch (JournalAccessException e) {
            if (!anyReadable.getAsBoolean()) {
                throw e;
            }
            warnOfMissingEntries(e);
        }
    }

    /**
     * Checks whether there is a journal to read: journalctl shows what its user may read, and succeeds even if that is
     * nothing.
     *
     * @throws JournalAccessException if there are entries, but they may not be read
     * @throws NoJournalException if there are none
     */
    void checkReadable() {
        List<String> argv = new ArrayList<>(List.of(ProgramNames.JOURNALCTL, "--no-pager", "--lines=1"));
        // --system stays: the entries of system units are in separate files, which fewer users may read
        source.manager().stream().filter(argument -> !argument.equals("--user")).forEach(argv::add);
        Command command = Command.of(argv).withTimeout(source.timeout());
        CommandResult result;
        try {
            result = source.runner().run(command);
        } catch (CommandStartException e) {
            throw JournalctlErrors.translate(e);
        }
        JournalctlErrors.explainNoEntries(command, result).ifPresent(failure -> {
            throw failure;
        });
    }
}
