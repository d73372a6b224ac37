package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeBusTest {

    private static final String UNIT = "org.freedesktop.systemd1.Unit";
    private static final String SERVICE = "org.freedesktop.systemd1.Service";
    private static final String BOT = "/org/freedesktop/systemd1/unit/bot_2eservice";

    private final FakeSystemd fake = FakeSystemd.create();
    private final BusClient client = BusClient.connected(bridge(fake), signal -> {});

    private static io.github.servicehandler.command.RunningCommand bridge(FakeSystemd fake) {
        return fake.start(Command.of("systemd-stdio-bridge", "--bus-path=unix:path=/run/user/1000/bus"));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void systemctl(String... words) {
        List<String> argv = new java.util.ArrayList<>(List.of("systemctl", "--user"));
        argv.addAll(List.of(words));
        assertThat(fake.run(Command.of(argv)).exitCode()).isZero();
    }

    private List<String> received() {
        return client.signals().stream()
                .filter(signal -> !signal.member().equals("NameAcquired"))
                .map(FakeBusTest::text)
                .toList();
    }

    private static String text(Message signal) {
        if (!signal.member().equals("PropertiesChanged")) {
            return signal.member() + " " + signal.body();
        }
        String part = signal.value(0, String.class).replaceFirst(".*\\.", "");
        Map<?, ?> changed = signal.value(1, Map.class);
        Object state = changed.get("SubState") instanceof Variant sub ? " " + sub.value() : "";
        return part + state;
    }

    private void subscribe() {
        client.addMatch();
        client.manager("Subscribe", "");
    }

    @Test
    void answersQueriesForNameOwners() {
        assertThat(client.bus("GetNameOwner", "s", "org.freedesktop.systemd1").body())
                .containsExactly(":1.0");
        assertThat(client.bus("NameHasOwner", "s", "org.freedesktop.systemd1").body())
                .containsExactly(true);
        assertThat(client.bus("NameHasOwner", "s", ":1.1").body()).containsExactly(true);
        assertThat(client.bus("NameHasOwner", "s", "org.nope").body()).containsExactly(false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GetNameOwner | org.nope | NameHasNoOwner | Could not get owner of name 'org.nope': no such name
            AddMatch | foo | MatchRuleInvalid | Match rule has a key with no subsequent '=' character
            RemoveMatch | type='signal' | MatchRuleNotFound | The given match rule wasn't found and can't be removed
            Hello | - | Failed | Already handled an Hello message
            Foo | - | UnknownMethod | org.freedesktop.DBus does not understand message Foo
            """)
    void theBusRefusesInvalidCalls(String member, String argument, String error, String text) {
        Message answer = argument.equals("-") ? client.bus(member, "") : client.bus(member, "s", argument);

        assertThat(answer.errorName()).isEqualTo("org.freedesktop.DBus.Error." + error);
        assertThat(answer.body()).containsExactly(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GetUnit | nope.service | systemd1.NoSuchUnit | Unit nope.service not loaded.
            GetUnit | nope | systemd1.NoSuchUnit | Unit nope not loaded.
            LoadUnit | nope | DBus.Error.InvalidArgs | Unit name nope is not valid.
            LoadUnit | foo@.service | DBus.Error.InvalidArgs | Unit name foo@.service is missing the instance name.
            GetUnitFileState | nope.service | DBus.Error.FileNotFound | No such file or directory
            GetUnitFileState | bad/name | DBus.Error.InvalidArgs | Invalid argument
            ResetFailedUnit | nope.service | systemd1.NoSuchUnit | Unit nope.service not loaded.
            Foo | - | DBus.Error.UnknownMethod | Unknown method Foo or interface org.freedesktop.systemd1.Manager.
            Unsubscribe | - | systemd1.NotSubscribed | Client is not subscribed.
            """)
    void theManagerRefusesInvalidCalls(String member, String argument, String error, String text) {
        Message answer = argument.equals("-") ? client.manager(member, "") : client.manager(member, "s", argument);

        assertThat(answer.errorName()).isEqualTo("org.freedesktop." + error);
        assertThat(answer.body()).containsExactly(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nope_2eservice | Unit | Foo | UnknownProperty | Unknown interface org.freedesktop.systemd1.Unit or property Foo.
            nope_2eservice | Timer | Result | UnknownProperty | Unknown interface org.freedesktop.systemd1.Timer or property Result.
            nope | Unit | Id | InvalidArgs | Unit name nope is neither a valid invocation ID nor unit name.
            nope_40_2eservice | Unit | Id | InvalidArgs | Unit name nope@.service is neither a valid invocation ID nor unit name.
            """)
    void unknownPropertiesAreRefused(String path, String part, String property, String error, String text) {
        Message answer = client.call(
                "org.freedesktop.systemd1",
                "/org/freedesktop/systemd1/unit/" + path,
                "org.freedesktop.DBus.Properties",
                "Get",
                "ss",
                "org.freedesktop.systemd1." + part,
                property);

        assertThat(answer.errorName()).isEqualTo("org.freedesktop.DBus.Error." + error);
        assertThat(answer.body()).containsExactly(text);
    }

    @Test
    void unknownDestinationsObjectsAndArgumentsAreRefused() {
        assertThat(client.call("org.nope", "/", "org.nope.X", "Foo", "").errorName())
                .isEqualTo("org.freedesktop.DBus.Error.ServiceUnknown");
        assertThat(client.call("org.freedesktop.systemd1", "/org/nope", "org.nope.X", "Foo", "")
                        .errorName())
                .isEqualTo("org.freedesktop.DBus.Error.UnknownObject");
        assertThat(client.manager("GetUnit", "i", 3).errorName()).isEqualTo("org.freedesktop.DBus.Error.InvalidArgs");
        assertThat(client.getAll(BOT, "org.freedesktop.systemd1.Timer").errorName())
                .isEqualTo("org.freedesktop.DBus.Error.UnknownInterface");
    }

    @Test
    void propertiesHaveTheirRealTypes() {
        fake.install("bot.service");
        systemctl("start", "bot.service");

        assertThat(client.get(BOT, UNIT, "ActiveState")).isEqualTo(Variant.of("s", "active"));
        assertThat(client.get(BOT, UNIT, "Names")).isEqualTo(Variant.of("as", List.of("bot.service")));
        assertThat(client.get(BOT, UNIT, "ConditionResult")).isEqualTo(Variant.of("b", true));
        assertThat(client.get(BOT, UNIT, "StartLimitBurst")).isEqualTo(Variant.of("u", 5L));
        assertThat(client.get(BOT, UNIT, "LoadError")).isEqualTo(Variant.of("(ss)", List.of("", "")));
        assertThat(client.get(BOT, UNIT, "Job")).isEqualTo(Variant.of("(uo)", List.of(0L, "/")));
        assertThat(client.get(BOT, UNIT, "StartLimitIntervalUSec")).isEqualTo(Variant.of("t", 10_000_000L));
        assertThat((byte[]) client.get(BOT, UNIT, "InvocationID").value()).hasSize(16);
        assertThat(client.get(BOT, SERVICE, "ExecMainCode")).isEqualTo(Variant.of("i", 0));
        assertThat(client.get(BOT, SERVICE, "MemoryCurrent")).isEqualTo(Variant.of("t", -1L));
        assertThat(client.get(BOT, SERVICE, "TasksCurrent")).isEqualTo(Variant.of("t", 1L));
        assertThat(client.get(BOT, SERVICE, "UID")).isEqualTo(Variant.of("u", 0xffffffffL));
    }

    @Test
    void timestampsAreInMicrosecondsOfBothClocks() {
        fake.install("bot.service");
        systemctl("start", "bot.service");

        long uptime =
                (Long) client.get(BOT, UNIT, "ActiveEnterTimestampMonotonic").value();
        long clock = (Long) client.get(BOT, UNIT, "ActiveEnterTimestamp").value();

        assertThat(VirtualTime.realtime(uptime)).isEqualTo(clock);
        assertThat(client.get(BOT, UNIT, "ActiveExitTimestamp").value()).isEqualTo(0L);
    }

    @Test
    void allPropertiesThatShowPrintsHaveValues() {
        fake.install("bot.service");
        systemctl("start", "bot.service");

        Map<?, ?> all = client.getAll(BOT, "").value(0, Map.class);

        assertThat(all).hasSizeGreaterThan(100);
        assertThat(all.keySet().stream().map(String.class::cast).toList())
                .contains("Id", "Wants", "MainPID", "NRestarts");
    }

    @Test
    void aMissingUnitHasALoadError() {
        Variant error = client.get("/org/freedesktop/systemd1/unit/nope_2eservice", UNIT, "LoadError");

        assertThat(error.value())
                .isEqualTo(List.of("org.freedesktop.systemd1.NoSuchUnit", "Unit nope.service not found."));
    }

    @Test
    void aTimerHasItsNextElapseTime() {
        fake.install("tick.service");
        fake.install("tick.timer", "[Timer]\nOnCalendar=hourly\n");
        systemctl("start", "tick.timer");
        String path = "/org/freedesktop/systemd1/unit/tick_2etimer";
        String part = "org.freedesktop.systemd1.Timer";

        long next = (Long) client.get(path, part, "NextElapseUSecRealtime").value();

        assertThat(next).isEqualTo(fake.time().instant().getEpochSecond() / 3600 * 3_600_000_000L + 3_600_000_000L);
        assertThat(client.get(path, part, "LastTriggerUSec").value()).isEqualTo(0L);
    }

    @Test
    void theManagerHasPropertiesToo() {
        assertThat(client.get("/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager", "NFailedUnits"))
                .isEqualTo(Variant.of("u", 0L));
    }

    @Test
    void listsUnits() {
        fake.install("bot.service");
        systemctl("start", "bot.service");
        List<Object> bot = List.of("bot.service", "bot.service", "loaded", "active", "running", "", BOT, 0L, "", "/");

        assertThat(client.manager("ListUnits", "").value(0, List.class).contains(bot))
                .isTrue();
        assertThat(client.manager("ListUnitsByPatterns", "asas", List.of("running"), List.of("b*"))
                        .body())
                .containsExactly(List.of(bot));
        assertThat(client.manager("ListUnitsByPatterns", "asas", List.of("failed"), List.of())
                        .body())
                .containsExactly(List.of());
        assertThat(client.manager("ListUnitsByNames", "as", List.of("bot.service", "bad name"))
                        .body())
                .containsExactly(List.of(bot));
    }

    @Test
    void listsUnitFiles() {
        fake.install("bot.service");

        assertThat(client.manager("ListUnitFilesByPatterns", "asas", List.of(), List.of("bot*"))
                        .body())
                .containsExactly(List.of(List.of("/home/user/.config/systemd/user/bot.service", "disabled")));
        assertThat(client.manager("GetUnitFileState", "s", "bot.service").body())
                .containsExactly("disabled");
    }

    @Test
    void noSignalsWithoutMatchRuleAndSubscription() {
        fake.install("bot.service");
        client.manager("Subscribe", "");
        systemctl("start", "bot.service");
        client.addMatch();
        client.manager("Unsubscribe", "");
        systemctl("stop", "bot.service");
        client.ping();

        assertThat(received()).isEmpty();
    }

    @Test
    void readingAUnitLoadsIt() {
        fake.install("bot.service");
        subscribe();

        client.get(BOT, UNIT, "Id");
        client.ping();

        assertThat(received())
                .containsExactly("UnitNew [bot.service, " + BOT + "]", "UnitRemoved [bot.service, " + BOT + "]");
    }

    @Test
    void everyStepOfAStartIsSignalled() {
        fake.install("bot.service");
        subscribe();

        systemctl("start", "bot.service");

        assertThat(received())
                .map(text -> text.replaceAll("\\[\\d+, /org/freedesktop/systemd1/job/\\d+", "[J"))
                .containsExactly(
                        "UnitNew [bot.service, " + BOT + "]",
                        "JobNew [J, bot.service]",
                        "Service",
                        "Unit dead",
                        "Service",
                        "Unit running",
                        "JobRemoved [J, bot.service, done]",
                        "Service",
                        "Unit running");
    }

    @Test
    void jobsCanBeRequestedOverTheBus() {
        fake.install("bot.service");
        subscribe();

        Message answer = client.manager("StartUnit", "ss", "bot.service", "replace");

        assertThat(answer.value(0, String.class)).startsWith("/org/freedesktop/systemd1/job/");
        assertThat(fake.unit("bot.service").subState()).isEqualTo("running");
        client.manager("KillUnit", "ssi", "bot.service", "all", 9);
        fake.advance(Duration.ofMillis(10));
        assertThat(fake.unit("bot.service").activeState()).isEqualTo("failed");
        client.manager("ResetFailedUnit", "s", "bot.service");
        assertThat(fake.unit("bot.service").activeState()).isEqualTo("inactive");
        assertThat(client.manager("StopUnit", "ss", "nope.service", "replace").errorName())
                .isEqualTo("org.freedesktop.systemd1.NoSuchUnit");
        assertThat(client.manager("StartUnit", "ss", "bot.service", "bogus").body())
                .containsExactly("Job mode bogus invalid");
    }

    @Test
    void aReloadReportsAllUnitsAsNew() {
        subscribe();

        systemctl("daemon-reload");

        assertThat(received()).startsWith("Reloading [true]").endsWith("Reloading [false]");
        assertThat(received().stream()
                        .filter(text -> text.contains("basic.target"))
                        .map(text -> text.substring(0, text.indexOf(" "))))
                .containsExactly("UnitRemoved", "UnitNew");
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void aReexecKeepsTheClients(int version) {
        FakeSystemd other = FakeSystemd.create(version);
        other.install("bot.service");
        other.run(Command.of("systemctl", "--user", "start", "bot.service"));
        try (BusClient client = BusClient.subscribed(bridge(other))) {
            other.run(Command.of("systemctl", "--user", "daemon-reexec"));

            assertThat(client.signals()).map(FakeBusTest::text).endsWith("Reloading [false]");
            assertThat(client.signals().stream()
                            .anyMatch(signal -> signal.path().equals(BOT)))
                    .isEqualTo(version < 262);
        }
    }

    @Test
    void changesOfUnitFilesAreSignalled() {
        fake.install("bot.service");
        subscribe();

        systemctl("enable", "bot.service");
        systemctl("enable", "bot.service");

        assertThat(received())
                .filteredOn(text -> text.startsWith("UnitFilesChanged"))
                .hasSize(1);
    }

    @Test
    void aStatusTextIsSignalled() {
        fake.install("bot.service");
        systemctl("start", "bot.service");
        subscribe();

        fake.unit("bot.service").statusText("busy");

        Message signal = client.signals().get(client.signals().size() - 2);
        assertThat(signal.value(1, Map.class).get("StatusText")).isEqualTo(Variant.of("s", "busy"));
    }
}
