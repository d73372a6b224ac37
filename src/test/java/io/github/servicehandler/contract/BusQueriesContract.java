package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ListedUnit;
import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.internal.systemctl.StatusProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Questions over the bus have the same answers as those that systemctl asks. */
class BusQueriesContract extends Contract {

    /** Numbers that change from one question to the next. */
    private static final List<String> USAGE = List.of("MemoryCurrent", "CPUUsageNSec", "TasksCurrent");

    /** Earlier versions of systemctl show seconds. */
    private static final int FIRST_WITH_MICROSECONDS = 248;

    @Test
    void servicesInEveryState() {
        service("case-up", "ExecStart=/bin/sleep 1000", "Restart=always");
        service("case-failed", "ExecStart=/bin/sh -c 'exit 3'", "Type=oneshot");
        service("case-done", "ExecStart=/bin/true", "Type=oneshot", "RemainAfterExit=yes");
        service("case-never", "ExecStart=/bin/true");
        service("case-bad", "ExecStart=relative");
        service("case-asleep", "ExecStart=/bin/false", "Restart=always", "RestartSec=1000");
        up("case-up", "case-done");
        start("case-failed");
        start("case-asleep");
        await("case-asleep", "SubState=auto-restart");
        systemctl("mask", "--runtime", "case-never").exits(0);

        compare("case-up", "case-failed", "case-done", "case-never", "case-bad", "case-asleep", "case-missing");
    }

    @Test
    void namesThatNeedEscapes() {
        service("case-inst@", "ExecStart=/bin/sleep 1000", "[Install]", "WantedBy=default.target");
        link("case-alias.service", path("case-inst@.service"));
        service("case-blank\\x20and\\x5cback", "ExecStart=/bin/sleep 1000", "SyslogIdentifier=a b");
        up("case-inst@x\\x2dy", "case-blank\\x20and\\x5cback");

        compare("case-inst@x\\x2dy", "case-blank\\x20and\\x5cback", "case-inst@never", "case-inst@\\x00");
    }

    @Test
    void aliasesAndDropIns() {
        service("case-real", "ExecStart=/bin/sleep 1000");
        link("case-other.service", path("case-real.service"));
        write("case-real.service.d/10 with blank.conf", "[Unit]\nDescription=Ein Dienst\u00e4\n");
        up("case-other");

        compare("case-real", "case-other");
    }

    @Test
    void unitsOfOtherTypes() {
        unit("case-t.timer", "[Timer]", "OnActiveSec=1000");
        service("case-t", "ExecStart=/bin/true");
        unit("case-g.target", "[Unit]", "Description=A group");
        unit("case-s.socket", "[Socket]", "ListenStream=@case-s");
        service("case-s", "ExecStart=/bin/sleep 1000");
        up("case-t.timer", "case-g.target", "case-s.socket");

        compare("case-t.timer", "case-g.target", "case-s.socket", "case-x.target", "case-x.slice");
    }

    @Test
    void changedFiles() {
        service("case-old", "ExecStart=/bin/sleep 1000");
        up("case-old");
        backend.write(path("case-old.service"), "[Service]\nExecStart=/bin/sleep 2000\n");

        compare("case-old");
    }

    @Test
    void lists() {
        service("case-a", "ExecStart=/bin/sleep 1000", "[Install]", "WantedBy=default.target");
        service("case-b@", "ExecStart=/bin/sleep 1000");
        up("case-a", "case-b@1");

        assertThat(same(systemd -> systemd.listUnits("case-*"))).hasSize(2);
        assertThat(same(systemd -> systemd.listUnitFiles("case-*"))).hasSize(2);
        assertThat(same(systemd -> systemd.listUnits("nothing-*"))).isEmpty();
        assertThat(same(systemd -> systemd.listUnitFiles("nothing.service"))).isEmpty();
        assertThat(same(systemd -> systemd.findUnits("case-*"))).hasSize(2);
        assertThat(same(systemd -> List.of(systemd.version()))).containsExactly(version());
        assertThat(same(systemd -> systemd.listUnits().stream()
                        .map(ListedUnit::name)
                        .sorted()
                        .toList()))
                .contains("case-a.service");
    }

    /** Whatever happens to a unit that has been read, the next status is as that of systemctl. */
    @Test
    void propertiesThatAreKeptStayUpToDate() {
        service(
                "case",
                "Type=notify",
                "NotifyAccess=all",
                "ExecStart=/bin/sh -c 'systemd-notify --ready; sleep 1; systemd-notify --status=working; exec sleep 1000'",
                "[Install]",
                "WantedBy=default.target");
        up("case");
        compare("case");
        await("case", "StatusText=working");
        compare("case");
        for (String verb : new String[] {"freeze", "thaw", "enable", "disable", "restart"}) {
            systemctl(verb, "case");
            compare("case");
        }
        backend.write(path("case.service.d/a.conf"), "[Service]\nRestart=always\nRestartSec=1ms\n");
        compare("case");
        systemctl("daemon-reload").exits(0);
        compare("case");
        systemctl("kill", "--signal=KILL", "case").exits(0);
        await("case", "NRestarts=1", "ActiveState=active");
        compare("case");
        systemctl("mask", "--runtime", "case").exits(0);
        compare("case");
        systemctl("stop", "case").exits(0);
        compare("case");
    }

    @Test
    void theWayIsTheBestOne() {
        ManagerRoute.Kind best =
                backend.runner().isLocal() ? ManagerRoute.Kind.MANAGER_SOCKET : ManagerRoute.Kind.BRIDGE;
        assertThat(systemd().overBus().route()).isEqualTo(new ManagerRoute(best, ""));
    }

    /** A handler that has seen its unit before need not make the manager load it again, and must tell the same. */
    @Test
    void statusesAroundVerbs() {
        service("case", "ExecStart=/bin/sleep 1000", "[Install]", "WantedBy=default.target");
        link("case-alias.service", path("case.service"));
        systemctl("daemon-reload").exits(0);
        ServiceHandler overBus = systemd().overBus().service("case");
        for (int i = 0; i < 2; i++) {
            overBus.status();
            Map<String, String> down = withoutUsage(systemd().service("case").status());

            Outcome start = overBus.start();
            assertThat(withoutUsage(start.before())).containsExactlyInAnyOrderEntriesOf(down);
            assertAfter(start);

            Map<String, String> up = withoutUsage(systemd().service("case").status());
            Outcome stop = overBus.stop();
            assertThat(withoutUsage(stop.before())).containsExactlyInAnyOrderEntriesOf(up);
            assertThat(stop.after().state()).isEqualTo(ServiceState.STOPPED);
        }
        start("case").exits(0);
        assertThat(systemd().overBus().service("case-alias").start().kind()).isEqualTo(Outcome.Kind.ALREADY);
    }

    /** A status after a start has no figures that change without a signal. */
    private void assertAfter(Outcome start) {
        Map<String, String> after = withoutUsage(start.after());
        Map<String, String> expected = withoutUsage(systemd().service("case").status());
        expected.keySet().retainAll(StatusProperties.ANNOUNCED);
        after.keySet().retainAll(StatusProperties.ANNOUNCED);
        assertThat(after).containsExactlyInAnyOrderEntriesOf(expected);
    }

    private <T> List<T> same(Function<Systemd, List<T>> question) {
        List<T> overBus = question.apply(systemd().overBus());
        assertThat(overBus).isEqualTo(question.apply(systemd()));
        return overBus;
    }

    private void compare(String... units) {
        List<ServiceStatus> expected = statuses(systemd(), units);
        List<ServiceStatus> overBus = statuses(systemd().overBus(), units);

        for (int i = 0; i < units.length; i++) {
            assertThat(withoutUsage(overBus.get(i)))
                    .as(units[i])
                    .containsExactlyInAnyOrderEntriesOf(withoutUsage(expected.get(i)));
        }
    }

    private static List<ServiceStatus> statuses(Systemd systemd, String... units) {
        return List.copyOf(systemd.fullStatuses(systemd.services(units)).values());
    }

    private Map<String, String> withoutUsage(ServiceStatus status) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : StatusProperties.ALL) {
            Optional<String> text = status.properties().get(name);
            text.ifPresent(value -> texts.put(name, comparable(name, value)));
        }
        return texts;
    }

    private String comparable(String name, String value) {
        if (name.equals("StateChangeTimestamp") && version() < FIRST_WITH_MICROSECONDS) {
            return value.replaceFirst("\\.\\d{6}", "");
        }
        return USAGE.contains(name) ? value.replaceAll("\\d+", "N") : value;
    }
}
