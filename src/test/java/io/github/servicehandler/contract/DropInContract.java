package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Drop-ins: files that change a unit without changing its own file. */
class DropInContract extends Contract {

    private static final String SERVICE = "[Unit]\nDescription=Original\n[Service]\nExecStart=/bin/sleep 1000\n";

    @Test
    void aDropInHasTheLastWord() {
        write("case.service", SERVICE);
        write("case.service.d/one.conf", "[Unit]\nDescription=Changed\n");

        expect("case", "Description=Changed", "DropInPaths=" + path("case.service.d/one.conf"));
    }

    @Test
    void dropInsAreReadInTheOrderOfTheirNames() {
        write("case.service", SERVICE);
        write("case.service.d/20.conf", "[Unit]\nDescription=Second\n");
        write("case.service.d/10.conf", "[Unit]\nDescription=First\n");

        expect(
                "case",
                "Description=Second",
                "DropInPaths=" + path("case.service.d/10.conf") + " " + path("case.service.d/20.conf"));
    }

    @Test
    void listsGrow() {
        write("case.service", SERVICE + "Environment=A=1\n");
        write("case.service.d/one.conf", "[Service]\nEnvironment=B=2\n");

        expect("case", "Environment=A=1 B=2");
    }

    @Test
    void anEmptyValueTakesBackAList() {
        write("case.service", SERVICE);
        write("case.service.d/one.conf", "[Service]\nExecStart=\nExecStart=/bin/sleep 2000\n");

        assertThat(show("case", "ExecStart")).contains("argv[]=/bin/sleep 2000 ;");
        start("case").exits(0);
    }

    @Test
    void aSecondMainCommandIsRefused() {
        write("case.service", SERVICE);
        write("case.service.d/one.conf", "[Service]\nExecStart=/bin/sleep 2000\n");

        expect("case", "LoadState=bad-setting");
    }

    @Test
    void otherFilesInTheDirectoryAreIgnored() {
        write("case.service", SERVICE);
        write("case.service.d/one.txt", "[Unit]\nDescription=Changed\n");

        expect("case", "Description=Original");
    }

    @Test
    void aDropInAloneIsNoUnit() {
        write("case.service.d/one.conf", "[Service]\nExecStart=/bin/sleep 1000\n");

        expect("case", "LoadState=not-found");
    }

    @Test
    void aTemplatesDropInsAreForAllInstances() {
        write("case@.service", SERVICE);
        write("case@.service.d/one.conf", "[Unit]\nDescription=Changed\n");

        expect("case@one", "Description=Changed");
    }

    @Test
    void anInstancesDropInsAreForItAlone() {
        write("case@.service", SERVICE);
        write("case@one.service.d/one.conf", "[Unit]\nDescription=Changed\n");

        expect("case@one", "Description=Changed");
        expect("case@two", "Description=Original");
    }

    @Test
    void aPrefixesDropInsAreForAllWhoseNamesBeginSo() {
        write("case-a.service", SERVICE);
        write("case-.service.d/one.conf", "[Unit]\nDescription=Changed\n");

        expect("case-a", "Description=Changed");
    }

    @Test
    void aDropInOfTheSameNameHidesTheOneBelow() {
        write("case.service", SERVICE);
        write(backend.runtimeDirectory() + "/case.service.d/one.conf", "[Unit]\nDescription=Hidden\n");
        write("case.service.d/one.conf", "[Unit]\nDescription=Changed\n");

        expect("case", "Description=Changed", "DropInPaths=" + path("case.service.d/one.conf"));
    }

    @Test
    void aDropInBelowOfAnotherNameCountsToo() {
        write("case.service", SERVICE);
        write(backend.runtimeDirectory() + "/case.service.d/one.conf", "[Unit]\nDescription=Below\n");

        expect("case", "Description=Below");
    }

    @Test
    void aNewDropInNeedsADaemonReload() {
        write("case.service", SERVICE);
        up("case");

        backend.write(path("case.service.d/one.conf"), "[Unit]\nDescription=Changed\n");

        // 252 checks only known directories and does not notice a new one
        expect("case", version() >= 257 ? "NeedDaemonReload=yes" : "NeedDaemonReload=no", "Description=Original");
        systemctl("daemon-reload").exits(0);
        expect("case", "NeedDaemonReload=no", "Description=Changed", "ActiveState=active");
    }

    @Test
    void catPrintsTheUnitFileAndItsDropIns() {
        write("case.service", SERVICE);
        write("case.service.d/one.conf", "[Unit]\nDescription=Changed\n");

        systemctl("cat", "case")
                .exits(0)
                .prints("# " + path("case.service") + "\n" + SERVICE + "\n# " + path("case.service.d/one.conf")
                        + "\n[Unit]\nDescription=Changed");
    }

    @Test
    void setPropertyMakesADropIn() {
        assumeThat(backend).as("the fake has no set-property").isNotInstanceOf(FakeBackend.class);
        write("case.service", SERVICE);
        up("case");

        systemctl("set-property", "--runtime", "case", "CPUWeight=50").exits(0);

        expect("case", "CPUWeight=50");
        assertThat(show("case", "DropInPaths")).contains("/systemd/").contains("CPUWeight.conf");
        systemctl("revert", "case").exits(0);
    }

    @Test
    void theDirectoryOnTheSearchPathMattersMoreThanTheName() {
        write("case-a@.service", SERVICE);
        write(backend.runtimeDirectory() + "/case-a@one.service.d/x.conf", "[Unit]\nDescription=instance\n");
        write("case-.service.d/x.conf", "[Unit]\nDescription=prefix\n");

        expect("case-a@one", "Description=prefix", "DropInPaths=" + path("case-.service.d/x.conf"));
    }

    @Test
    void theMoreSpecificNameMattersWithinADirectory() {
        List<String> names = List.of("case-a-b@one", "case-a-b@", "case-a-", "case-", "case-a-@one", "case-a-@");
        write("case-a-b@.service", SERVICE);
        names.forEach(name -> write(name + ".service.d/x.conf", "[Unit]\nDescription=Changed\n"));

        for (String name : names) {
            String dropIn = name + ".service.d/x.conf";
            expect("case-a-b@one", "DropInPaths=" + path(dropIn));
            delete(dropIn);
        }
        expect("case-a-b@one", "DropInPaths=(none)");
    }

    @Test
    void theDropInsOfAnAliasApplyToo() {
        write("case.service", SERVICE);
        link("case-alias.service", "case.service");
        write("case-alias.service.d/x.conf", "[Unit]\nDescription=alias\n");
        write("case-.service.d/y.conf", "[Service]\nEnvironment=A=1\n");

        expect("case", "Description=alias", "Environment=A=1");
    }
}
