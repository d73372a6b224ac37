package io.github.servicehandler.watchdog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parser of rule files. Each rule begins with a line of {@code rule} and a name; each further line sets one property.
 */
final class RuleFileParser {

    private static final Map<String, BiFunction<Rule, RuleLineScanner, Rule>> SETTINGS = settings();

    /** The most digits of a number of attempts. */
    private static final int DIGITS = 6;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<Rule> rules = new ArrayList<>();

    /** The kinds of lines of the current rule. A second line of a kind would silently replace the first. */
    private final Set<String> settingsSeen = new HashSet<>();

    private final RuleSource source;

    private RuleFileParser(@Nullable Path file) {
        source = new RuleSource(file, List.of());
    }

    private static Map<String, BiFunction<Rule, RuleLineScanner, Rule>> settings() {
        Map<String, BiFunction<Rule, RuleLineScanner, Rule>> settings = new LinkedHashMap<>();
        settings.put("on", (rule, scanner) -> rule.on(RuleValues.services(scanner, RuleValues::servicePattern)));
        settings.put("when", (rule, scanner) -> rule.when(ConditionParser.parse(scanner)));
        settings.put("as long as", (rule, scanner) -> rule.asLongAs(ConditionParser.parse(scanner)));
        settings.put("then", (rule, scanner) -> times(rule.then(ActionParser.parse(scanner)), scanner));
        settings.put("else", RuleFileParser::otherwise);
        settings.put("backoff", RuleFileParser::backoff);
        settings.put("jitter", (rule, scanner) -> rule.jitter(scanner.decimal()));
        settings.put("budget", RuleFileParser::budget);
        settings.put("cooldown", (rule, scanner) -> rule.cooldown(scanner.span()));
        settings.put("grace", (rule, scanner) -> rule.grace(scanner.span()));
        settings.put("stable", (rule, scanner) -> rule.stableAfter(scanner.span()));
        settings.put("needs", (rule, scanner) -> rule.needs(RuleValues.services(scanner, RuleValues::service)));
        settings.put("even if stopped", (rule, scanner) -> rule.evenIfStopped());
        settings.put("even if systemd restarts", (rule, scanner) -> rule.evenIfSystemdRestarts());
        return settings;
    }

    /** Returns all words that lines, conditions and actions begin with. */
    static List<String> words() {
        return Stream.of(SETTINGS.keySet(), ConditionParser.words(), ActionParser.words())
                .flatMap(Set::stream)
                .toList();
    }

    /** @throws RuleFileException if there is an error in the text */
    static List<Rule> parse(String text) {
        return parse(text, null);
    }

    /**
     * Parses the text of a file.
     *
     * @throws RuleFileException if there is an error in the text, or if it has no rule
     */
    static List<Rule> parse(String text, @Nullable Path file) {
        RuleFileParser parser = new RuleFileParser(file);
        int number = 0;
        for (String line : lines(text)) {
            number++;
            RuleLineScanner scanner = new RuleLineScanner(number, line);
            if (!scanner.isAtEnd()) {
                parser.parseLine(scanner);
                scanner.requireEnd();
            }
        }
        parser.finishRule();
        if (parser.rules.isEmpty()) {
            throw new RuleFileException(1, 1, "there is no rule; a rule begins with \"rule\" and a name");
        }
        return parser.rules;
    }

    private static List<String> lines(String text) {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        return plain.lines().toList();
    }

    /**
     * Returns the words of a text, without comments and empty lines: two texts with the same words have the same rules.
     */
    static List<List<String>> meaning(String text) {
        return lines(text).stream()
                .map(line -> new RuleLineScanner(1, line).texts())
                .filter(texts -> !texts.isEmpty())
                .toList();
    }

    private void parseLine(RuleLineScanner scanner) {
        if (scanner.take("rule")) {
            finishRule();
            int place = scanner.place();
            Rule rule = scanner.read("a rule's name", Rule::named);
            scanner.placed(place, () -> requireNew(rule));
            if (!scanner.isAtEnd()) {
                throw scanner.expected("the end of the line, since the name of a rule is one word");
            }
            rules.add(rule.with(source.with(scanner.marks("rule"))));
            settingsSeen.clear();
            return;
        }
        if (scanner.peek().startsWith("//") || scanner.peek().startsWith(";")) {
            throw scanner.error("a comment begins with #, not with \"" + scanner.peek() + "\"");
        }
        if (rules.isEmpty()) {
            throw scanner.error("expected \"rule\" and a name on the first line, but found \"" + scanner.peek() + "\""
                    + scanner.suggestion(List.of("rule")));
        }
        int last = rules.size() - 1;
        rules.set(last, applySetting(rules.get(last), scanner));
    }

    private Rule requireNew(Rule rule) {
        for (Rule other : rules) {
            if (other.name().equals(rule.name())) {
                throw new IllegalArgumentException(
                        "there are two rules named \"" + rule.name() + "\"; each rule needs a name of its own");
            }
        }
        return rule;
    }

    /** Refuses a rule that lacks a line, before the next one begins. */
    private void finishRule() {
        if (!rules.isEmpty()) {
            Rule rule = rules.get(rules.size() - 1);
            rule.condition();
            rule.steps();
        }
    }

    private Rule applySetting(Rule rule, RuleLineScanner scanner) {
        for (Map.Entry<String, BiFunction<Rule, RuleLineScanner, Rule>> setting : SETTINGS.entrySet()) {
            int place = scanner.place();
            if (scanner.take(setting.getKey().split(" "))) {
                scanner.placed(place, () -> {
                    requireFirst(setting.getKey(), rule);
                    return rule;
                });
                Rule changed = applyWithPosition(setting.getValue(), rule, scanner);
                return changed.with(changed.source().with(scanner.marks(setting.getKey())));
            }
        }
        throw unknownLine(scanner);
    }

    private static RuleFileException unknownLine(RuleLineScanner scanner) {
        List<String> allowed = new ArrayList<>(List.of("rule"));
        allowed.addAll(SETTINGS.keySet());
        return scanner.error("unknown line \"" + scanner.peek() + "\"" + scanner.suggestionForLine(allowed)
                + "; a line begins with " + String.join(", ", allowed));
    }

    private void requireFirst(String setting, Rule rule) {
        String kind = setting.equals("as long as") ? "when" : setting;
        if (!settingsSeen.add(kind) && !kind.equals("else")) {
            String kinds = kind.equals("when") ? "when\" or \"as long as" : kind;
            throw new IllegalArgumentException("rule \"" + rule.name() + "\" already has a line of \"" + kinds
                    + "\"; only \"else\" may be repeated");
        }
    }

    /** Adds the position of the last value read to the errors that the rule itself reports. */
    private static Rule applyWithPosition(
            BiFunction<Rule, RuleLineScanner, Rule> setting, Rule rule, RuleLineScanner scanner) {
        return scanner.placed(() -> setting.apply(rule, scanner));
    }

    private static Rule otherwise(Rule rule, RuleLineScanner scanner) {
        if (!rule.hasSteps()) {
            throw scanner.errorAtLine("a line of \"then\" must come before the first line of \"else\"");
        }
        return times(rule.escalateTo(ActionParser.parse(scanner)), scanner);
    }

    private static Rule times(Rule rule, RuleLineScanner scanner) {
        if (scanner.isAtEnd()) {
            return rule;
        }
        if (!ActionParser.ATTEMPTS.matcher(scanner.peek()).matches()) {
            throw scanner.expected(
                    "the end of the line, a comma and another action, or a number of attempts such as x5");
        }
        int times = scanner.read("a number of attempts", text -> {
            String digits = text.substring(1);
            if (digits.length() > DIGITS || Integer.parseInt(digits) == 0) {
                throw new IllegalArgumentException("it must be from 1 to 999999");
            }
            return Integer.parseInt(digits);
        });
        if (scanner.isNext(",")) {
            throw scanner.error("a number of attempts is for the whole line; write it at the end of the line");
        }
        return rule.times(times);
    }

    private static Rule backoff(Rule rule, RuleLineScanner scanner) {
        int place = scanner.place();
        Duration first = scanner.span();
        scanner.placed(place, () -> Times.requirePositive(first, "the first wait of a backoff"));
        if (scanner.isAtEnd()) {
            throw scanner.expected("\"..\" and the longest wait, as in 1s..5min");
        }
        scanner.require("..");
        return scanner.placed(scanner.place(), () -> rule.backoff(first, scanner.span()));
    }

    private static Rule budget(Rule rule, RuleLineScanner scanner) {
        int times = scanner.number("the number of times", 1, OccurrenceWindow.CAPACITY);
        scanner.require("in");
        return scanner.placed(scanner.place(), () -> rule.budget(times, scanner.span()));
    }
}
