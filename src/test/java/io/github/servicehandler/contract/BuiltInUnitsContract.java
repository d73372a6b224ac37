package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The units that every system has. */
class BuiltInUnitsContract extends Contract {

    private static final List<String> ACTIVE_IN_BOTH = List.of("basic.target", "paths.target", "sockets.target");

    private void is(String unit, String description, String... properties) {
        expect(unit, properties);
        expect(unit, "LoadState=loaded", "Description=" + description, "UnitFileState=static");
    }

    @Test
    void theTargetsOfTheBootAreActive() {
        ACTIVE_IN_BOTH.forEach(unit -> expect(unit, "ActiveState=active", "SubState=active", "UnitFileState=static"));
        expect("timers.target", "ActiveState=active", "DefaultDependencies=no");
    }

    @Test
    void aUserHasTargetsSlicesAndABus() {
        if (!backend.isUser()) {
            return;
        }
        is("default.target", "Main User Target", "Id=default.target", "ActiveState=active", "CanIsolate=yes");
        is("app.slice", "User Application Slice", "ActiveState=active");
        // active as soon as the bus has been used
        is("session.slice", "User Core Session Slice");
        is("background.slice", "User Background Tasks Slice", "ActiveState=inactive");
        is("shutdown.target", "Shutdown", "ActiveState=inactive", "RefuseManualStart=yes");
        is("graphical-session.target", "Current graphical user session", "RefuseManualStart=yes");
        is("exit.target", "Exit the Session", "DefaultDependencies=no");
        is("bluetooth.target", "Bluetooth", "ActiveState=inactive");
        is("dbus.socket", "D-Bus User Message Bus Socket", "ActiveState=active", "Triggers=dbus.service");
        is("dbus.service", "D-Bus User Message Bus", "TriggeredBy=dbus.socket");
    }

    @Test
    void aUserLacksTheTargetsOfTheSystem() {
        if (backend.isUser()) {
            for (String unit : List.of("network.target", "local-fs.target", "sysinit.target", "multi-user.target")) {
                expect(unit, "LoadState=not-found", "ActiveState=inactive");
            }
            start("network.target")
                    .exits(5)
                    .printsErrors("Failed to start network.target: Unit network.target not found.\n");
        }
    }

    @Test
    void aSystemHasTargetsSlicesAndABus() {
        if (backend.isUser()) {
            return;
        }
        boolean isOld = version() < 252;
        is("multi-user.target", "Multi-User System", "ActiveState=active", "CanIsolate=yes");
        is("sysinit.target", "System Initialization", "ActiveState=active");
        is("local-fs.target", "Local File Systems", "ActiveState=active", "DefaultDependencies=no");
        is("swap.target", isOld ? "Swap" : "Swaps", "ActiveState=active");
        is("slices.target", isOld ? "Slices" : "Slice Units", "ActiveState=active");
        is("user.slice", "User and Session Slice", "ActiveState=active");
        is("network.target", "Network", "ActiveState=inactive", "RefuseManualStart=yes");
        is("network-online.target", "Network is Online", "RefuseManualStart=no");
        is("network-pre.target", isOld ? "Network (Pre)" : "Preparation for Network", "RefuseManualStart=yes");
        is("time-sync.target", "System Time Synchronized", "RefuseManualStart=yes");
        is("nss-lookup.target", "Host and Network Name Lookups", "RefuseManualStart=yes");
        is("rescue.target", "Rescue Mode", "ActiveState=inactive");
        is("shutdown.target", isOld ? "Shutdown" : "System Shutdown", "RefuseManualStart=yes");
        is("dbus.socket", "D-Bus System Message Bus Socket", "ActiveState=active", "Triggers=dbus.service");
        is("dbus.service", "D-Bus System Message Bus", "TriggeredBy=dbus.socket");
    }

    @Test
    void theDefaultTargetOfASystemIsAnAlias() {
        if (!backend.isUser()) {
            expect("default.target", "Id=graphical.target", "Description=Graphical Interface");
            systemctl("is-enabled", "default.target", "multi-user.target")
                    .exits(0)
                    .prints("alias\nstatic");
        }
    }

    @Test
    void aUnitWantedByTheDefaultTargetIsWantedByItsRealName() {
        service("case", "ExecStart=/bin/sleep 1000", "[Install]", "WantedBy=default.target");

        Answer answer = systemctl("enable", "case").exits(0);

        assertThat(answer.stderr().lines()).hasSize(1);
        assertThat(show("default.target", "Id")).isEqualTo(backend.isUser() ? "default.target" : "graphical.target");
        assertThat(show("default.target", "Wants").split(" ")).contains("case.service");
    }

    @Test
    void aTargetMayRefuseToBeStartedByHand() {
        start("shutdown.target")
                .exits(4)
                .printsErrors(
                        "Failed to start shutdown.target: Operation refused, unit shutdown.target may be requested by"
                                + " dependency only (it is configured to refuse manual start/stop).");
    }

    @Test
    void aTargetCanBeStopped() {
        stop("paths.target").exits(0);
        systemctl("is-active", "paths.target").exits(3).prints("inactive");

        up("paths.target");
        expect("paths.target", "Perpetual=no", "ActiveState=active");
    }
}
