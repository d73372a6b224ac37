package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Slices: which one a service is in, and what stopping one does. */
class SliceContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    private String description(String slice) {
        return version() >= 252
                ? "Slice /" + slice
                : "case-" + slice.substring(5).replace('/', '-') + ".slice";
    }

    @Test
    void aServiceStartsItsSliceAndTheSlicesAbove() {
        service("case", SLEEP, "Slice=case-x-y.slice");

        up("case");

        expect("case", "Slice=case-x-y.slice");
        for (String slice : new String[] {"case-x-y.slice", "case-x.slice", "case.slice"}) {
            expect(slice, "LoadState=loaded", "ActiveState=active", "SubState=active");
        }
        expect("case-x.slice", "Requires=case.slice", "After=case.slice");
        expect("case-x.slice", "Description=" + description("case/x"));
        assertThat(show("case", "ControlGroup")).endsWith("/case.slice/case-x.slice/case-x-y.slice/case.service");
    }

    @Test
    void aSliceOutlivesItsServices() {
        service("case", SLEEP, "Slice=case.slice");
        up("case");

        stop("case").exits(0);

        systemctl("is-active", "case.slice").exits(0).prints("active");
    }

    @Test
    void stoppingASliceStopsTheServicesInIt() {
        service("case", SLEEP, "Slice=case-x.slice");
        up("case");

        stop("case.slice").exits(0);

        systemctl("is-active", "case", "case-x.slice", "case.slice").exits(3).prints("inactive\ninactive\ninactive");
    }

    @Test
    void restartingASliceRestartsTheServicesInIt() {
        service("case", SLEEP, "Slice=case.slice");
        up("case");
        String pid = show("case", "MainPID");

        restart("case.slice").exits(0);

        expect("case", "ActiveState=active");
        assertThat(show("case", "MainPID")).isNotEqualTo(pid);
    }

    @Test
    void stoppingTheSliceOfInstancesStopsThem() {
        write("case@.service", "[Service]\n" + SLEEP + "\n");
        up("case@1", "case@2");

        stop(backend.isUser() ? "app-case.slice" : "system-case.slice").exits(0);

        systemctl("is-active", "case@1", "case@2").exits(3).prints("inactive\ninactive");
    }

    @Test
    void aMaskedSliceKeepsItsServicesFromStarting() {
        link("case.slice", "/dev/null");
        service("case", SLEEP, "Slice=case.slice");
        service("case-b", SLEEP, "Slice=case-x.slice");

        start("case").exits(1).printsErrors("Failed to start case.service: Unit case.slice is masked.\n");
        start("case-b").exits(1).printsErrors("Failed to start case-b.service: Unit case.slice is masked.\n");

        systemctl("is-active", "case", "case-b").exits(3).prints("inactive\ninactive");
    }

    @Test
    void aSliceCanHaveAFile() {
        unit("case.slice", "[Unit]", "Description=Slice of a case");
        service("case", SLEEP, "Slice=case.slice");

        up("case");

        expect("case.slice", "Description=Slice of a case", "ActiveState=active", "UnitFileState=static");
    }

    @Test
    void aSliceNeedsNoFile() {
        expect("case.slice", "LoadState=loaded", "ActiveState=inactive");
        systemctl("is-enabled", "case.slice").exits(version() >= 257 ? 4 : 1);
        systemctl("cat", "case.slice").exits(1).printsErrors("No files found for case.slice.");

        up("case.slice");
        systemctl("is-active", "case.slice").exits(0);
    }

    @Test
    void anInvalidSliceIsIgnored() {
        service("case-a", SLEEP, "Slice=case.slice", "Slice=case");
        service("case-b", SLEEP, "Slice=case.slice", "Slice=case-a.service");
        service("case-c", SLEEP, "Slice=case.slice", "Slice=");
        service("case-d", SLEEP, "Slice=case");

        expect("case-a", "Slice=case.slice");
        expect("case-b", "Slice=case.slice");
        expect("case-c", "Slice=case.slice");
        expect("case-d", "Slice=" + (backend.isUser() ? "app.slice" : "system.slice"));
    }

    @Test
    void theRootSliceCannotBeStopped() {
        systemctl("stop", "--", "-.slice")
                .printsErrors("Failed to stop -.slice: Job type stop is not applicable for unit -.slice.\n");
        systemctl("show", "--property=Description", "--", "-.slice").exits(0).prints("Description=Root Slice");
        if (!backend.isUser()) {
            stop("system.slice")
                    .printsErrors("Failed to stop system.slice: Job type stop is not applicable for unit system.slice");
            expect("system.slice", "Perpetual=yes", "Description=System Slice");
        }
    }

    @Test
    void theDefaultDependenciesOfAServiceNameItsSlice() {
        service("case", SLEEP);
        service("case-b", SLEEP);
        write("case-b.service", "[Unit]\nDefaultDependencies=no\n[Service]\n" + SLEEP + "\n");

        String mount = version() >= 257 ? "-.mount " : "";
        if (backend.isUser()) {
            expectWords("case", "After", mount + "app.slice basic.target");
            expectWords("case", "Requires", "app.slice basic.target");
            expectWords("case-b", "After", mount + "app.slice");
            expectWords("case-b", "Requires", "app.slice");
        } else {
            expectWords("case", "After", "basic.target sysinit.target system.slice systemd-journald.socket");
            expectWords("case", "Requires", "sysinit.target system.slice");
            expectWords("case-b", "After", "system.slice systemd-journald.socket");
            expectWords("case-b", "Requires", "system.slice");
        }
    }

    private void expectWords(String unit, String property, String words) {
        assertThat(show(unit, property).split(" "))
                .as(unit + " " + property)
                .containsExactlyInAnyOrder(words.split(" "));
    }
}
