package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.ManagerRegistry;
import io.github.servicehandler.testing.internal.time.TimeSpan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The fake's systemctl, which parses a command line and passes it to the implementation of its verb. */
public final class FakeSystemctl {

    /** The approximate duration of a real systemctl. If commands took no time, a crash loop would never end. */
    public static final long COMMAND_MICROS = 5 * TimeSpan.MILLISECOND;

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

    private static final Set<String> VERBS_THAT_NEED_A_UNIT = Set.of(
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

    /** The implementation of a verb. */
    @FunctionalInterface
    interface VerbHandler {
        void run(SystemctlCall call);
    }

    private final Map<String, VerbHandler> verbs = new TreeMap<>();
    private final ManagerRegistry managers;
    private final int version;

    public FakeSystemctl(ManagerRegistry managers, int version) {
        this.managers = managers;
        this.version = version;
        JobVerbs.addTo(verbs);
        UnitVerbs.addTo(verbs);
        EnablementVerbs.addTo(verbs);
        QueryVerbs.addTo(verbs);
        ListVerbs.addTo(verbs);
        verbs.put("list-timers", ListTimersVerb::run);
        verbs.put("show", ShowVerb::run);
        verbs.put("status", StatusVerb::run);
        verbs.put("daemon-reload", call -> call.manager().reload());
        verbs.put("daemon-reexec", call -> call.manager().reexecute());
    }

    public static CommandLineOptions parse(Command command) {
        return CommandLineOptions.parse(command.argv(), FLAGS, VALUES);
    }

    public void run(Command command, CommandReply reply, long deadline) {
        CommandLineOptions line = parse(command);
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
        VerbHandler verb = verbs.get(word);
        if (verb == null) {
            throw new TestMistakeException("the fake's systemctl does not support the verb \"" + word
                    + "\"; it supports " + String.join(", ", new TreeSet<>(verbs.keySet())));
        }
        Manager manager = managers.of(line.scope());
        List<String> names = words.isEmpty() ? List.of() : words.subList(1, words.size());
        if (names.isEmpty() && VERBS_THAT_NEED_A_UNIT.contains(word)) {
            reply.fail(1, "Too few arguments.");
            return;
        }
        verb.run(new SystemctlCall(command, word, line, List.copyOf(names), manager, reply, deadline));
    }
}
