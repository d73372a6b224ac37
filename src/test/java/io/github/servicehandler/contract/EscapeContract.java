package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.unit.UnitName;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Escaped unit names, quotes, backslashes and specifiers, and the order in which they are resolved. */
class EscapeContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    @BeforeEach
    void installDependency() {
        service("case-dep@", SLEEP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a-b/c", "say \"hi\"", "it's", "back\\slash", "-dash", "ü", "100%", "$x", "a;b"})
    void anEscapedNameInAListStartsThatUnit(String text) {
        String dependency = "case-dep@" + UnitName.escape(text) + ".service";
        write("case.service", "[Unit]\nWants=case-dep@other.service " + dependency + "\n[Service]\n" + SLEEP + "\n");

        up("case");

        await(dependency, "Id=" + dependency, "ActiveState=active");
        await("case-dep@other.service", "ActiveState=active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\x20b", "a\\x2db", "a-b", "x\\x22y", "\\x2dfoo", "etc\\x2dx-y"})
    void theInstanceInAListKeepsItsEscapes(String instance) {
        write("case@.service", "[Unit]\nRequires=case-dep@%i.service\n[Service]\n" + SLEEP + "\n");

        up("case@" + instance + ".service");

        expect("case-dep@" + instance + ".service", "Id=case-dep@" + instance + ".service", "ActiveState=active");
    }

    @Test
    void quotesArePartsOfTheNamesOfDependencies() {
        write(
                "case.service",
                "[Unit]\nWants=\"case-dep@a.service\" 'case-dep@b.service' case-dep@c.service\n[Service]\n" + SLEEP
                        + "\n");
        up("case");

        expect("case", "Wants=case-dep@c.service");
    }

    @Test
    void namesThatAreNoUnitsAreIgnored() {
        write(
                "case.service",
                "[Unit]\nWants=case/x.service case case-dep@c.service case.nonsense\n[Service]\n" + SLEEP);
        up("case");

        expect("case", "Wants=case-dep@c.service");
    }

    @Test
    void namesWithBackslashesAreShownInQuotes() {
        write("case.service", "[Unit]\nWants=case-dep@a\\x20b.service\n[Service]\n" + SLEEP + "\n");
        up("case");

        expect("case", "Wants=\"case-dep@a\\\\x20b.service\"");
        expect("case-dep@a\\x20b", "Names=\"case-dep@a\\\\x20b.service\"", "WantedBy=case.service");
    }

    @ParameterizedTest
    @CsvSource({
        "%i, a\\x20b",
        "%I, a b",
        "1000%i, 1000a\\x20b",
        "\"%I\", a b",
        "%%i, %i",
        "x\\x20y, x y",
        "'x y', x y",
        "%f, /a b",
        "%p, case",
        "%j, case",
        "%N, case@a\\x20b"
    })
    void aCommandIsSplitBeforeItsSpecifiersAreResolved(String argument, String word) {
        write("case@.service", "[Service]\nExecStartPre=/bin/echo " + argument + "\n" + SLEEP + "\n");
        up("case@a\\x20b");

        assertThat(show("case@a\\x20b", "ExecStartPre")).contains("argv[]=/bin/echo " + word + " ; ignore_errors");
    }

    @Test
    void anInstanceWithABlankStaysOneArgument() {
        write(
                "case@.service",
                "[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/sh -c 'exit 3' %I\nSuccessExitStatus=3\n");

        start("case@a\\x20\\x22b").exits(0);
    }

    @Test
    void variablesAreUnquotedAndTheLastValueCounts() {
        service("case", "Environment=A=1 \"B=x y\" C=a\\x20b 'D=q\"q'", "Environment=A=2 E=%p F=%%n nonsense", SLEEP);
        up("case");

        expect("case", "Environment=A=2 \"B=x y\" \"C=a b\" \"D=q\\\"q\" E=case F=%n");
    }

    @Test
    void aVariableKeepsTheEscapesOfAnInstance() {
        write("case@.service", "[Service]\nEnvironment=I=%i \"J=%I\"\n" + SLEEP + "\n");
        up("case@a\\x20b");

        expect("case@a\\x20b", "Environment=\"I=a\\\\x20b\" \"J=a b\"");
    }

    @Test
    void theLastUserOrIdentifierCounts() {
        service("case", "SyslogIdentifier=one", "SyslogIdentifier=two%p", SLEEP);
        up("case");

        expect("case", "SyslogIdentifier=twocase");
    }

    @Test
    void installationSettingsMayBeQuoted() {
        service("case", SLEEP, "[Install]", "WantedBy=\"case-dep@a\\x20b.service\" 'case-dep@q.service'");

        systemctl("enable", "case").exits(0);

        assertThat(List.of("case-dep@a\\x20b.service", "case-dep@q.service"))
                .allSatisfy(unit -> assertThat(show(unit, "Wants")).isEqualTo("case.service"));
    }

    @Test
    void installationSettingsKeepTheEscapesOfAnInstance() {
        write("case@.service", "[Service]\n" + SLEEP + "\n[Install]\nWantedBy=case-dep@%i.service\n");

        systemctl("enable", "case@a\\x20b.service").exits(0);

        expect("case-dep@a\\x20b", "Wants=\"case@a\\\\x20b.service\"");
    }
}
