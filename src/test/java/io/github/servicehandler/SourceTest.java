package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The laws of the source text: how long a file may get, how classes are named and described, how loggers are named, and
 * where threads are created.
 */
class SourceTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final int MAX_LINES_OF_CODE = 250;
    private static final int MAX_COLUMNS = 120;

    /** Names that occur more than once, with the reason. */
    private static final Map<String, String> SHARED_NAMES =
            Map.of("Kind", "a nested enum of a public record, always read with the name of that record");

    /** Plural nouns that a class comment starts with. Other words that end in "s" are taken for verbs. */
    private static final Set<String> PLURAL_NOUNS = Set.of("Calls", "Conditions", "Limits", "Names", "Properties");

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern COMMENT_LINE = Pattern.compile("\\s*(?://|/?\\*)");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|@?interface|enum|record) ([A-Z]\\w*)[ <({]");
    private static final Pattern TYPE_COMMENT = Pattern.compile(
            "/\\*\\*\\s*(?:\\*\\s*)?(\\S+)(?:(?!\\*/).)*\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*"
                    + "(?:(?:public|private|protected|static|final|abstract|sealed|non-sealed) )*"
                    + "(?:class|@interface|interface|enum|record) ([A-Z]\\w*)",
            Pattern.DOTALL);
    private static final Pattern LOGGER = Pattern.compile("LoggerFactory\\s*\\.getLogger\\(([^;]*)\\);");

    private static final Pattern CREATES_THREADS = Pattern.compile(
            "\\bnew Thread\\(|ThreadPoolExecutor\\b|\\bExecutors\\.|\\bThreadFactory\\b|\\bsetDaemon\\(");

    /** Work that may block: files, sockets and processes. */
    private static final Pattern BLOCKS =
            Pattern.compile("import java\\.(?:nio\\.file\\.Files|nio\\.channels\\.|net\\.)|\\bProcessBuilder\\b");

    @Test
    void noFileHasTooMuchCode() {
        assertThat(sources().filter(file -> linesOfCode(file) > MAX_LINES_OF_CODE))
                .isEmpty();
    }

    @Test
    void noLineIsTooLong() {
        assertThat(sources()
                        .flatMap(file -> lines(file)
                                .filter(line -> line.length() > MAX_COLUMNS && !line.contains("://"))
                                .map(line -> file.getFileName() + ": " + line.strip())))
                .isEmpty();
    }

    @Test
    void noCommentOfTestsAndExamplesIsTooLong() {
        assertThat(Stream.of("src/test/java", "src/bench/java", "examples")
                        .flatMap(folder -> sources(Path.of(folder)))
                        .flatMap(file -> lines(file)
                                .filter(line -> line.length() > MAX_COLUMNS
                                        && COMMENT_LINE.matcher(line).lookingAt())
                                .map(line -> file.getFileName() + ": " + line.strip())))
                .isEmpty();
    }

    @Test
    void noSimpleNameOccursTwice() {
        Map<String, Long> counts = sources()
                .flatMap(file -> groups(TYPE, code(file)))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        counts.values().removeIf(count -> count == 1);

        assertThat(counts.keySet()).isEqualTo(SHARED_NAMES.keySet());
    }

    @Test
    void classCommentsStartWithANoun() {
        assertThat(sources()
                        .flatMap(file -> TYPE_COMMENT
                                .matcher(text(file))
                                .results()
                                .filter(SourceTest::startsWithAVerb)
                                .map(comment -> comment.group(2) + ": " + comment.group(1))))
                .isEmpty();
    }

    private static boolean startsWithAVerb(MatchResult comment) {
        String word = comment.group(1);
        return !word.startsWith("{") && word.matches("[A-Z][a-z]*s") && !PLURAL_NOUNS.contains(word);
    }

    @Test
    void loggersAreNamedByPackage() {
        assertThat(sources()
                        .flatMap(file -> groups(LOGGER, text(file))
                                .filter(argument -> !argument.equals(className(file) + ".class.getPackageName()"))
                                .map(argument -> file.getFileName() + ": " + argument)))
                .isEmpty();
    }

    @Test
    void onlyOnePackageCreatesThreads() {
        assertThat(sources()
                        .filter(file -> !file.startsWith(MAIN.resolve("io/github/servicehandler/internal/concurrent")))
                        .filter(file -> CREATES_THREADS.matcher(code(file)).find()))
                .isEmpty();
    }

    /** A monitor is not held during such work, because of virtual threads: see WorkLock. */
    @Test
    void noMonitorIsUsedWhereWorkMayBlock() {
        assertThat(sources()
                        .filter(file -> code(file).contains("synchronized"))
                        .filter(file -> BLOCKS.matcher(code(file)).find()))
                .isEmpty();
    }

    private static Stream<String> groups(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(result -> result.group(1));
    }

    private static long linesOfCode(Path file) {
        return code(file).lines().filter(line -> !line.isBlank()).count();
    }

    /** Returns the text without its comments. */
    private static String code(Path file) {
        String withoutTexts = TEXT.matcher(text(file)).replaceAll("\"\"");
        return COMMENT.matcher(withoutTexts).replaceAll("");
    }

    private static String className(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    static Stream<Path> sources() {
        return sources(MAIN);
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return List.copyOf(
                    files.filter(file -> file.toString().endsWith(".java")).toList())
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        return text(file).lines();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
