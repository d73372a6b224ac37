package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceStateMappingTest {

    @ParameterizedTest
    @CsvFileSource(resources = "/states.csv")
    void decidesEveryStateOfEveryType(String type, String active, String sub, ServiceState state) {
        assertThat(ServiceStateMapping.decide("loaded", active, sub)).as(type).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("io.github.servicehandler.CapturedOutput#all")
    void knowsEveryWordOfEveryVersion(CapturedOutput systemd) {
        assertThat(column(0))
                .allSatisfy(type ->
                        assertThat(knownSubStates(type)).as(type).containsAll(systemd.words(type + " unit substates")));
        assertThat(column(1)).containsAll(systemd.words("unit active states"));
    }

    private static Set<String> column(int column) {
        return rows().map(row -> row[column]).collect(Collectors.toSet());
    }

    private static Set<String> knownSubStates(String type) {
        return rows().filter(row -> row[0].equals(type)).map(row -> row[2]).collect(Collectors.toSet());
    }

    private static Stream<String[]> rows() {
        return CapturedOutput.resource("states.csv")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(", ", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "loaded, STOPPED",
        "merged, STOPPED",
        "stub, STOPPED",
        "masked, MASKED",
        "not-found, NOT_FOUND",
        "bad-setting, ERROR",
        "error, ERROR",
        "news, UNKNOWN"
    })
    void theLoadStateTellsWhyAUnitIsDown(String load, ServiceState state) {
        assertThat(ServiceStateMapping.decide(load, "inactive", "dead")).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"not-found", "masked", "bad-setting"})
    void aUnitThatIsUpStaysSoWhateverBecameOfItsFile(String load) {
        assertThat(ServiceStateMapping.decide(load, "active", "running")).isEqualTo(ServiceState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({
        "news, running",
        "active, news",
        "activating, news",
        "reloading, news",
        "refreshing, news",
        "deactivating, news",
        "failed, news",
        "maintenance, news",
        "inactive, news",
        "active, dead",
        "inactive, running",
        "activating, auto-sestart"
    })
    void aWordOfTomorrowIsUnknown(String active, String sub) {
        assertThat(ServiceStateMapping.decide("loaded", active, sub)).isEqualTo(ServiceState.UNKNOWN);
    }
}
