package io.github.servicehandler.journal;

import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.journal.LifecycleEvent.Failed;
import io.github.servicehandler.journal.LifecycleEvent.OutOfMemory;
import io.github.servicehandler.journal.LifecycleEvent.ProcessExited;
import io.github.servicehandler.journal.LifecycleEvent.RestartScheduled;
import io.github.servicehandler.journal.LifecycleEvent.StartFailed;
import io.github.servicehandler.journal.LifecycleEvent.Started;
import io.github.servicehandler.journal.LifecycleEvent.Stopped;
import java.util.Optional;

/** Parser of systemd's own messages about units; it recognises them by the ids of sd-messages.h. */
final class LifecycleEventParser {

    private LifecycleEventParser() {}

    static Optional<LifecycleEvent> read(JournalEntry entry) {
        Optional<String> id = entry.field("MESSAGE_ID");
        return id.isEmpty() ? Optional.empty() : unit(entry).flatMap(unit -> read(id.get(), unit, entry));
    }

    /**
     * Returns the name of the unit that a message is about. Any process can write the field {@code UNIT}, so it counts
     * only if the field {@code _UID}, which journald itself adds, shows that root wrote the entry.
     */
    private static Optional<String> unit(JournalEntry entry) {
        Optional<String> unit =
                entry.field("UNIT").filter(name -> text(entry, "_UID").equals("0"));
        return unit.isPresent() ? unit : entry.field("USER_UNIT");
    }

    private static Optional<LifecycleEvent> read(String id, String unit, JournalEntry entry) {
        return Optional.ofNullable(
                switch (id) {
                    case "39f53479d3a045ac8e11786248231fbf" -> new Started(unit);
                    case "be02cf6855d2428ba40df7e9d022f03d" -> new StartFailed(unit, text(entry, "JOB_RESULT"));
                    case "9d1aaa27d60140bd96365438aad20286" -> new Stopped(unit);
                    case "98e322203f7a4ed290d09fe03c09fe15" ->
                        new ProcessExited(
                                unit, text(entry, "COMMAND"), text(entry, "EXIT_CODE"), text(entry, "EXIT_STATUS"));
                    case "d9b373ed55a64feb8242e02dbe79a49c" -> new Failed(unit, text(entry, "UNIT_RESULT"));
                    case "5eb03494b6584870a536b337290809b3" ->
                        new RestartScheduled(unit, number(text(entry, "N_RESTARTS")));
                    case "fe6faa94e7774663a0da52717891d8ef" -> new OutOfMemory(unit);
                    default -> null;
                });
    }

    private static String text(JournalEntry entry, String field) {
        return VisibleText.line(entry.field(field).orElse(""));
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}
