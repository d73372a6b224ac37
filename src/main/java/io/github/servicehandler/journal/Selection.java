package io.github.servicehandler.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Is which entries journalctl is told to show: options, and matches. Immutable. */
record Selection(List<String> options, Matches matches) {

    static final Selection NOTHING = new Selection(List.of(), Matches.all().and(Map.of("_UID", List.of())));

    /** Adds what a request says of single entries. */
    Selection with(Request request) {
        List<String> more = new ArrayList<>(options);
        request.options().forEach((name, value) -> more.add(value.isEmpty() ? name : name + "=" + value));
        if (request.after() != null) {
            // not --after-cursor: it skips an entry more if the one of the cursor is gone or does not match (up to 252)
            more.add("--cursor=" + request.after());
        } else if (request.since() != null) {
            more.add("--since=" + Request.timestamp(request.since()));
        }
        return new Selection(more, matches.and(request.fields()));
    }

    /** Tells whether there is nothing to run. */
    boolean isEmpty() {
        return matches.areImpossible();
    }

    List<String> forwards() {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(matches.words());
        return arguments;
    }

    /**
     * Returns what makes journalctl show the last ones, the latest first. {@code --lines} alone means the first ones after a
     * {@code --since}, and counts what {@code --grep} then leaves out, depending on the version.
     */
    List<String> backwards(int count) {
        List<String> arguments = new ArrayList<>(List.of("--reverse", "--lines=" + count));
        arguments.addAll(forwards());
        return arguments;
    }

    List<String> following() {
        List<String> arguments = new ArrayList<>(List.of("--follow", "--no-tail"));
        arguments.addAll(forwards());
        return arguments;
    }
}
