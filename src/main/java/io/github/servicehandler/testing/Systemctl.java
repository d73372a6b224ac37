package io.github.servicehandler.testing;

import io.github.servicehandler.command.Command;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Is the fake's systemctl: finds out what is asked and by which manager it is to be answered. */
final class Systemctl {

    /** What a real one takes, about. A crash loop would never end if commands took no time at all. */
    static final long COMMAND_MICROS = 5 * TimeSpan.MILLISECOND;

    private static final Map<String, String> FLAGS = Map.ofEntries(
            Map.entry("--user", "--user"),
            Map.entry("--system", "--system"),
            Map.entry("--no-ask-password", ""),
            Map.entry("--no-pager", ""),
            Map.entry("--full", ""),
            Map.entry("-l", ""),
            Map.entry("--no-warn", "--no-warn"),
            Map.entry("--quiet", "--quiet"),
            Map.entry("-q", "--quiet"),
            Map.entry("--all", "--all"),
            Map.entry("-a", "--all"),
            Map.entry("--failed", "--failed"),
            Map.entry("--plain", "--plain"),
            Map.entry("--no-legend", "--no-legend"),
            Map.entry("--no-block", "--no-block"),
            Map.entry("--no-reload", "--no-reload"),
            Map.entry("--now", "--now"),
            Map.entry("--runtime", "--runtime"),
            Map.entry("--force", "--force"),
            Map.entry("-f", "--force"),
            Map.entry("--value", "--value"),
            Map.entry("--version", "--version"));

    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("--property", "--property"),
            Map.entry("-p", "--property"),
            Map.entry("--type", "--type"),
            Map.entry("-t", "--type"),
            Map.entry("--state", "--state"),
            Map.entry("--output", "--output"),
            Map.entry("-o", "--output"),
            Map.entry("--timestamp", "--timestamp"),
            Map.entry("--signal", "--signal"),
            Map.entry("-s", "--signal"),
            Map.entry("--kill-who", "--kill-whom"),
            Map.entry("--kill-whom", "--kill-whom"),
            Map.entry("--job-mode", "--job-mode"),
            Map.entry("--what", "--what"),
            Map.entry("--lines", ""),
            Map.entry("-n", ""));

    private static final Set<String> NEED_A_UNIT = Set.of(
            "start",
            "stop",
            "restart",
            "try-restart",
            "condrestart",
            "reload",
            "reload-or-restart",
            "try-reload-or-restart",
            "kill",
            "clean",
            "freeze",
            "thaw",
            "enable",
            "disable",
            "reenable",
            "mask",
            "unmask",
            "link",
            "cat",
            "is-active",
            "is-failed",
            "is-enabled");

    /** Does what one verb says. */
    @FunctionalInterface
    interface Verb {
        void run(Call call);
    }

    private final Map<String, Verb> verbs = new TreeMap<>();
    private final Managers managers;
    private final int version;

    Systemctl(Managers managers, int version) {
        this.managers = managers;
        this.version = version;
        JobVerbs.addTo(verbs);
        UnitVerbs.addTo(verbs);
        FileVerbs.addTo(verbs);
        QuestionVerbs.addTo(verbs);
        ListVerbs.addTo(verbs);
        verbs.put("list-timers", ListTimers::run);
        verbs.put("show", ShowVerb::run);
        verbs.put("status", StatusVerb::run);
        verbs.put("daemon-reload", call -> call.manager().reload());
        verbs.put("daemon-reexec", call -> call.manager().reexecute());
    }

    static CommandLine parse(Command command) {
        return CommandLine.parse(command.argv(), FLAGS, VALUES);
    }

    void run(Command command, Reply reply, long deadline) {
        CommandLine line = parse(command);
        if (line.has("--version")) {
            reply.out("systemd " + version + " (" + version + ".0-fake)");
            reply.out("+FAKE default-hierarchy=unified");
            return;
        }
        if (version < 252 && command.argv().stream().anyMatch(word -> word.startsWith("--kill-whom"))) {
            reply.fail(1, "systemctl: unrecognized option '--kill-whom'");
            return;
        }
        List<String> words = line.words();
        String word = words.isEmpty() ? "list-units" : words.get(0);
        Verb verb = verbs.get(word);
        if (verb == null) {
            throw new MistakeException("the fake's systemctl does not know the verb \"" + word + "\"; it knows "
                    + String.join(", ", new TreeSet<>(verbs.keySet())));
        }
        Manager manager = managers.of(line.scope());
        List<String> names = words.isEmpty() ? List.of() : words.subList(1, words.size());
        if (names.isEmpty() && NEED_A_UNIT.contains(word)) {
            reply.fail(1, "Too few arguments.");
            return;
        }
        verb.run(new Call(command, word, line, List.copyOf(names), manager, reply, deadline));
    }
}
