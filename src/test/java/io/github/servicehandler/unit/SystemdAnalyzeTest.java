package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares time spans and calendar expressions with the machine's {@code systemd-analyze}, which needs no manager. How
 * many is set by {@code -Danalyze.count}, the seed by {@code -Danalyze.seed}, and another program, such as that of
 * another release, by {@code -Danalyze.program}, whose words are separated by blanks.
 */
class SystemdAnalyzeTest {

    private static final int COUNT = Integer.getInteger("analyze.count", 300);
    private static final long SEED = Long.getLong("analyze.seed", 1);
    private static final List<String> PROGRAM =
            List.of(System.getProperty("analyze.program", "systemd-analyze").split(" "));
    /** The result for expressions in whose search systemd gives up: here, they have no further moment. */
    private static final String STUCK = "stuck";

    private static final Pattern STUCK_MESSAGE =
            Pattern.compile("Failed to determine next elapse for '(.*)': Resource deadlock avoided");

    private static final int BATCH = 50;
    private static final int ITERATIONS = 5;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    @BeforeAll
    static void requireProgram() {
        assumeTrue(exists(), "systemd-analyze is not installed");
    }

    private static boolean exists() {
        try {
            return run("UTC", Stream.of("--version")).contains("systemd");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void readsAndPrintsTimeSpansAsSystemdDoes() throws IOException {
        RandomExpressions random = new RandomExpressions(SEED);
        List<String> differences = new ArrayList<>();
        for (int done = 0; done < COUNT; done += BATCH) {
            Set<String> spans = distinct(random::span);
            differences.addAll(differences(analyzedSpans(spans), ownSpans(spans), ""));
        }
        assertThat(differences).as("seed " + SEED).isEmpty();
    }

    @Test
    void readsAndPrintsCalendarExpressionsAndFindsTheirMomentsAsSystemdDoes() throws IOException {
        RandomExpressions random = new RandomExpressions(SEED);
        List<String> differences = new ArrayList<>();
        for (int done = 0; done < COUNT; done += BATCH) {
            String zone = random.pick(RandomExpressions.ZONES);
            Instant base = base(random, ZoneId.of(zone));
            Set<String> expressions = distinct(random::calendar);
            differences.addAll(differences(
                    analyzedCalendar(expressions, zone, base),
                    ownCalendar(expressions, zone, base),
                    " from " + base + " in " + zone));
        }
        assertThat(differences).as("seed " + SEED).isEmpty();
    }

    private static List<String> differences(Map<String, String> expected, Map<String, String> actual, String where) {
        List<String> differences = new ArrayList<>();
        actual.forEach((text, result) -> {
            String wanted = expected.getOrDefault(text, "invalid");
            boolean areBothStuck = wanted.equals(STUCK) && result.endsWith(" []");
            if (!wanted.equals(result) && !areBothStuck) {
                differences.add("\"" + text + "\"" + where + ": systemd " + wanted + ", here " + result);
            }
        });
        return differences;
    }

    /** Returns a time in this century; every other one is shortly before the clock is changed. */
    private static Instant base(RandomExpressions random, ZoneId zone) {
        Instant any = LocalDate.of(1990 + random.below(110), 1 + random.below(12), 1 + random.below(28))
                .atTime(LocalTime.ofSecondOfDay(random.below(86_400)))
                .toInstant(ZoneOffset.UTC);
        ZoneOffsetTransition transition = zone.getRules().nextTransition(any);
        return transition == null || random.below(2) == 0
                ? any
                : transition.getInstant().minusSeconds(random.below(20_000)).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Set<String> distinct(Supplier<String> source) {
        Set<String> texts = new LinkedHashSet<>();
        while (texts.size() < BATCH) {
            String text = source.get();
            if (!text.startsWith("-")) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static Map<String, String> ownSpans(Collection<String> spans) {
        Map<String, String> results = new LinkedHashMap<>();
        spans.forEach(span -> results.put(span, ownSpan(span)));
        return results;
    }

    private static String ownSpan(String text) {
        try {
            TimeSpan span = TimeSpan.parse(text);
            assertThat(TimeSpan.parse(span.toString())).isEqualTo(span);
            return span.toString();
        } catch (IllegalArgumentException e) {
            return "invalid";
        }
    }

    private static Map<String, String> ownCalendar(Collection<String> expressions, String zone, Instant base) {
        Map<String, String> results = new LinkedHashMap<>();
        expressions.forEach(text -> results.put(text, ownCalendar(text, base.atZone(ZoneId.of(zone)))));
        return results;
    }

    private static String ownCalendar(String text, ZonedDateTime base) {
        try {
            CalendarExpression expression = CalendarExpression.parse(text);
            assertThat(CalendarExpression.parse(expression.toString())).isEqualTo(expression);
            return expression + " "
                    + expression.next(base, ITERATIONS).stream()
                            .map(SECONDS::format)
                            .toList();
        } catch (IllegalArgumentException e) {
            return "invalid";
        }
    }

    private static Map<String, String> analyzedSpans(Collection<String> spans) throws IOException {
        Map<String, String> results = new LinkedHashMap<>();
        for (String span : spans) {
            run("UTC", Stream.of("timespan", "--", span))
                    .lines()
                    .filter(line -> line.strip().startsWith("Human: "))
                    .forEach(line -> results.put(span, line.strip().substring("Human: ".length())));
        }
        return results;
    }

    private static Map<String, String> analyzedCalendar(Collection<String> expressions, String zone, Instant base)
            throws IOException {
        Map<String, String> results = new LinkedHashMap<>();
        for (String section : sections(expressions, zone, base)) {
            STUCK_MESSAGE.matcher(section).results().forEach(stuck -> results.put(stuck.group(1), STUCK));
            String normalized = value(section, "Normalized form: ");
            String original = section.contains("Original form: ") ? value(section, "Original form: ") : normalized;
            List<String> moments = section.lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("(in UTC): "))
                    .map(line -> line.substring("(in UTC): Mon ".length(), line.length() - " UTC".length()))
                    .toList();
            if (!normalized.isEmpty()) {
                results.put(original, normalized + " " + moments);
            }
        }
        return results;
    }

    private static List<String> sections(Collection<String> expressions, String zone, Instant base) throws IOException {
        Stream<String> options = Stream.of(
                "calendar",
                "--iterations=" + ITERATIONS,
                String.format(Locale.ROOT, "--base-time=%s UTC", SECONDS.format(base)),
                "--");
        String output = run(zone, Stream.concat(options, expressions.stream()));
        return List.of(output.split("\n\n"));
    }

    private static String value(String section, String name) {
        return section.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElse("");
    }

    private static String run(String zone, Stream<String> arguments) throws IOException {
        List<String> words = Stream.concat(PROGRAM.stream(), arguments).toList();
        Path errors = Files.createTempFile("systemd-analyze", ".txt");
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(errors.toFile());
        builder.environment().putAll(Map.of("TZ", zone, "LC_ALL", "C.UTF-8", "SYSTEMD_COLORS", "0"));
        Process process = builder.start();
        process.getOutputStream().close();
        try (InputStream output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8) + "\n\n" + Files.readString(errors);
        } finally {
            Files.delete(errors);
        }
    }
}
