package io.github.servicehandler.files;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listener that records lines and events. */
final class RecordingLogFileListener implements LogFileListener {

    private final List<LogFileLine> lines = new CopyOnWriteArrayList<>();
    private final List<LogFileEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void onLine(LogFileLine line) {
        lines.add(line);
    }

    @Override
    public void onEvent(LogFileEvent event) {
        events.add(event);
    }

    List<LogFileLine> lines() {
        return lines;
    }

    List<String> texts() {
        return lines.stream().map(LogFileLine::text).toList();
    }

    List<LogFileEvent> events() {
        return events;
    }
}
