package io.github.servicehandler.unit;

import static io.github.servicehandler.unit.UnitFileProblem.Kind.BAD_SECTION_CHARACTERS;
import static io.github.servicehandler.unit.UnitFileProblem.Kind.INVALID_SECTION_HEADER;
import static io.github.servicehandler.unit.UnitFileProblem.Kind.LINE_TOO_LONG;
import static io.github.servicehandler.unit.UnitFileProblem.Kind.MISSING_EQUALS;
import static io.github.servicehandler.unit.UnitFileProblem.Kind.MISSING_KEY;
import static io.github.servicehandler.unit.UnitFileProblem.Kind.NOT_UTF8;
import static io.github.servicehandler.unit.UnitFileProblem.Kind.OUTSIDE_OF_SECTION;
import static io.github.servicehandler.unit.UnitFileProblem.Kind.UNKNOWN_SECTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.unit.UnitFile.Entry;
import io.github.servicehandler.unit.UnitFileProblem.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The expectations were observed with systemd 252; {@code UnitFileRefusalIT} compares the most unusual texts with the
 * real systemd.
 */
class UnitFileParserTest {

    private static final int MIB = 1024 * 1024;

    @Test
    void keepsSectionsAndSettingsInOrder() {
        UnitFile unit = UnitFile.parse("""
                # a comment
                [Unit]
                Description=My bot
                ; another one

                [Service]
                ExecStart=/bin/a
                Environment=A=b
                ExecStart=/bin/b
                """);

        assertThat(unit.sections()).containsExactly("Unit", "Service");
        assertThat(unit.entries("Service"))
                .containsExactly(
                        new Entry("ExecStart", "/bin/a"),
                        new Entry("Environment", "A=b"),
                        new Entry("ExecStart", "/bin/b"));
        assertThat(unit.problems()).isEmpty();
    }

    @Test
    void stripsBlanksButNoOtherWhitespace() {
        UnitFile unit = UnitFile.parse("  [Service] \n\t A \t=\t b c \t\n\u000bD=\u00a0e\u000b\n");

        assertThat(unit.entries("Service"))
                .containsExactly(new Entry("A", "b c"), new Entry("\u000bD", "\u00a0e\u000b"));
    }

    @Test
    void takesSectionNamesAsTheyStand() {
        assertThat(UnitFile.parse("[ Service ]\n[]\n[a=b]").sections()).containsExactly(" Service ", "", "a=b");
    }

    @Test
    void joinsSectionsOfTheSameName() {
        UnitFile unit = UnitFile.parse("[Service]\nA=1\n[Unit]\n[Service]\nB=2\n");

        assertThat(unit.sections()).containsExactly("Service", "Unit");
        assertThat(unit.entries("Service")).hasSize(2);
    }

    @Test
    void joinsContinuedLinesWithABlankAndSkipsCommentsInBetween() {
        UnitFile unit = UnitFile.parse("[Service]\nA=one\\\n# no\n  ; no\\\ntwo \\\n  three\nB=c\n");

        assertThat(unit.last("Service", "A")).contains("one two    three");
        assertThat(unit.last("Service", "B")).contains("c");
    }

    @Test
    void endsAContinuationAtABlankLineAndAtTheEnd() {
        UnitFile unit = UnitFile.parse("[Service]\nA=a\\\n\nB=b\\");

        assertThat(unit.entries("Service")).containsExactly(new Entry("A", "a"), new Entry("B", "b"));
    }

    @Test
    void doesNotContinueAfterAnEscapedBackslashOrABlank() {
        UnitFile unit = UnitFile.parse("[Service]\nA=a\\\\\nB=b\\ \nC=c\\\\\\\nd");

        assertThat(unit.entries("Service"))
                .containsExactly(new Entry("A", "a\\\\"), new Entry("B", "b\\"), new Entry("C", "c\\\\ d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\r", "\0", "\r\n\0"})
    void takesAnyLineEnd(String end) {
        UnitFile unit = UnitFile.parse(String.join(end, "[Service]", "A=a", "bad", ""));

        assertThat(unit.entries("Service")).containsExactly(new Entry("A", "a"));
        assertThat(unit.problems()).containsExactly(new UnitFileProblem(3, MISSING_EQUALS, "bad"));
    }

    @Test
    void takesTheFirstByteOrderMarkWhereverALineBeginsWithIt() {
        assertThat(UnitFile.parse("\uFEFF[Service]\nA=a").entries("Service")).hasSize(1);
        assertThat(UnitFile.parse("\n\uFEFF[Service]\nA=a").entries("Service")).hasSize(1);
        assertThat(UnitFile.parse("\uFEFF[Service]\n\uFEFFA=a").entries("Service"))
                .containsExactly(new Entry("\uFEFFA", "a"));
    }

    @Test
    void doesNotTakeACommentAfterAByteOrderMarkForOne() {
        assertThat(UnitFile.parse("\uFEFF# hi\n[Service]\n").problems())
                .containsExactly(new UnitFileProblem(1, OUTSIDE_OF_SECTION, "# hi"));
    }

    @Test
    void keepsEmptyAssignments() {
        assertThat(UnitFile.parse("[Service]\nExecStart=\n").entries("Service"))
                .containsExactly(new Entry("ExecStart", ""));
    }

    @Test
    void ignoresLinesThatAreNoSettings() {
        UnitFile unit = UnitFile.parse("A=b\nnoise\n[Service]\nnoise\n=x\n =\nB=c\n");

        assertThat(unit.problems())
                .containsExactly(
                        new UnitFileProblem(1, OUTSIDE_OF_SECTION, "A=b"),
                        new UnitFileProblem(2, OUTSIDE_OF_SECTION, "noise"),
                        new UnitFileProblem(4, MISSING_EQUALS, "noise"),
                        new UnitFileProblem(5, MISSING_KEY, "=x"),
                        new UnitFileProblem(6, MISSING_KEY, "="));
        assertThat(unit.problems()).noneMatch(UnitFileProblem::fatal);
        assertThat(unit.entries("Service")).containsExactly(new Entry("B", "c"));
    }

    @Test
    void countsAProblemOfAContinuedLineAtItsLastLine() {
        assertThat(UnitFile.parse("[Service]\na\\\nb\\\nc\n").problems())
                .containsExactly(new UnitFileProblem(4, MISSING_EQUALS, "a b c"));
        assertThat(UnitFile.parse("[Service]\na\\").problems())
                .containsExactly(new UnitFileProblem(3, MISSING_EQUALS, "a"));
    }

    @Test
    void flagsASectionThatNoUnitHasButNotAnExtension() {
        UnitFile unit = UnitFile.parse("[Servce]\nA=b\nnoise\n[X-Mine]\nC=d\nnoise\n");

        assertThat(unit.problems()).containsExactly(new UnitFileProblem(1, UNKNOWN_SECTION, "[Servce]"));
        assertThat(unit.entries("Servce")).containsExactly(new Entry("A", "b"));
        assertThat(unit.entries("X-Mine")).containsExactly(new Entry("C", "d"));
    }

    @Test
    void flagsTheSectionOfAnotherTypeWhereTheTypeIsKnown() {
        String text = "[Unit]\n[Timer]\n[Install]\n";

        assertThat(UnitFile.parse(text).problems()).isEmpty();
        assertThat(UnitFile.parse(text, UnitType.TIMER).problems()).isEmpty();
        assertThat(UnitFile.parse(text, UnitType.SERVICE).problems())
                .containsExactly(new UnitFileProblem(2, UNKNOWN_SECTION, "[Timer]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[Unit", "[Unit] x", "["})
    void refusesAHeaderThatIsNotClosed(String header) {
        assertRefused(header, INVALID_SECTION_HEADER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[Un\"it]", "[Un'it]", "[Un\\it]", "[Un\u0001it]", "[Un\tit]", "[Un\u007fit]"})
    void refusesAHeaderWithBadCharacters(String header) {
        assertRefused(header, BAD_SECTION_CHARACTERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=\uFFFE", "A=\uFDD0", "A=\uD83F\uDFFF", "A=\uD800", "\uFFFF", "[\uFFFF"})
    void refusesWhatIsNoCleanUtf8(String line) {
        assertRefused(line, NOT_UTF8);
    }

    private static void assertRefused(String line, Kind kind) {
        UnitFile unit = UnitFile.parse("[Service]\nA=b\n" + line + "\nC=d\nnoise\n");

        assertThat(unit.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.kind()).isEqualTo(kind);
            assertThat(problem.fatal()).isTrue();
        });
        assertThat(unit.entries("Service")).containsExactly(new Entry("A", "b"));
    }

    @Test
    void toleratesAnythingInComments() {
        assertThat(UnitFile.parse("# \uFFFE \uD800\n[Service]\n").problems()).isEmpty();
    }

    @Test
    void refusesALineOfOneMebibyte() {
        String longest = "A=" + "ä".repeat((MIB - 3) / 2) + "x";

        assertThat(UnitFile.parse("[Unit]\n" + longest).problems()).isEmpty();
        assertThat(UnitFile.parse("[Unit]\n" + longest + "x").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(LINE_TOO_LONG);
                    assertThat(problem.text()).hasSize(200);
                });
        assertThat(UnitFile.parse("#" + "x".repeat(MIB)).problems()).hasSize(1);
    }

    @Test
    void refusesALineThatIsContinuedBeyondOneMebibyte() {
        String half = "x".repeat(MIB / 2 - 1);

        assertThat(UnitFile.parse("[Unit]\n" + half + "\\\n" + half + "=").problems())
                .isEmpty();
        assertThat(UnitFile.parse("[Unit]\n" + half + "\\\n" + half + "=x").problems())
                .containsExactly(new UnitFileProblem(3, LINE_TOO_LONG, "x".repeat(200)));
    }

    @Test
    void takesTimeInProportionToTheLength() {
        String text = "[Unit]\n" + "\\\n".repeat(1_000_000);

        UnitFile unit = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> UnitFile.parse(text));

        assertThat(unit.entries("Unit")).isEmpty();
    }
}
