package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ListedUnit;
import io.github.servicehandler.ListedUnitFile;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.watch.Watch;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that reads patterns of names finds the same units by the same pattern. */
class NamePatternsTest {

    private static final Set<String> INSTALLED = Set.of(
            "bot-a.service",
            "bot-b.service",
            "bot-x.service",
            "robot-a.service",
            "nginx.service",
            "nginx-proxy.service",
            "bot-a.timer",
            "bot-x.timer");

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);

    static Stream<Arguments> patterns() {
        return Stream.of(
                Arguments.of("bot-*", Set.of("bot-a.service", "bot-b.service", "bot-x.service")),
                Arguments.of("nginx", Set.of("nginx.service")),
                Arguments.of("bot-[!x].*", Set.of("bot-a.service", "bot-b.service", "bot-a.timer")),
                Arguments.of("*.*", INSTALLED));
    }

    @BeforeEach
    void startAll() {
        for (String name : INSTALLED) {
            fake.install(
                    name, name.endsWith(".timer") ? "[Timer]\nOnCalendar=hourly\n" : "[Service]\nExecStart=/bin/a\n");
        }
        INSTALLED.forEach(name -> systemd.service(name).start());
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void listUnits(String pattern, Set<String> expected) {
        assertThat(installed(systemd.listUnits(pattern).stream().map(ListedUnit::name)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void listUnitFiles(String pattern, Set<String> expected) {
        assertThat(installed(systemd.listUnitFiles(pattern).stream().map(ListedUnitFile::name)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void watchAll(String pattern, Set<String> expected) {
        try (Watch watch = Watch.all(systemd, pattern)) {
            assertThat(installed(watch.statuses().keySet().stream().map(ServiceHandler::toString)))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void ruleOn(String pattern, Set<String> expected) {
        assertThat(unitsOf(Rule.named("r").on(pattern))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void ruleFile(String pattern, Set<String> expected) {
        List<Rule> rules = RuleFileParser.parse("rule r\n  on " + pattern + "\n  when up\n  then log\n");

        assertThat(unitsOf(rules.get(0))).isEqualTo(expected);
    }

    private static Set<String> unitsOf(Rule rule) {
        Set<UnitName> units = INSTALLED.stream().map(UnitName::of).collect(Collectors.toSet());
        return installed(rule.matching(units).stream().map(UnitName::toString));
    }

    /** Leaves out what the fake has of its own. */
    private static Set<String> installed(Stream<String> names) {
        return names.filter(INSTALLED::contains).collect(Collectors.toSet());
    }
}
