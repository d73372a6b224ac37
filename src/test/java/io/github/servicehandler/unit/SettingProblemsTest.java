package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.unit.UnitFileProblem.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingProblemsTest {

    private static final int VERSION = 252;

    private static List<UnitFileProblem> problems(String settings) {
        return UnitFile.parse("[Service]\nExecStart=/bin/a\n" + settings + "\n", UnitType.SERVICE)
                .problems(VERSION);
    }

    @ParameterizedTest
    @CsvSource({
        "MemroyMax=1G, MemoryMax=",
        "execstart=/bin/a, ExecStart=",
        "Enviroment=A=b, Environment=",
        "RestartSecs=1, RestartSec="
    })
    void findsTheKeyThatWasMeant(String line, String meant) {
        assertThat(problems(line))
                .containsExactly(new UnitFileProblem(3, Kind.UNKNOWN_KEY, line, "did you mean " + meant + "?"));
    }

    @Test
    void guessesNothingFarFetched() {
        assertThat(problems("Colour=blue")).containsExactly(new UnitFileProblem(3, Kind.UNKNOWN_KEY, "Colour=blue"));
        assertThat(problems("X-Colour=blue\n[X-Mine]\nColour=blue")).isEmpty();
    }

    @Test
    void findsTheSectionThatWasMeant() {
        assertThat(problems("Description=a\nWantedBy=default.target"))
                .containsExactly(
                        new UnitFileProblem(3, Kind.WRONG_SECTION, "Description=a", "it belongs to [Unit]"),
                        new UnitFileProblem(
                                4, Kind.WRONG_SECTION, "WantedBy=default.target", "it belongs to [Install]"));
    }

    @Test
    void dependsOnTheVersion() {
        UnitFile unit = UnitFile.parse("[Service]\nExecStart=/bin/a\nRestartMode=direct\nType=notify-reload\n");

        assertThat(unit.problems(252)).hasSize(2);
        assertThat(unit.problems(257)).isEmpty();
        assertThat(unit.problems(300)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Type=simpel",
                "Restart=allways",
                "RemainAfterExit=maybe",
                "RestartSec=5 bananas",
                "KillMode=all",
                "MemoryMax=lots",
                "CPUQuota=half",
                "UMask=999",
                "StartLimitBurst=many",
                "ProtectSystem=very",
                "PrivateTmp=perhaps",
                "RemainAfterExit=",
                "MemoryMax=200%",
                "TasksMax=0",
                "CPUQuota=0%",
                "UMask=17777"
            })
    void findsBadValues(String line) {
        assertThat(problems(line)).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.BAD_VALUE);
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.fatal()).isFalse();
            assertThat(problem.advice()).startsWith("it must be ");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User=a:b",
                "WorkingDirectory=/tmp/../x",
                "WorkingDirectory=tmp",
                "RootDirectory=tmp",
                "ExecStartPre=bin/a",
                "ExecStartPre=/bin/a \"b",
                "ExecStartPre=+!/bin/a",
                "ExecStartPre=|/bin/a",
                "ExecStartPre=/bin/",
                "ExecStartPre='/bin/a\"'"
            })
    void findsValuesThatMakeSystemdRefuseTheUnit(String line) {
        assertThat(problems(line)).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.REFUSED_VALUE);
            assertThat(problem.fatal()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Type=notify",
                "Restart=on-failure",
                "RestartSec=1min 30s",
                "TimeoutStopSec=infinity",
                "RemainAfterExit=On",
                "MemoryMax=1.5G",
                "MemoryMax=50%",
                "CPUQuota=150%",
                "UMask=0027",
                "ProtectSystem=strict",
                "ProtectSystem=1",
                "User=%i",
                "WorkingDirectory=-/a/../b",
                "WorkingDirectory=~",
                "ExecStartPre=-@/bin/a b",
                "ExecStartPre=/opt/bot/run a ; /bin/b",
                "ExecStartPre=!!-/bin/a",
                "TasksMax=50%",
                "PrivateMounts=",
                "PrivateMounts=yes",
                "ExecReload=/bin/kill -HUP $MAINPID",
                "Environment="
            })
    void findsNothingInGoodValues(String line) {
        assertThat(problems(line)).allMatch(problem -> line.contains("..")).hasSize(line.contains("..") ? 1 : 0);
    }

    @Test
    void findsACommandLineAsAProgram() {
        UnitFile unit = UnitFile.parse("[Service]\nExecStart=\"/usr/bin/python3 /x.py\"\n", UnitType.SERVICE);

        assertThat(unit.problems(VERSION)).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Kind.COMMAND_LINE_AS_PROGRAM);
            assertThat(problem.line()).isEqualTo(2);
        });
    }

    @Test
    void findsAUnitThatIsNotComplete() {
        String text = "[Service]\nType=simple\n";

        assertThat(UnitFile.parse(text, UnitType.SERVICE).problems(VERSION))
                .extracting(UnitFileProblem::kind)
                .containsExactly(Kind.INCOMPLETE_UNIT);
        assertThat(UnitFile.parse(text).problems(VERSION)).isEmpty();
        assertThat(UnitFile.parse("", UnitType.SERVICE).problems(VERSION)).isEmpty();
    }

    @Test
    void keepsTheProblemsOfTheLines() {
        assertThat(problems("noise\nMemroyMax=1"))
                .extracting(UnitFileProblem::kind)
                .containsExactly(Kind.MISSING_EQUALS, Kind.UNKNOWN_KEY);
    }

    @Test
    void checksUnitNames() {
        UnitFile unit = UnitFile.parse("[Unit]\nAfter=network.target foo@%i.service\nWants=foo\n");

        assertThat(unit.problems(VERSION)).extracting(UnitFileProblem::text).containsExactly("Wants=foo");
    }

    @Test
    void describesAProblemInASentence() {
        assertThat(problems("MemroyMax=1G").get(0).describe())
                .isEqualTo("line 3: unknown key in \"MemroyMax=1G\": did you mean MemoryMax=?");
    }
}
