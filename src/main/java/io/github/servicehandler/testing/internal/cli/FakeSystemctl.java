package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.manager.ManagerRegistry;
import io.github.servicehandler.testing.internal.time.Microseconds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The fake's systemctl, which parses a command line and passes it to the implementation of its verb. */
public final class FakeSystemctl {

    /** The approximate duration of a real systemctl. If commands took no time, a crash loop would never end. */
    public static final long COMMAND_MICROS = 5 * Microseconds.MILLISECOND;

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
        JobListVerbs.addTo(verbs);
        ListDependenciesVerb.addTo(verbs);
        TriggerListVerbs.addTo(verbs);
        EnvironmentVerbs.addTo(verbs);
        ManagerVerbs.addTo(verbs);
        PropertyVerbs.addTo(verbs);
        DependencyLinkVerbs.addTo(verbs);
        UnitFileVerbs.addTo(verbs);
        PresetVerbs.addTo(verbs);
        DefaultTargetVerbs.addTo(verbs);
        verbs.put("list-timers", ListTimersVerb::run);
        verbs.put("show", ShowVerb::run);
        verbs.put("status", StatusVerb::run);
        verbs.put("daemon-reload", call -> call.manager().reload());
        verbs.put("daemon-reexec", call -> call.manager().reexecute());
    }

    public static CommandLineOptions parse(Command command) {
        return SystemctlOptions.parse(command);
    }

    public void run(Command command, CommandReply reply, long deadline) {
        CommandLineOptions line = parse(command);
        if (line.has("--version")) {
            reply.out("systemd " + version + " (" + version + ".0-fake)");
            reply.out("+FAKE default-hierarchy=unified");
            return;
        }
        String mistake = SystemctlOptions.mistake(command, line, version);
        if (!mistake.isEmpty()) {
            mistake.lines().forEach(text -> reply.fail(1, text));
            return;
        }
        if (OptionHelp.print(line, version, reply)) {
            return;
        }
        List<String> words = line.words();
        String word = words.isEmpty() ? "list-units" : words.get(0);
        VerbHandler verb = verbs.get(word);
        if (verb == null) {
            throw new TestMistakeException("the fake's systemctl does not support the verb \"" + word
                    + "\"; it supports " + String.join(", ", new TreeSet<>(verbs.keySet())));
        }
        if (VerbArguments.firstVersion(word) > version) {
            reply.fail(1, "Unknown command verb " + (version < 257 ? word : "'" + word + "'") + ".");
            return;
        }
        Manager manager = managers.of(line.scope());
        List<String> names = words.isEmpty() ? List.of() : words.subList(1, words.size());
        String wrongCount = VerbArguments.mistake(word, names.size());
        String offline = wrongCount.isEmpty() ? OfflineVerbs.mistake(word, line, version) : wrongCount;
        if (!offline.isEmpty()) {
            reply.fail(1, offline);
            return;
        }
        verb.run(new SystemctlCall(command, word, line, List.copyOf(names), manager, reply, deadline));
    }
}
