package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitFileBuilderTest {

    private final UnitFileBuilder builder = UnitFile.service();

    @Test
    void buildsTheExampleOfTheReadme() {
        UnitFile unit = builder.description("My bot")
                .execStart("/usr/bin/python3", "/home/user/bot/main.py")
                .restart(RestartPolicy.ON_FAILURE)
                .wantedBy("default.target")
                .build();

        assertThat(unit).hasToString("""
                        [Unit]
                        Description=My bot

                        [Service]
                        ExecStart=/usr/bin/python3 /home/user/bot/main.py
                        Restart=on-failure

                        [Install]
                        WantedBy=default.target
                        """);
    }

    @Test
    void knowsAllThatAServiceNeeds() {
        UnitFile unit = builder.after("network-online.target", "db")
                .wants("network-online.target")
                .requires("db")
                .type(ServiceType.NOTIFY_RELOAD)
                .execStartPre("/bin/true")
                .execStart("/bin/bot", "a b")
                .execReload("/bin/kill", "-HUP", "1")
                .execStop("/bin/bot", "--stop")
                .restartSec(Duration.ofMillis(1500))
                .environment("KEY", "a value")
                .workingDirectory("/var/lib/bot 100%")
                .user("bot")
                .remainAfterExit(true)
                .set("Service", "MemoryMax", "50%")
                .build();

        assertThat(unit).hasToString("""
                        [Unit]
                        After=network-online.target
                        After=db.service
                        Wants=network-online.target
                        Requires=db.service

                        [Service]
                        Type=notify-reload
                        ExecStartPre=/bin/true
                        ExecStart=/bin/bot "a b"
                        ExecReload=/bin/kill -HUP 1
                        ExecStop=/bin/bot --stop
                        RestartSec=1500000us
                        Environment="KEY=a value"
                        WorkingDirectory=/var/lib/bot 100%%
                        User=bot
                        RemainAfterExit=yes
                        MemoryMax=50%
                        """);
        assertThat(UnitFile.parse(unit.toString())).isEqualTo(unit);
    }

    @Test
    void replacesASettingWithASingleValue() {
        UnitFile unit = builder.restart(RestartPolicy.ALWAYS)
                .restart(RestartPolicy.NO)
                .description("a")
                .description("b")
                .buildDropIn();

        assertThat(unit).hasToString("[Unit]\nDescription=b\n\n[Service]\nRestart=no\n");
    }

    @Test
    void addsToAList() {
        UnitFile unit = builder.environment("A", "1")
                .environment("B", "2")
                .after("a", "b")
                .buildDropIn();

        assertThat(unit.all("Service", "Environment")).containsExactly("A=1", "B=2");
        assertThat(unit.all("Unit", "After")).containsExactly("a.service", "b.service");
    }

    @Test
    void setsWhatItDoesNotKnow() {
        UnitFile unit = builder.set("X-Mine", "Key", "raw %i $HOME \\")
                .set("Service", "ExecStart", "")
                .buildDropIn();

        assertThat(unit.first("X-Mine", "Key")).contains("raw %i $HOME \\");
        assertThat(UnitFile.parse(unit.toString())).isEqualTo(unit);
    }

    @Test
    void staysUsableAfterItHasBuilt() {
        UnitFile before = builder.execStart("/bin/true").buildDropIn();

        UnitFile after = builder.restart(RestartPolicy.ALWAYS).buildDropIn();

        assertThat(before.last("Service", "Restart")).isEmpty();
        assertThat(after.last("Service", "Restart")).contains("always");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT90S, 90s", "PT0.1S, 100000us", "PT0.000000999S, 0us", "P36500D, 3153600000s"})
    void writesTimesInUnitsThatSystemdKnows(Duration delay, String text) {
        assertThat(builder.restartSec(delay).buildDropIn().last("Service", "RestartSec"))
                .contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "P36501D"})
    void refusesTimesThatMakeNoSense(Duration delay) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.restartSec(delay));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\0b", " a", "a\t", "\uFFFE", "\uD800"})
    void refusesAValueThatIsNoLine(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.description(value))
                .withMessageContaining("a unit file cannot contain the value \"");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.set("Service", "A", value));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.user(value));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.workingDirectory("/\n" + value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "#a", ";a", "[a", " a", "a\n", "a\nExecStart"})
    void refusesAKeyThatIsNone(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.set("Service", key, "value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\\", "a\n[b", "a\tb"})
    void refusesASectionThatIsNone(String section) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.set(section, "Key", "value"));
    }

    @Test
    void refusesALineThatSystemdWouldNotRead() {
        String value = "x".repeat(1024 * 1024);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.set("Service", "A", value))
                .withMessageContaining("1 MiB");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.execStart("/bin/true", value));
    }

    @Test
    void refusesWhatIsNoUnitName() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.after("a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.wantedBy("default.targt"));
    }

    @Test
    void refusesARelativeWorkingDirectory() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.workingDirectory("bot"))
                .withMessageContaining("absolute");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A-B", "A B", "A=", "\u00c4"})
    void refusesWhatIsNoVariable(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.environment(name, "value"));
    }

    @Test
    void refusesAVariablesValueThatSystemdWouldIgnore() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.environment("A", "\u0001"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.environment("A", "a\r\n"));
    }

    @Test
    void knowsMoreThatAServiceNeeds() {
        assertThat(builder.execStart("/bin/bot")
                        .before("web")
                        .group("bots")
                        .environmentFile("/etc/bot [1]*")
                        .timeoutStart(Duration.ofMinutes(2))
                        .timeoutStop(Duration.ofSeconds(5))
                        .successExitStatus(143)
                        .successExitStatus(2)
                        .standardOutput("/var/log/bot 100%")
                        .standardError("journal")
                        .slice("bots.slice")
                        .memoryMax("1.5G")
                        .memoryHigh("80%")
                        .cpuQuota(150)
                        .tasksMax(20)
                        .build())
                .hasToString("""
                        [Unit]
                        Before=web.service

                        [Service]
                        ExecStart=/bin/bot
                        Group=bots
                        EnvironmentFile=/etc/bot \\[1\\]\\*
                        TimeoutStartSec=120s
                        TimeoutStopSec=5s
                        SuccessExitStatus=143
                        SuccessExitStatus=2
                        StandardOutput=append:/var/log/bot 100%%
                        StandardError=journal
                        Slice=bots.slice
                        MemoryMax=1.5G
                        MemoryHigh=80%
                        CPUQuota=150%
                        TasksMax=20
                        """);
    }

    @Test
    void refusesAServiceThatSystemdRefuses() {
        assertThatIllegalStateException()
                .isThrownBy(UnitFile.service()::build)
                .withMessage("systemd would refuse this .service unit: it has neither ExecStart=, nor ExecStop=, nor"
                        + " SuccessAction=");
        assertThatIllegalStateException()
                .isThrownBy(() -> UnitFile.service().execStop("/bin/true").build());
        assertThatIllegalStateException()
                .isThrownBy(() -> UnitFile.service()
                        .execStart("/bin/true")
                        .execStart("/bin/true")
                        .build());
        assertThatIllegalStateException()
                .isThrownBy(() -> UnitFile.service()
                        .type(ServiceType.ONESHOT)
                        .execStart("/bin/true")
                        .restart(RestartPolicy.ALWAYS)
                        .build());
        assertThatIllegalStateException()
                .isThrownBy(() -> UnitFile.service()
                        .type(ServiceType.DBUS)
                        .execStart("/bin/true")
                        .build());
    }

    @Test
    void acceptsAOneshotServiceWithoutAStart() {
        assertThat(builder.type(ServiceType.ONESHOT)
                        .remainAfterExit(true)
                        .execStop("/bin/true")
                        .build()
                        .all("Service", "ExecStop"))
                .containsExactly("/bin/true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "", "a/b", ".", "..", "a\u0001", "-1", "65535", "4294967295", "99999999999", "01"})
    void refusesAUserThatSystemdRefuses(String user) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.user(user));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.group(user));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/../x", "/..", "tmp", "", "~"})
    void refusesAPathThatSystemdRefuses(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.workingDirectory(path));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.environmentFile(path));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.standardOutput(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/bin/python3 /x.py",
                "python3 x.py",
                "/opt/bot/run --port=1",
                "/home/me/venv/bin/python main/x.py",
                "/opt/bot/run start"
            })
    void refusesACommandLineAsAProgram(String program) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.execStart(program))
                .withMessageContaining("word of its own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/opt/My App/run", "/opt/My Other App/run"})
    void acceptsAProgramInADirectoryWithBlanks(String program) {
        assertThat(builder.execStart(program, "a").build().problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/x*", "/bin/[", "/bin/a?", "/bin/.", "/bin/..", ".", ".."})
    void refusesAProgramThatSomeVersionRefuses(String program) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.execStart(program));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 G", "1X", "-1", "101%", "0", "0%", "a\nb", "1e9"})
    void refusesASizeThatIsNone(String size) {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.memoryMax(size));
    }
}
