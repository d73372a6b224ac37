package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A runner that answers commands from a script, and records them. A command is identified by its verb, such as
 * {@code start} or {@code show}, or else by its program. Each answer is given once, and the last one repeatedly. A
 * command without an answer is an error in the test.
 */
public final class ScriptedRunner implements CommandRunner {

    private static final CommandResult OK = CommandResult.ok("");

    private final Map<String, Deque<Function<Command, CommandResult>>> answers = new HashMap<>();
    private final Map<String, Deque<ShowOutput>> units = new HashMap<>();
    private final List<Command> commands = new ArrayList<>();
    private final VirtualTimeSource time = new VirtualTimeSource();

    public ScriptedRunner() {}

    /** Makes commands with these verbs succeed without output. */
    public ScriptedRunner accepts(String... words) {
        Stream.of(words).forEach(word -> on(word, OK));
        return this;
    }

    public ScriptedRunner on(String word, CommandResult... results) {
        Stream.of(results).forEach(result -> on(word, command -> result));
        return this;
    }

    public ScriptedRunner on(String word, Function<Command, CommandResult> answer) {
        answers.computeIfAbsent(word, w -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** Makes a unit appear in these states, one after the other. */
    ScriptedRunner shows(ShowOutput... states) {
        Stream.of(states)
                .forEach(state -> units.computeIfAbsent(state.name().toString(), name -> new ArrayDeque<>())
                        .add(state));
        return this;
    }

    ScriptedRunner lists(String... loaded) {
        String rows = Stream.of(loaded)
                .map(name ->
                        "{\"unit\":\"" + name + "\",\"load\":\"loaded\",\"active\":\"active\",\"sub\":\"running\"}")
                .collect(Collectors.joining(","));
        return on("list-units", CommandResult.ok("[" + rows + "]"));
    }

    @Override
    public synchronized CommandResult run(Command command) {
        commands.add(command);
        String word = word(command);
        if (answers.containsKey(word)) {
            return next(answers.get(word)).apply(command);
        }
        if (word.equals("show")) {
            return CommandResult.ok(names(command).map(this::show).collect(Collectors.joining("\n")));
        }
        if (word.equals("journalctl")) {
            return OK;
        }
        throw new AssertionError("no answer for: " + command);
    }

    private String show(String name) {
        if (!units.containsKey(name)) {
            throw new AssertionError("nothing to show for " + name);
        }
        return next(units.get(name)).toString();
    }

    private static <T> T next(Deque<T> script) {
        return script.size() > 1 ? script.remove() : script.element();
    }

    private static String word(Command command) {
        return command.program().equals("systemctl")
                ? command.argv().stream()
                        .skip(1)
                        .filter(argument -> !argument.startsWith("-"))
                        .findFirst()
                        .orElseThrow()
                : command.program();
    }

    private static Stream<String> names(Command command) {
        return command.argv().stream()
                .dropWhile(argument -> !argument.equals("--"))
                .skip(1);
    }

    @Override
    public TimeSource time() {
        return time;
    }

    VirtualTimeSource fakeTime() {
        return time;
    }

    public synchronized List<Command> commands() {
        return List.copyOf(commands);
    }

    /** Returns the commands that were run, each shortened to verb and names. */
    public synchronized List<String> ran() {
        return commands.stream()
                .map(command ->
                        Stream.concat(Stream.of(word(command)), names(command)).collect(Collectors.joining(" ")))
                .toList();
    }
}
