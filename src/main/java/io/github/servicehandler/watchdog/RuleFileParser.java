package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.unit.UnitPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parser of rule files. Each rule begins with a line of {@code rule} and a name; each further line sets one property.
 */
final class RuleFileParser {

    private static final Map<String, BiFunction<Rule, RuleLineScanner, Rule>> SETTINGS = settings();
    private static final Map<String, Function<RuleLineScanner, Action>> ACTIONS = actions();

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<Rule> rules = new ArrayList<>();

    /** The kinds of lines of the current rule. A second line of a kind would silently replace the first. */
    private final Set<String> settingsSeen = new HashSet<>();

    private RuleFileParser() {}

    private static Map<String, BiFunction<Rule, RuleLineScanner, Rule>> settings() {
        Map<String, BiFunction<Rule, RuleLineScanner, Rule>> settings = new LinkedHashMap<>();
        settings.put(
                "on",
                (rule, scanner) -> rule.on(scanner.list(() -> pattern(scanner)).toArray(String[]::new)));
        settings.put("when", (rule, scanner) -> rule.when(ConditionParser.parse(scanner)));
        settings.put("as long as", (rule, scanner) -> rule.asLongAs(ConditionParser.parse(scanner)));
        settings.put("then", (rule, scanner) -> times(rule.then(actionList(scanner)), scanner));
        settings.put("else", (rule, scanner) -> times(rule.escalateTo(actionList(scanner)), scanner));
        settings.put("backoff", RuleFileParser::backoff);
        settings.put("jitter", (rule, scanner) -> rule.jitter(scanner.decimal()));
        settings.put("budget", RuleFileParser::budget);
        settings.put("cooldown", (rule, scanner) -> rule.cooldown(scanner.span()));
        settings.put("grace", (rule, scanner) -> rule.grace(scanner.span()));
        settings.put("stable", (rule, scanner) -> rule.stableAfter(scanner.span()));
        settings.put(
                "needs",
                (rule, scanner) -> rule.needs(scanner.list("a service's name").toArray(String[]::new)));
        settings.put("even if stopped", (rule, scanner) -> rule.evenIfStopped());
        settings.put("even if systemd restarts", (rule, scanner) -> rule.evenIfSystemdRestarts());
        return settings;
    }

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
        actions.put("restart-group", RuleFileParser::group);
        actions.put("run", RuleFileParser::run);
        return actions;
    }

    /** Returns all words that lines, conditions and actions begin with. */
    static List<String> words() {
        return Stream.of(SETTINGS.keySet(), ConditionParser.words(), ACTIONS.keySet())
                .flatMap(Set::stream)
                .toList();
    }

    /** @throws RuleFileException if there is an error in the text */
    static List<Rule> parse(String text) {
        RuleFileParser parser = new RuleFileParser();
        int number = 0;
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        for (String line : plain.lines().toList()) {
            number++;
            RuleLineScanner scanner = new RuleLineScanner(number, line);
            if (!scanner.isAtEnd()) {
                parser.parseLine(scanner);
                scanner.requireEnd();
            }
        }
        return parser.rules;
    }

    private void parseLine(RuleLineScanner scanner) {
        if (scanner.take("rule")) {
            rules.add(scanner.read("a rule's name", Rule::named));
            settingsSeen.clear();
            return;
        }
        if (rules.isEmpty()) {
            throw scanner.expected("\"rule\" and a name on the first line");
        }
        int last = rules.size() - 1;
        rules.set(last, applySetting(rules.get(last), scanner));
    }

    private Rule applySetting(Rule rule, RuleLineScanner scanner) {
        RuleFileException unknownLine = scanner.error("unknown line \"" + scanner.peek()
                + "\"; a line begins with rule, " + String.join(", ", SETTINGS.keySet()));
        for (Map.Entry<String, BiFunction<Rule, RuleLineScanner, Rule>> setting : SETTINGS.entrySet()) {
            if (scanner.take(setting.getKey().split(" "))) {
                requireFirst(setting.getKey(), rule, scanner);
                return applyWithPosition(setting.getValue(), rule, scanner);
            }
        }
        throw unknownLine;
    }

    private void requireFirst(String setting, Rule rule, RuleLineScanner scanner) {
        String kind = setting.equals("as long as") ? "when" : setting;
        if (!settingsSeen.add(kind) && !kind.equals("else")) {
            String kinds = kind.equals("when") ? "when\" or \"as long as" : kind;
            throw scanner.error("rule \"" + rule.name() + "\" already has a line of \"" + kinds
                    + "\"; only \"else\" may be repeated");
        }
    }

    /** Adds the position to the errors that the rule itself reports. */
    private static Rule applyWithPosition(
            BiFunction<Rule, RuleLineScanner, Rule> setting, Rule rule, RuleLineScanner scanner) {
        try {
            return setting.apply(rule, scanner);
        } catch (RuleFileException e) {
            throw e;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw scanner.error(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private static String pattern(RuleLineScanner scanner) {
        return scanner.read(
                "a service's name or pattern", text -> UnitPattern.of(text).toString());
    }

    private static Action[] actionList(RuleLineScanner scanner) {
        List<Action> actions = new ArrayList<>();
        do {
            actions.add(action(scanner));
        } while (scanner.take(","));
        return actions.toArray(Action[]::new);
    }

    private static Action action(RuleLineScanner scanner) {
        @Nullable Function<RuleLineScanner, Action> kind = ACTIONS.get(scanner.peek());
        if (kind == null) {
            throw scanner.expected("an action", String.join(", ", ACTIONS.keySet()));
        }
        scanner.word("an action");
        return kind.apply(scanner);
    }

    private static Rule times(Rule rule, RuleLineScanner scanner) {
        if (scanner.isAtEnd()) {
            return rule;
        }
        int times = scanner.read(
                "the end of the line, a comma and another action, or a number of attempts such as x5", text -> {
                    if (!text.startsWith("x")) {
                        throw new NumberFormatException(text);
                    }
                    return Integer.parseInt(text.substring(1));
                });
        return rule.times(times);
    }

    private static Rule backoff(Rule rule, RuleLineScanner scanner) {
        Duration first = scanner.span();
        scanner.require("..");
        return rule.backoff(first, scanner.span());
    }

    private static Rule budget(Rule rule, RuleLineScanner scanner) {
        int times = scanner.number();
        scanner.require("in");
        return rule.budget(times, scanner.span());
    }

    private static Action group(RuleLineScanner scanner) {
        RestartStrategy strategy = scanner.read(
                "one-for-one, one-for-all or rest-for-one",
                text -> RuleLineScanner.constant(RestartStrategy.class, text.replace('-', '_')));
        List<String> units = new ArrayList<>();
        scanner.require("(");
        units.addAll(scanner.list("a service's name"));
        scanner.require(")");
        return Action.restartGroup(strategy, units.toArray(String[]::new));
    }

    private static Action run(RuleLineScanner scanner) {
        scanner.require("(");
        List<String> argv = scanner.list("a program or argument");
        scanner.require(")");
        return Action.run(Command.of(argv));
    }
}
