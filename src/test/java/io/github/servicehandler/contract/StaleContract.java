package io.github.servicehandler.contract;

import org.junit.jupiter.api.Test;

/** Changes of files without a daemon-reload, and which of them a manager notices. */
class StaleContract extends Contract {

    private static final String SLEEP = "[Service]\nExecStart=/bin/sleep 1000\n";
    private static final String LINKED = SLEEP + "[Install]\nWantedBy=case.target\n";

    private String pathOf(String path) {
        return backend.runtimeDirectory() + "/" + path;
    }

    @Test
    void aFileThatWasWrittenAgainIsStale() {
        write("case.service", SLEEP);
        up("case");

        backend.write(path("case.service"), SLEEP + "Restart=always\n");

        expect("case", "NeedDaemonReload=yes", "Restart=no");
    }

    @Test
    void aFileThatIsGoneIsStale() {
        write("case.service", SLEEP);
        up("case");

        backend.delete(path("case.service"));

        expect("case", "NeedDaemonReload=yes", "LoadState=loaded");
    }

    @Test
    void aFileThatComesToHideTheOneThatWasReadIsNotNoticed() {
        write(pathOf("case.service"), SLEEP);
        up("case");

        backend.write(path("case.service"), SLEEP);

        expect("case", "NeedDaemonReload=no");
    }

    @Test
    void aNewDropInIsNoticedAtTheLatestWhenAnotherUnitIsRead() {
        write("case.service", SLEEP);
        write("case-other.service", SLEEP);
        up("case");

        backend.write(path("case.service.d/one.conf"), "[Unit]\nDescription=Changed\n");
        show("case-other");

        expect("case", "NeedDaemonReload=yes");
    }

    @Test
    void aUnitThatCouldNotBeUsedIsStaleAsLongAsItHasDropInsBefore257() {
        write("case.service", "[Service]\n");
        write("case.service.d/one.conf", "[Unit]\nDescription=Changed\n");

        expect("case", "LoadState=bad-setting", version() < 257 ? "NeedDaemonReload=yes" : "NeedDaemonReload=no");
    }

    @Test
    void aFileForAUnitThatWasMissingIsFoundAtOnce() {
        write("case-pin.target", "[Unit]\nAfter=case.service\n");
        up("case-pin.target");
        expect("case", "LoadState=not-found");

        backend.write(path("case.service"), SLEEP);

        expect("case", "LoadState=loaded", "NeedDaemonReload=no");
        up("case");
    }

    @Test
    void theStateOfTheFileIsRememberedUntilTheReload() {
        write("case.target", "[Unit]\n");
        write("case.service", LINKED);
        up("case");
        expect("case", "UnitFileState=disabled");

        systemctl("enable", "--no-reload", "case").exits(0);

        expect("case", "UnitFileState=disabled", version() < 257 ? "NeedDaemonReload=no" : "NeedDaemonReload=yes");
        systemctl("is-enabled", "case").prints("enabled");
        systemctl("daemon-reload").exits(0);
        expect("case", "UnitFileState=enabled");
    }

    @Test
    void aFileForAServiceThatRunsWithoutOneIsNoUseBeforeTheReload() {
        write("case.service", SLEEP);
        up("case");
        delete("case.service");
        systemctl("daemon-reload").exits(0);
        expect("case", "LoadState=not-found", "ActiveState=active");

        backend.write(path("case.service"), SLEEP);

        expect("case", "LoadState=error", "ActiveState=active");
        systemctl("daemon-reload").exits(0);
        expect("case", "LoadState=loaded", "ActiveState=active");
    }

    @Test
    void aFileForAServiceThatFailedWithoutOneIsNoUseBeforeTheReload() {
        service("case", "ExecStart=/bin/false");
        up("case");
        await("case", "ActiveState=failed");
        delete("case.service");
        systemctl("daemon-reload").exits(0);
        expect("case", "LoadState=not-found");

        backend.write(path("case.service"), "[Service]\nExecStart=/bin/true\n");

        expect("case", "LoadState=error", "ActiveState=failed");
    }

    @Test
    void aFileThatIsNoUseBeforeTheReloadStillSaysWhatTheServiceDependsOn() {
        service("case", "ExecStart=/bin/false");
        up("case");
        await("case", "ActiveState=failed");
        delete("case.service");
        systemctl("daemon-reload").exits(0);

        backend.write(
                path("case.service"),
                "[Unit]\nBindsTo=case-a.target\nWants=case-b.target\n[Service]\nExecStart=/bin/true\n");

        expect("case", "LoadState=error", "BindsTo=case-a.target", "Wants=case-b.target");
        expect("case-a.target", "BoundBy=case.service");
    }

    @Test
    void aDropInInANewDirectoryThatComesToHideAnotherOneIsNotNoticedBefore257() {
        write("case.service", SLEEP);
        backend.write(backend.runtimeDirectory() + "/case.service.d/case.conf", "[Unit]\nDescription=one\n");
        up("case");

        backend.write(path("case.service.d/case.conf"), "[Unit]\nDescription=other\n");

        expect("case", version() < 257 ? "NeedDaemonReload=no" : "NeedDaemonReload=yes");
    }
}
