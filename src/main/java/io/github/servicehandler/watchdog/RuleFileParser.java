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

/** Reads rules from text: each begins with {@code rule} and its name, and each line after that says one thing of it. */
final class RuleFileParser {

    private static final Map<String, BiFunction<Rule, RuleLineScanner, Rule>> SETTINGS = settings();
    private static final Map<String, Function<RuleLineScanner, Action>> ACTIONS = actions();

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<Rule> rules = new ArrayList<>();

    /** Which kinds of lines the last rule has: a second one would silently take the place of the first. */
    private final Set<String> said = new HashSet<>();

    private RuleFileParser() {}

    private static Map<String, BiFunction<Rule, RuleLineScanner, Rule>> settings() {
        Map<String, BiFunction<Rule, RuleLineScanner, Rule>> settings = new LinkedHashMap<>();
        settings.put(
                "on", (rule, words) -> rule.on(words.list(() -> pattern(words)).toArray(String[]::new)));
        settings.put("when", (rule, words) -> rule.when(ConditionParser.parse(words)));
        settings.put("as long as", (rule, words) -> rule.asLongAs(ConditionParser.parse(words)));
        settings.put("then", (rule, words) -> times(rule.then(chain(words)), words));
        settings.put("else", (rule, words) -> times(rule.orElse(chain(words)), words));
        settings.put("backoff", RuleFileParser::backoff);
        settings.put("jitter", (rule, words) -> rule.jitter(words.decimal()));
        settings.put("budget", RuleFileParser::budget);
        settings.put("cooldown", (rule, words) -> rule.cooldown(words.span()));
        settings.put("grace", (rule, words) -> rule.grace(words.span()));
        settings.put("stable", (rule, words) -> rule.stableAfter(words.span()));
        settings.put(
                "needs",
                (rule, words) -> rule.needs(words.list("a service's name").toArray(String[]::new)));
        settings.put("even if stopped", (rule, words) -> rule.evenIfStopped());
        settings.put("even if systemd restarts", (rule, words) -> rule.evenIfSystemdRestarts());
        return settings;
    }

    private static Map<String, Function<RuleLineScanner, Action>> actions() {
        Map<String, Function<RuleLineScanner, Action>> actions = new LinkedHashMap<>();
        actions.put("restart", words -> Action.restart());
        actions.put("start", words -> Action.start());
        actions.put("stop", words -> Action.stop());
        actions.put("reload", words -> Action.reload());
        actions.put("reset-failed", words -> Action.resetFailed());
        actions.put("kill", words -> Action.kill(words.read("a signal such as TERM or KILL", ConditionParser::signal)));
        actions.put("quarantine", words -> Action.quarantine());
        actions.put("log", words -> Action.log());
        actions.put("restart-group", RuleFileParser::group);
        actions.put("run", RuleFileParser::run);
        return actions;
    }

    /** Returns all words with which lines, conditions and actions begin. */
    static List<String> words() {
        return Stream.of(SETTINGS.keySet(), ConditionParser.words(), ACTIONS.keySet())
                .flatMap(Set::stream)
                .toList();
    }

    /** @throws RuleFileException if there is a mistake */
    static List<Rule> parse(String text) {
        RuleFileParser file = new RuleFileParser();
        int number = 0;
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        for (String line : plain.lines().toList()) {
            number++;
            RuleLineScanner words = new RuleLineScanner(number, line);
            if (!words.isAtEnd()) {
                file.take(words);
                words.requireEnd();
            }
        }
        return file.rules;
    }

    private void take(RuleLineScanner words) {
        if (words.take("rule")) {
            rules.add(words.read("a rule's name", Rule::named));
            said.clear();
            return;
        }
        if (rules.isEmpty()) {
            throw words.mistake("the first line is \"rule\" and a name");
        }
        int last = rules.size() - 1;
        rules.set(last, set(rules.get(last), words));
    }

    private Rule set(Rule rule, RuleLineScanner words) {
        RuleFileException general = words.mistake(
                "a line begins with rule, " + String.join(", ", SETTINGS.keySet()) + ", not \"" + words.peek() + "\"");
        for (Map.Entry<String, BiFunction<Rule, RuleLineScanner, Rule>> setting : SETTINGS.entrySet()) {
            if (words.take(setting.getKey().split(" "))) {
                requireFirst(setting.getKey(), rule, words);
                return apply(setting.getValue(), rule, words);
            }
        }
        throw general;
    }

    private void requireFirst(String setting, Rule rule, RuleLineScanner words) {
        String kind = setting.equals("as long as") ? "when" : setting;
        if (!said.add(kind) && !kind.equals("else")) {
            throw words.mistake("rule \"" + rule.name() + "\" has a line of \"" + kind
                    + "\" already; all of it is said on one line");
        }
    }

    /** What a rule itself refuses is told with its place, too. */
    private static Rule apply(BiFunction<Rule, RuleLineScanner, Rule> setting, Rule rule, RuleLineScanner words) {
        try {
            return setting.apply(rule, words);
        } catch (RuleFileException e) {
            throw e;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw words.mistake(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private static String pattern(RuleLineScanner words) {
        return words.read(
                "a service's name or pattern", text -> UnitPattern.of(text).toString());
    }

    private static Action[] chain(RuleLineScanner words) {
        List<Action> actions = new ArrayList<>();
        do {
            actions.add(action(words));
        } while (words.take(","));
        return actions.toArray(Action[]::new);
    }

    private static Action action(RuleLineScanner words) {
        @Nullable Function<RuleLineScanner, Action> kind = ACTIONS.get(words.peek());
        if (kind == null) {
            throw words.mistake("an action is expected here: one of " + String.join(", ", ACTIONS.keySet()));
        }
        words.word("an action");
        return kind.apply(words);
    }

    private static Rule times(Rule rule, RuleLineScanner words) {
        if (words.isAtEnd()) {
            return rule;
        }
        int times = words.read("the end, a comma and another action, or how often such as x5", text -> {
            if (!text.startsWith("x")) {
                throw new NumberFormatException(text);
            }
            return Integer.parseInt(text.substring(1));
        });
        return rule.times(times);
    }

    private static Rule backoff(Rule rule, RuleLineScanner words) {
        Duration first = words.span();
        words.require("..");
        return rule.backoff(first, words.span());
    }

    private static Rule budget(Rule rule, RuleLineScanner words) {
        int times = words.number();
        words.require("in");
        return rule.budget(times, words.span());
    }

    private static Action group(RuleLineScanner words) {
        RestartStrategy strategy = words.read(
                "one-for-one, one-for-all or rest-for-one",
                text -> RuleLineScanner.constant(RestartStrategy.class, text.replace('-', '_')));
        List<String> units = new ArrayList<>();
        words.require("(");
        units.addAll(words.list("a service's name"));
        words.require(")");
        return Action.restartGroup(strategy, units.toArray(String[]::new));
    }

    private static Action run(RuleLineScanner words) {
        words.require("(");
        List<String> argv = words.list("a program or argument");
        words.require(")");
        return Action.run(Command.of(argv));
    }
}
