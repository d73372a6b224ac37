package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests with many units at once. */
@RequiresUserManager
@Timeout(60)
class ManyIT {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();
    private final CountingRunner runner = new CountingRunner();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), runner);

    @Test
    void statusesOfTwoHundredUnitsTakeTwoCommands() {
        List<ServiceHandler> bots = twoHundredBots();
        Object[] some = bots.stream().limit(20).toArray();
        systemctl.runChecked(concat("start", some));
        systemctl.runChecked("mask", bots.get(30));
        runner.taken();

        for (String round : List.of("first", "second")) {
            Map<ServiceHandler, ServiceStatus> statuses = systemd.statuses(bots);

            assertThat(runner.taken()).as(round).hasSizeBetween(1, 2);
            assertThat(statuses.keySet()).as(round).containsExactlyElementsOf(bots);
            assertThat(states(statuses, 0, 20)).as(round).containsOnly(ServiceState.RUNNING);
            assertThat(statuses.get(bots.get(30)).state()).as(round).isEqualTo(ServiceState.MASKED);
            assertThat(states(statuses, 31, 190)).as(round).containsOnly(ServiceState.STOPPED);
            assertThat(states(statuses, 190, 200)).as(round).containsOnly(ServiceState.NOT_FOUND);
        }
    }

    @Test
    void statusesFollowWhatOthersDo() {
        List<ServiceHandler> bots = List.of(bot("a", TestUnits.SLEEPER), bot("b", "ExecStart=/bin/false"));
        systemctl.runChecked("daemon-reload");
        systemd.statuses(bots);
        systemctl.runChecked("start", bots.get(0), bots.get(1));
        systemctl.awaitState(bots.get(1), "failed/failed");

        assertThat(systemd.statuses(bots).values())
                .extracting(ServiceStatus::state)
                .containsExactly(ServiceState.RUNNING, ServiceState.ERROR);

        systemctl.runChecked("stop", bots.get(0));
        systemctl.runChecked("reset-failed", bots.get(1));

        assertThat(systemd.statuses(bots).values())
                .extracting(ServiceStatus::state)
                .containsExactly(ServiceState.STOPPED, ServiceState.STOPPED);
    }

    @Test
    void statusesOfNothingRunNothing() {
        assertThat(systemd.statuses(List.of())).isEmpty();
        assertThat(runner.taken()).hasSizeLessThan(2);
    }

    @Test
    void startOfManyIsOneOrder() {
        List<ServiceHandler> bots = IntStream.range(0, 10)
                .mapToObj(i -> bot("bot" + i, TestUnits.SLEEPER))
                .toList();
        systemctl.runChecked("daemon-reload");
        systemctl.runChecked("start", bots.get(3));
        runner.taken();

        Map<ServiceHandler, Outcome> outcomes = systemd.perform(Verb.START, bots);

        assertThat(runner.taken().stream().map(Command::argv).filter(argv -> argv.contains("start")))
                .hasSize(1);
        assertThat(outcomes.keySet()).containsExactlyElementsOf(bots);
        bots.forEach(bot -> assertThat(outcomes.get(bot).kind())
                .isEqualTo(bot.equals(bots.get(3)) ? Outcome.Kind.ALREADY : Outcome.Kind.OK));
        bots.forEach(bot -> assertThat(systemctl.state(bot)).isEqualTo("active/running"));
    }

    /**
     * From version 258, systemd starts none of them if one is missing, so the library repeats the request for the
     * others.
     */
    @Test
    void startOfManyStartsAllButTheMissingMaskedAndBroken() {
        ServiceHandler good = bot("good", TestUnits.SLEEPER);
        ServiceHandler missing = systemd.service(units.name("missing"));
        ServiceHandler masked = bot("masked", TestUnits.SLEEPER);
        ServiceHandler bad = bot("bad", "Type=simple");
        ServiceHandler broken = bot("broken", "Type=exec", "ExecStart=/nonesuch");
        ServiceHandler last = bot("last", TestUnits.SLEEPER);
        systemctl.runChecked("daemon-reload");
        systemctl.runChecked("mask", masked);

        Map<ServiceHandler, Outcome> outcomes =
                systemd.perform(Verb.START, List.of(good, missing, masked, bad, broken, last));

        assertThat(outcomes.get(good).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcomes.get(last).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(systemctl.state(good)).isEqualTo("active/running");
        assertThat(systemctl.state(last)).isEqualTo("active/running");
        assertFailed(outcomes.get(missing), "not found");
        assertFailed(outcomes.get(masked), "unmask");
        assertFailed(outcomes.get(bad), "bad-setting");
        assertFailed(outcomes.get(broken), "203/EXEC");
        assertThat(systemctl.state(broken)).isEqualTo("failed/failed");
    }

    @Test
    void stopOfManyStopsAllButTheMissing() {
        ServiceHandler up = bot("up", TestUnits.SLEEPER);
        ServiceHandler missing = systemd.service(units.name("missing"));
        ServiceHandler down = bot("down", TestUnits.SLEEPER);
        systemctl.runChecked("daemon-reload");
        systemctl.runChecked("start", up);

        Map<ServiceHandler, Outcome> outcomes = systemd.perform(Verb.STOP, List.of(up, missing, down));

        assertThat(outcomes.get(up).kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(outcomes.get(down).kind()).isEqualTo(Outcome.Kind.ALREADY);
        assertFailed(outcomes.get(missing), "");
        assertThat(systemctl.state(up)).isEqualTo("inactive/dead");
    }

    @Test
    void restartOfManyRestartsAllButTheMissing() {
        ServiceHandler up = bot("up", TestUnits.SLEEPER);
        ServiceHandler missing = systemd.service(units.name("missing"));
        systemctl.runChecked("daemon-reload");
        systemctl.runChecked("start", up);
        String run = systemctl.run(up);

        Map<ServiceHandler, Outcome> outcomes = systemd.perform(Verb.RESTART, List.of(up, missing));

        assertThat(outcomes.get(up).kind()).isEqualTo(Outcome.Kind.OK);
        assertFailed(outcomes.get(missing), "");
        assertThat(systemctl.run(up)).isNotEqualTo(run);
    }

    @Test
    void enableAndDisableOfMany() {
        List<ServiceHandler> bots = IntStream.range(0, 3)
                .mapToObj(i -> systemd.service(units.write(
                        "bot" + i, "[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=default.target\n")))
                .toList();
        systemctl.runChecked("daemon-reload");

        assertThat(systemd.perform(Verb.ENABLE.now(), bots).values())
                .extracting(Outcome::kind)
                .containsOnly(Outcome.Kind.OK);
        bots.forEach(bot -> assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled"));
        bots.forEach(bot -> assertThat(systemctl.state(bot)).isEqualTo("active/running"));

        assertThat(systemd.perform(Verb.DISABLE.now(), bots).values())
                .extracting(Outcome::kind)
                .containsOnly(Outcome.Kind.OK);
        bots.forEach(bot -> assertThat(systemctl.isEnabled(bot)).isEqualTo("disabled"));
        bots.forEach(bot -> assertThat(systemctl.state(bot)).isEqualTo("inactive/dead"));
    }

    @Test
    void enableOfManyWithAMissingOneAmongThem() {
        String text = "[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=default.target\n";
        ServiceHandler one = systemd.service(units.write("one", text));
        ServiceHandler missing = systemd.service(units.name("missing"));
        ServiceHandler two = systemd.service(units.write("two", text));
        systemctl.runChecked("daemon-reload");

        Map<ServiceHandler, Outcome> outcomes = systemd.perform(Verb.ENABLE, List.of(one, missing, two));

        assertFailed(outcomes.get(missing), "");
        for (ServiceHandler bot : List.of(one, two)) {
            assertThat(outcomes.get(bot).kind()).isEqualTo(Outcome.Kind.OK);
            assertThat(systemctl.isEnabled(bot)).isEqualTo("enabled");
        }
    }

    @Test
    void aUnitAskedForTwiceIsOneEntry() {
        ServiceHandler bot = bot("bot", TestUnits.SLEEPER);
        systemctl.runChecked("daemon-reload");

        assertThat(systemd.perform(Verb.START, List.of(bot, bot))).hasSize(1);
        assertThat(systemd.statuses(List.of(bot, bot))).hasSize(1);
    }

    private ServiceHandler bot(String label, String... lines) {
        return systemd.service(units.write(label, "[Service]\n" + String.join("\n", lines) + "\n"));
    }

    /** The last ten of them have no file. */
    private List<ServiceHandler> twoHundredBots() {
        List<ServiceHandler> bots = new ArrayList<>();
        for (int i = 0; i < 190; i++) {
            bots.add(bot("bot" + i, TestUnits.SLEEPER));
        }
        for (int i = 190; i < 200; i++) {
            bots.add(systemd.service(units.name("bot" + i)));
        }
        systemctl.runChecked("daemon-reload");
        return bots;
    }

    private static List<ServiceState> states(Map<ServiceHandler, ServiceStatus> statuses, int from, int to) {
        return statuses.values().stream().map(ServiceStatus::state).toList().subList(from, to);
    }

    private static void assertFailed(Outcome outcome, String reason) {
        assertThat(outcome.kind()).as(outcome.toString()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.reason()).isNotEmpty().contains(reason);
    }

    private static Object[] concat(String verb, Object[] units) {
        List<Object> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of(units));
        return words.toArray();
    }
}
