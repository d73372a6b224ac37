package io.github.servicehandler.testing.internal.units;

import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.journal.FakeJournal;
import io.github.servicehandler.testing.internal.journal.FakeJournalEntry;
import io.github.servicehandler.testing.internal.journal.OutputLine;
import io.github.servicehandler.testing.internal.process.FakeProcess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The journal as a manager writes it: its own messages and the output of its services. */
public final class ManagerLog {

    private static final Pattern PRIORITY_PREFIX = Pattern.compile("<[0-7]>");

    private static final String MANAGER_INVOCATION = "0a0a0a0a0a0a4a0a8a0aa0a0a0a0a0a0";

    private final FakeJournal journal;
    private final ManagerScope scope;

    public ManagerLog(FakeJournal journal, ManagerScope scope) {
        this.journal = journal;
        this.scope = scope;
    }

    /**
     * Writes a message of the manager about a unit.
     *
     * @param messageId one of {@link MessageIds}, or empty for a message without an id
     * @param moreFields further fields of the form {@code NAME=value}
     */
    public void log(Unit unit, int priority, String messageId, String message, String... moreFields) {
        boolean isUser = scope == ManagerScope.USER;
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("PRIORITY", "" + priority);
        fields.put("SYSLOG_FACILITY", "3");
        fields.put("SYSLOG_IDENTIFIER", "systemd");
        fields.put("_TRANSPORT", "journal");
        fields.put("_PID", isUser ? "91" : "1");
        fields.put("_UID", isUser ? "1000" : "0");
        fields.put("_COMM", "systemd");
        fields.put("_SYSTEMD_UNIT", isUser ? "user@1000.service" : "init.scope");
        if (isUser) {
            // a user's manager is itself a service of the system's manager; this is the id of its run
            fields.put("_SYSTEMD_INVOCATION_ID", MANAGER_INVOCATION);
        }
        if (!messageId.isEmpty()) {
            fields.put("MESSAGE_ID", messageId);
        }
        for (String field : moreFields) {
            int equals = field.indexOf('=');
            fields.put(field.substring(0, equals), field.substring(equals + 1));
        }
        fields.put(isUser ? "USER_UNIT" : "UNIT", unit.id);
        if (!unit.invocation().isEmpty()) {
            fields.put(isUser ? "USER_INVOCATION_ID" : "INVOCATION_ID", unit.invocation());
        }
        fields.put("MESSAGE", message);
        journal.add(fields);
    }

    /** Returns the messages about a unit and the lines of its output since a time, the oldest first. */
    public List<FakeJournalEntry> since(long micros, Unit unit) {
        boolean isUser = scope == ManagerScope.USER;
        String message = isUser ? "USER_UNIT" : "UNIT";
        String output = isUser ? "_SYSTEMD_USER_UNIT" : "_SYSTEMD_UNIT";
        return journal.select(entry -> entry.micros() >= micros
                && (entry.field(message).equals(unit.id) || entry.field(output).equals(unit.id)));
    }

    /** Writes the lines of a service's output. A prefix such as {@code <3>} sets the priority, as in sd-daemon(3). */
    public void output(Unit unit, FakeProcess process, String text) {
        OutputLine.split(text).forEach(line -> output(unit, process, line.text(), line.lineBreak()));
    }

    private void output(Unit unit, FakeProcess process, String line, String lineBreak) {
        Map<String, String> fields = new LinkedHashMap<>();
        boolean hasPriority = PRIORITY_PREFIX.matcher(line).lookingAt();
        String message = hasPriority ? line.substring(3) : line;
        if (message.isEmpty()) {
            return;
        }
        fields.put("PRIORITY", hasPriority ? line.substring(1, 2) : "6");
        fields.put("SYSLOG_FACILITY", "3");
        fields.put("SYSLOG_IDENTIFIER", unit.settings().last("Service", "SyslogIdentifier", process.program()));
        fields.put("_TRANSPORT", "stdout");
        fields.put("_PID", "" + process.pid());
        fields.put("_UID", scope == ManagerScope.USER ? "1000" : "0");
        fields.put("_COMM", process.program());
        fields.put("_SYSTEMD_CGROUP", scope.cgroup + unit.id);
        if (scope == ManagerScope.USER) {
            fields.put("_SYSTEMD_UNIT", "user@1000.service");
            fields.put("_SYSTEMD_USER_UNIT", unit.id);
        } else {
            fields.put("_SYSTEMD_UNIT", unit.id);
        }
        fields.put("_SYSTEMD_INVOCATION_ID", unit.invocation());
        if (!lineBreak.isEmpty()) {
            fields.put("_LINE_BREAK", lineBreak);
        }
        String namespace = unit.settings().last("Service", "LogNamespace", "");
        if (scope == ManagerScope.SYSTEM && !namespace.isEmpty()) {
            fields.put("_NAMESPACE", namespace);
        }
        fields.put("MESSAGE", message);
        journal.add(fields);
    }
}
