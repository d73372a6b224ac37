package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The output of list-units and list-unit-files, as JSON and as plain text. */
class ListContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    private Answer units(String... arguments) {
        return list("list-units", "--output=json", arguments);
    }

    private Answer list(String verb, String format, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = verb;
        all[1] = "--full";
        all[2] = format;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return systemctl(all).exits(0);
    }

    @Test
    void aRunningServiceIsARow() {
        unit("case.service", "[Unit]", "Description=What it is", "[Service]", SLEEP);
        up("case");

        units("case.service")
                .prints("[{\"unit\":\"case.service\",\"load\":\"loaded\",\"active\":\"active\",\"sub\":\"running\","
                        + "\"description\":\"What it is\"}]");
    }

    @Test
    void aServiceThatWasNeverStartedIsNotListed() {
        service("case", SLEEP);

        units("case*").prints("[]");
        units("--all", "case*").prints("[]");
    }

    @Test
    void aFailedServiceIsListed() {
        service("case", "Type=oneshot", "ExecStart=/bin/false");
        start("case").exits(1);

        assertThat(units("case*").stdout()).contains("\"active\":\"failed\",\"sub\":\"failed\"");
    }

    @Test
    void aStoppedServiceThatIsKeptInMemoryIsListedWithAll() {
        service("case", SLEEP);
        pin("case");

        units("case.service").prints("[]");
        assertThat(units("--all", "case.service").stdout()).contains("\"active\":\"inactive\",\"sub\":\"dead\"");
    }

    @Test
    void aMissingUnitThatAnotherOneNamesIsListedWithAll() {
        unit("case.service", "[Unit]", "After=case-nope.service", "[Service]", SLEEP);
        up("case");

        assertThat(units("--all", "case-nope.service").stdout())
                .contains("\"load\":\"not-found\",\"active\":\"inactive\",\"sub\":\"dead\"");
    }

    @Test
    void rowsAreSortedByName() {
        service("case-b", SLEEP);
        service("case-a", SLEEP);
        up("case-b", "case-a");

        assertThat(units("case*").stdout()).matches("(?s).*case-a.service.*case-b.service.*");
    }

    @Test
    void aStateSelects() {
        service("case-a", SLEEP);
        service("case-b", "Type=oneshot", "ExecStart=/bin/false");
        up("case-a");
        start("case-b").exits(1);

        assertThat(units("--state=failed", "case*").stdout())
                .contains("case-b.service")
                .doesNotContain("case-a.service");
    }

    @Test
    void aTypeSelects() {
        service("case", SLEEP);
        write("case.target", "[Unit]\n");
        up("case.service", "case.target");

        assertThat(units("--type=service", "case*").stdout())
                .contains("case.service")
                .doesNotContain("case.target");
    }

    @Test
    void patternsAreGlobs() {
        service("case-a", SLEEP);
        service("case-b", SLEEP);
        service("case-cc", SLEEP);
        up("case-a", "case-b", "case-cc");

        assertThat(units("case-?.service").stdout())
                .contains("case-a.service", "case-b.service")
                .doesNotContain("case-cc");
        assertThat(units("case-[bc]*").stdout())
                .contains("case-b.service", "case-cc.service")
                .doesNotContain("case-a");
    }

    @Test
    void aPatternIsNotCompletedWithASuffix() {
        service("case", SLEEP);
        up("case");

        units("case").prints("[]");
    }

    @Test
    void plainRowsAreWordsInColumns() {
        unit("case.service", "[Unit]", "Description=What it is", "[Service]", SLEEP);
        up("case");

        Answer answer = systemctl("list-units", "--plain", "--no-legend", "case.service")
                .exits(0);

        assertThat(answer.stdout()).matches("case.service +loaded +active +running +What it is *\n");
    }

    @Test
    void failedUnitsCanBeAskedForByAnOption() {
        service("case", "Type=oneshot", "ExecStart=/bin/false");
        start("case").exits(1);

        Answer answer = systemctl("list-units", "--failed", "--plain", "--no-legend", "case*")
                .exits(0);

        assertThat(answer.stdout()).matches("case.service +loaded +failed +failed +case.service *\n");
    }

    @Test
    void aUnitFileIsARow() {
        service("case", SLEEP);

        // older versions call the column "vendor preset"
        assertThat(list("list-unit-files", "--output=json", "case.service").stdout())
                .startsWith("[{\"unit_file\":\"case.service\",\"state\":\"static\",\"")
                .contains(version() >= 252 ? "\"preset\":null" : "\"vendor_preset\":null");
    }

    @Test
    void aUnitFileThatCanBeEnabledHasAPreset() {
        write("case.service", "[Service]\nExecStart=/bin/true\n[Install]\nWantedBy=case.target\n");

        assertThat(list("list-unit-files", "--output=json", "case.service").stdout())
                .contains("\"state\":\"disabled\"")
                .containsPattern("preset\":\"(enabled|disabled)\"");
    }

    @Test
    void unitFilesAreListedWhetherLoadedOrNot() {
        service("case-a", SLEEP);
        write("case-b@.service", "[Service]\nExecStart=/bin/true\n");
        link("case-c.service", "/dev/null");

        Answer answer = systemctl("list-unit-files", "--no-legend", "case*").exits(0);

        assertThat(answer.lines().stream()
                        .map(line -> line.replaceAll(" +", " ").trim()))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("case-a.service static"),
                        line -> assertThat(line).startsWith("case-b@.service static"),
                        line -> assertThat(line).startsWith("case-c.service masked"));
    }

    @Test
    void unitFilesCanBeSelectedByState() {
        service("case-a", SLEEP);
        link("case-b.service", "/dev/null");

        assertThat(list("list-unit-files", "--output=json", "--state=masked", "case*")
                        .stdout())
                .contains("case-b.service")
                .doesNotContain("case-a.service");
    }

    @Test
    void anAliasIsListedAsAUnitFileOnly() {
        service("case", SLEEP);
        link("case-alias.service", "case.service");
        up("case");

        assertThat(list("list-unit-files", "--output=json", "case-alias.service")
                        .stdout())
                .contains("\"state\":\"alias\"");
        assertThat(units("--all", "case*").stdout()).contains("case.service").doesNotContain("case-alias");
    }

    @Test
    void aLinkToAMissingFileIsListedAsBad() {
        link("case-link.service", "/nonexistent/case-link.service");
        link("case-relative.service", "case-gone.service");

        Answer answer = systemctl("list-unit-files", "--no-legend", "case*").exits(0);

        assertThat(answer.lines().stream().map(line -> line.trim().replaceAll(" +", " ")))
                .containsExactly("case-link.service bad enabled", "case-relative.service bad enabled");
    }

    @Test
    void aLinkToAUnitOfAnotherDirectoryIsListedAsAnAlias() {
        write(backend.runtimeDirectory() + "/case-a.service", "[Service]\nExecStart=/bin/sleep 1000\n");
        link("case-link.service", "case-a.service");
        backend.link(backend.runtimeDirectory() + "/case-masked.service", "/dev/null");
        link("case-to-masked.service", "case-masked.service");

        Answer answer = systemctl("list-unit-files", "--no-legend", "case-link.service", "case-to-masked.service")
                .exits(0);

        assertThat(answer.lines().stream().map(line -> line.trim().replaceAll(" +", " ")))
                .containsExactly("case-link.service alias -", "case-to-masked.service masked-runtime enabled");
    }

    @Test
    void unitFilesAreListedByTypeAndName() {
        unit("case-a.target", "[Unit]\n");
        unit("case-b.service", "[Service]\nExecStart=/bin/sleep 1000\n");
        unit("case-c.timer", "[Timer]\nOnActiveSec=1000\n");
        unit("case-d.service", "[Service]\nExecStart=/bin/sleep 1000\n");

        Answer answer = systemctl("list-unit-files", "--no-legend", "case*").exits(0);

        assertThat(answer.lines().stream().map(line -> line.replaceAll(" .*", "")))
                .containsExactly("case-b.service", "case-d.service", "case-a.target", "case-c.timer");
    }

    @Test
    void aPatternThatMatchesNoFileListsNothing() {
        // unlike list-units, the command exits with an error code here
        systemctl("list-unit-files", "--output=json", "case-nope*").exits(1).prints("[]");
    }

    @Test
    void theListOfUnitsSaysWhichOnesHaveJobs() {
        write("case-a.service", "[Service]\nType=oneshot\nExecStart=/bin/sleep 1000\n");
        write("case-b.service", "[Service]\nExecStart=/bin/sleep 1000\n");
        up("case-b");
        systemctl("start", "--no-block", "case-a").exits(0);
        await("case-a", "SubState=start");

        List<String> lines = systemctl("list-units", "--plain", "--no-legend", "case*").exits(0).lines().stream()
                .map(line -> line.replaceAll(" +", " ").strip())
                .toList();

        assertThat(lines)
                .containsExactly(
                        "case-a.service loaded activating start start case-a.service",
                        "case-b.service loaded active running case-b.service");
    }

    @Test
    void unitFilesOfSomeTypes() {
        service("case", "ExecStart=/bin/sleep 1000");
        write("case.socket", "[Socket]\nListenStream=%t/case\n");

        assertThat(systemctl("list-unit-files", "--no-legend", "--type=socket,timer", "case*")
                        .stdout())
                .contains("case.socket")
                .doesNotContain("case.service");
        systemctl("list-unit-files", "--type=bogus").exits(1).printsErrors("Unknown unit type or load state 'bogus'.");
    }

    @Test
    void theFirstUnitThatIsNotUpDecidesTheExitCodeOfStatus() {
        service("case", "ExecStart=/bin/sleep 1000");

        systemctl("status", "case", "case-nope").exits(3);
        systemctl("status", "case-nope", "case").exits(4);
        up("case");
        systemctl("status", "case", "case-nope").exits(4);
    }

    @Test
    void unitsAreSortedByTypeAndThenByNameRegardlessOfCase() {
        for (String name : List.of("caseZ", "casea", "case_x", "case9", "case10")) {
            service(name, SLEEP);
        }
        write("case1.timer", "[Timer]\nOnActiveSec=1000\nUnit=case9.service\n");
        write("case1.target", "[Unit]\nWants=caseZ.service casea.service case_x.service\n");
        up("caseZ", "casea", "case_x", "case9", "case10", "case1.timer", "case1.target");
        List<String> services =
                List.of("case10.service", "case9.service", "case_x.service", "casea.service", "caseZ.service");
        List<String> all = new ArrayList<>(services);
        all.addAll(List.of("case1.target", "case1.timer"));

        assertThat(firstWords("list-units", "--plain", "case*")).isEqualTo(all);
        assertThat(firstWords("list-unit-files", "case*")).isEqualTo(all);
        assertThat(firstWords("list-dependencies", "--plain", "case1.target").subList(1, 4))
                .isEqualTo(services.subList(2, 5));
    }

    private List<String> firstWords(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add("--no-legend");
        return systemctl(arguments.toArray(String[]::new)).exits(0).lines().stream()
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();
    }
}
