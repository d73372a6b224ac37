package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.Command;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser of the actions of a rule file. */
final class ActionParser {

    private static final Map<String, Function<RuleLineScanner, Action>> ACTIONS = actions();
    private static final List<String> STRATEGIES = List.of("one-for-one", "one-for-all", "rest-for-one");

    /** A number of attempts, which may follow the actions of a line. */
    static final Pattern ATTEMPTS = Pattern.compile("x[0-9]+");

    private ActionParser() {}

    private static Map<String, Function<RuleLineScanner, Action>> actions() {
        Map<String, Function<RuleLineScanner, Action>> actions = new LinkedHashMap<>();
        actions.put("restart", scanner -> Action.restart());
        actions.put("start", scanner -> Action.start());
        actions.put("stop", scanner -> Action.stop());
        actions.put("reload", scanner -> Action.reload());
        actions.put("reset-failed", scanner -> Action.resetFailed());
        actions.put(
                "kill", scanner -> Action.kill(scanner.read("a signal such as TERM or KILL", ConditionParser::signal)));
        actions.put("quarantine", scanner -> Action.quarantine());
        actions.put("log", scanner -> Action.log());
        actions.put("restart-group", ActionParser::group);
        actions.put("run", ActionParser::run);
        return actions;
    }

    /** Returns all words that actions begin with. */
    static Set<String> words() {
        return ACTIONS.keySet();
    }

    /** Reads actions with commas between them. */
    static Action[] parse(RuleLineScanner scanner) {
        List<Action> actions = new ArrayList<>();
        do {
            actions.add(action(scanner));
        } while (scanner.take(","));
        return actions.toArray(Action[]::new);
    }

    private static Action action(RuleLineScanner scanner) {
        @Nullable Function<RuleLineScanner, Action> kind = ACTIONS.get(scanner.peek());
        if (kind == null) {
            throw ATTEMPTS.matcher(scanner.peek()).matches()
                    ? scanner.error("a number of attempts such as \"" + scanner.peek()
                            + "\" is for the whole line; write it at the end of the line")
                    : scanner.expected("an action", ACTIONS.keySet());
        }
        scanner.word("an action");
        return kind.apply(scanner);
    }

    private static Action group(RuleLineScanner scanner) {
        if (!STRATEGIES.contains(scanner.peek())) {
            throw scanner.expected("one-for-one, one-for-all or rest-for-one", STRATEGIES);
        }
        String word = scanner.word("a strategy").replace('-', '_');
        RestartStrategy strategy = RuleValues.constant(RestartStrategy.class, word);
        scanner.require("(");
        Set<String> services = new LinkedHashSet<>();
        scanner.list(() -> scanner.placed(scanner.place(), () -> {
            if (!services.add(RuleValues.service(scanner))) {
                throw new IllegalArgumentException("a group must have each service only once");
            }
            return services;
        }));
        scanner.requireEndOfServices("\")\"");
        scanner.require(")");
        return Action.restartGroup(strategy, services.toArray(String[]::new));
    }

    private static Action run(RuleLineScanner scanner) {
        if (!scanner.take("(")) {
            throw scanner.expected("\"(\", as in run (/usr/bin/mail, root)");
        }
        Command command = RuleValues.command(scanner);
        if (!scanner.take(")")) {
            throw scanner.expected("\")\", or a comma before the next argument");
        }
        return Action.run(command);
    }
}
