package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedBuilderTest {

    @Test
    void buildsATimer() {
        assertThat(UnitFile.timer()
                        .description("Backup at night")
                        .onCalendar("Mon..Fri 04:30")
                        .onCalendar("Sun 06:00")
                        .onBootSec(Duration.ofMinutes(5))
                        .onStartupSec(Duration.ofMinutes(6))
                        .onActiveSec(Duration.ofMinutes(7))
                        .onUnitActiveSec(Duration.ofHours(1))
                        .onUnitInactiveSec(Duration.ofHours(2))
                        .persistent(true)
                        .randomizedDelay(Duration.ofSeconds(30))
                        .accuracy(Duration.ofMillis(1))
                        .unit("backup")
                        .wantedBy("timers.target")
                        .build())
                .hasToString("""
                        [Unit]
                        Description=Backup at night

                        [Timer]
                        OnCalendar=Mon..Fri 04:30
                        OnCalendar=Sun 06:00
                        OnBootSec=300s
                        OnStartupSec=360s
                        OnActiveSec=420s
                        OnUnitActiveSec=3600s
                        OnUnitInactiveSec=7200s
                        Persistent=yes
                        RandomizedDelaySec=30s
                        AccuracySec=1000us
                        Unit=backup.service

                        [Install]
                        WantedBy=timers.target
                        """);
    }

    @Test
    void buildsASocket() {
        assertThat(UnitFile.socket()
                        .listenStream("8080")
                        .listenStream("/run/bot 1.sock")
                        .listenDatagram("[::1]:53")
                        .listenFifo("/run/bot.fifo")
                        .socketMode("0660")
                        .socketUser("bot")
                        .socketGroup("bots")
                        .accept(false)
                        .service("bot")
                        .build())
                .hasToString("""
                        [Socket]
                        ListenStream=8080
                        ListenStream=/run/bot 1.sock
                        ListenDatagram=[::1]:53
                        ListenFIFO=/run/bot.fifo
                        SocketMode=0660
                        SocketUser=bot
                        SocketGroup=bots
                        Accept=no
                        Service=bot.service
                        """);
    }

    @Test
    void buildsAPath() {
        assertThat(UnitFile.path()
                        .pathExists("/a")
                        .pathChanged("/b")
                        .pathModified("/c")
                        .directoryNotEmpty("/d")
                        .makeDirectory(true)
                        .unit("bot")
                        .build())
                .hasToString("""
                        [Path]
                        PathExists=/a
                        PathChanged=/b
                        PathModified=/c
                        DirectoryNotEmpty=/d
                        MakeDirectory=yes
                        Unit=bot.service
                        """);
    }

    @Test
    void buildsATargetAndASlice() {
        assertThat(UnitFile.target().description("All bots").wants("a", "b").build())
                .hasToString("[Unit]\nDescription=All bots\nWants=a.service\nWants=b.service\n");
        assertThat(UnitFile.slice().memoryMax("2G").cpuQuota(50).tasksMax(100).build())
                .hasToString("[Slice]\nMemoryMax=2G\nCPUQuota=50%\nTasksMax=100\n");
    }

    @Test
    void buildsNoEmptyFileBecauseThatWouldMaskTheUnit() {
        assertThat(UnitFile.target().build()).hasToString("[Target]\n");
        assertThat(UnitFile.service().buildDropIn()).hasToString("[Service]\n");
    }

    @Test
    void refusesUnitsThatSystemdRefuses() {
        assertThatIllegalStateException().isThrownBy(UnitFile.timer()::build);
        assertThatIllegalStateException().isThrownBy(UnitFile.path()::build);
        assertThatIllegalStateException().isThrownBy(UnitFile.socket()::build);
        assertThatIllegalStateException()
                .isThrownBy(UnitFile.socket().listenDatagram("53").accept(true)::build);
        assertThatIllegalStateException()
                .isThrownBy(UnitFile.timer().onCalendar("daily").set("Timer", "OnBootSec", "")::build);
        assertThat(UnitFile.timer().set("Timer", "OnClockChange", "yes").build().problems())
                .isEmpty();
    }

    @Test
    void refusesBadValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> UnitFile.timer().onCalendar(""));
        assertThatIllegalArgumentException().isThrownBy(() -> UnitFile.timer().unit("a.timer"));
        assertThatIllegalArgumentException().isThrownBy(() -> UnitFile.path().pathExists("a"));
        assertThatIllegalArgumentException().isThrownBy(() -> UnitFile.path().unit("a.path"));
        assertThatIllegalArgumentException().isThrownBy(() -> UnitFile.socket().service("a.timer"));
        assertThatIllegalArgumentException().isThrownBy(() -> UnitFile.socket().socketMode("0888"));
        assertThatIllegalArgumentException().isThrownBy(() -> UnitFile.slice().cpuQuota(0));
        assertThatIllegalArgumentException().isThrownBy(() -> UnitFile.slice().tasksMax(0));
        assertThatIllegalArgumentException().isThrownBy(() -> UnitFile.service().slice("a.service"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "a", "localhost:80", "/run/../x", "@", "1.2.3.4"})
    void refusesAnAddressThatIsNone(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> UnitFile.socket().listenStream(address));
    }

    @Test
    void mergesDropInsAsSystemdDoes() {
        UnitFile unit = UnitFile.parse("# a\n[Unit]\nAfter=a.service\n[Service]\nExecStart=/bin/a\nNice=1\n");
        UnitFile first = UnitFile.parse("[Service]\nExecStart=\nExecStart=/bin/b\nEnvironment=A=b\n");
        UnitFile second = UnitFile.parse("Nice=3\n[Unit]\nAfter=\nAfter=c.service\n[Service]\nNice=2\n[ x ]\nA=b\n");

        UnitFile merged = unit.mergedWith(List.of(first, second));

        assertThat(merged.all("Service", "ExecStart")).containsExactly("/bin/b");
        assertThat(merged.last("Service", "Nice")).contains("2");
        assertThat(merged.all("Unit", "After")).containsExactly("a.service", "c.service");
        assertThat(merged.entries(" x ")).hasSize(1);
        assertThat(UnitFile.parse(merged.toString())).isEqualTo(merged);
        assertThat(unit.mergedWith(List.of())).isSameAs(unit);
    }

    @Test
    void resetsListsThatSystemdResetsTogether() {
        UnitFile timer = UnitFile.parse("[Timer]\nOnBootSec=1\nOnCalendar=\nOnBootSec=2\n");
        UnitFile unit = UnitFile.parse("[Unit]\nConditionHost=a\nConditionUser=\nAssertHost=b\n");

        assertThat(timer.all("Timer", "OnBootSec")).containsExactly("2");
        assertThat(unit.all("Unit", "ConditionHost")).isEmpty();
        assertThat(unit.all("Unit", "AssertHost")).containsExactly("b");
    }
}
