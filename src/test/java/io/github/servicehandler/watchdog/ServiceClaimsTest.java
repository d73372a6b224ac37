package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.servicehandler.ClassPaths;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Several watchdogs with the same services. */
@SuppressWarnings("try") // the watchdog needs no calls
class ServiceClaimsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final ServiceHandler bot = systemd.service("bot");
    private final ServiceHandler web = systemd.service("web");
    private final List<String> first = new ArrayList<>();
    private final List<String> second = new ArrayList<>();
    private final Rule revive =
            Rule.named("revive").asLongAs(Condition.failed()).then(Action.restart());
    private final Rule alert = Rule.named("alert").when(Condition.crashed()).then(Action.log());

    @BeforeEach
    void install() {
        for (ServiceHandler service : List.of(bot, web)) {
            fake.install(service.toString(), "[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=/usr/bin/bot\n");
            service.start();
        }
    }

    @Test
    void onlyOneOfTwoWatchdogsActsOnAService() {
        try (Watchdog one = start(first, List.of(bot), revive);
                Watchdog two = start(second, List.of(bot), revive)) {
            for (int i = 0; i < 3; i++) {
                fake.unit("bot").crash(1);
                fake.advance(MINUTE);
            }

            assertThat(first.stream().filter(line -> line.contains("restart (attempt")))
                    .hasSize(3);
            assertThat(second)
                    .contains(
                            "another watchdog of this program already supervises bot.service: this one gives no orders"
                                    + " to it until that one ends")
                    .noneMatch(line -> line.contains("restart (attempt"))
                    .anyMatch(line -> line.startsWith("revive on bot.service: held back by another watchdog ("));
        }
    }

    @Test
    void theOtherOneTakesOverWhenTheFirstOneEnds() {
        Watchdog one = start(first, List.of(bot), revive);
        try (Watchdog two = start(second, List.of(bot), revive)) {
            one.close();
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofSeconds(6));

            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(second).contains("no other watchdog supervises bot.service any more: this one does from now on");
        }
    }

    @Test
    void watchdogsOfDifferentServicesDoNotDisturbEachOther() {
        try (Watchdog one = start(first, List.of(bot, web), revive.on("bot"));
                Watchdog two = start(second, List.of(bot, web), revive.on("web"), alert)) {
            fake.unit("bot").crash(1);
            fake.unit("web").crash(1);
            fake.advance(MINUTE);

            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(web.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(second).anyMatch(line -> line.startsWith("alert on bot.service: log (attempt 1"));
        }
    }

    @Test
    void aGroupIsLeftAloneIfAnotherWatchdogSupervisesOneOfIt() {
        Rule group = Rule.named("group")
                .asLongAs(Condition.failed())
                .then(Action.restartGroup(RestartStrategy.ONE_FOR_ALL, "bot", "web"));
        try (Watchdog one = start(first, List.of(web), revive);
                Watchdog two = start(second, List.of(bot, web), group)) {
            fake.unit("bot").crash(1);
            fake.advance(MINUTE);

            assertThat(bot.state()).isEqualTo(ServiceState.ERROR);
            assertThat(second)
                    .anyMatch(line -> line.contains("another watchdog of this program supervises web.service"));
        }
    }

    @Test
    void newRulesMayGiveAServiceBackAndClaimAnother() {
        try (Watchdog one = start(first, List.of(bot, web), revive.on("bot"));
                Watchdog two = start(second, List.of(bot, web), revive)) {
            one.rules(List.of(revive.on("web")));
            fake.unit("bot").crash(1);
            fake.unit("web").crash(1);
            fake.advance(MINUTE);

            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
            assertThat(first).anyMatch(line -> line.contains("held back by another watchdog"));
            assertThat(web.state()).isEqualTo(ServiceState.RUNNING);
        }
    }

    @Test
    void aDryRunIsNeitherDisturbedNorDisturbs() {
        try (Watchdog dry = Watchdog.builder()
                        .watch(bot)
                        .rule(revive)
                        .dryRun()
                        .onEvent(event -> first.add(event.toString()))
                        .start();
                Watchdog two = start(second, List.of(bot), revive)) {
            fake.unit("bot").crash(1);
            fake.advance(MINUTE);

            assertThat(first).anyMatch(line -> line.contains("restart (attempt 1"));
            assertThat(second).anyMatch(line -> line.contains("restart (attempt 1"));
        }
    }

    @Test
    void aWatchdogThatSharesItsServicesIsNeitherDisturbedNorDisturbs() {
        Rule rest = Rule.named("rest")
                .when(Condition.upFor(Duration.ofMinutes(5)))
                .then(Action.restart())
                .budget(1, Duration.ofHours(1));
        try (Watchdog shared = Watchdog.builder()
                        .watch(bot)
                        .rule(rest)
                        .shareServices()
                        .onEvent(event -> first.add(event.toString()))
                        .start();
                Watchdog exclusive = start(second, List.of(bot), revive);
                Watchdog another = start(new ArrayList<>(), List.of(bot), revive)) {
            fake.unit("bot").crash(1);
            fake.advance(MINUTE.multipliedBy(6));

            assertThat(first).anyMatch(line -> line.startsWith("rest on bot.service: restart done"));
            assertThat(second).anyMatch(line -> line.startsWith("revive on bot.service: restart done"));
            assertThat(bot.state()).isEqualTo(ServiceState.RUNNING);
        }
    }

    @Test
    void servicesOfTheSameNameElsewhereAreOthers() {
        FakeSystemd elsewhere = FakeSystemd.create();
        elsewhere.install("bot");
        try (Watchdog one = start(first, List.of(bot), revive);
                Watchdog two = start(
                        second,
                        List.of(Systemd.of(ManagerAddress.user(), elsewhere).service("bot")),
                        revive)) {
            assertThat(second).isEmpty();
        }
    }

    @Test
    void watchdogsOfTwoProgramsExcludeEachOtherUntilOneIsKilled() throws IOException, InterruptedException {
        ServiceHandler claimed = ServiceHandler.of("claimed-by-a-test.service");
        ServiceHandler free = ServiceHandler.of("claimed-by-no-test.service");
        Process program = OtherProgram.start(claimed.toString());
        try (ServiceClaims claims = new ServiceClaims();
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            assumeThat(answer.readLine()).as("there is a runtime directory").isEqualTo("claimed 1");

            assertThat(claims.claim(List.of(claimed, free)))
                    .containsExactly(Map.entry(claimed, "another watchdog (process " + program.pid() + ")"));
            program.destroyForcibly().waitFor();
            assertThat(claims.claim(List.of(claimed, free))).isEmpty();
            assertThat(OtherProgram.claims(free.toString())).isEqualTo("claimed 0");
        } finally {
            program.destroyForcibly();
        }
        assertThat(OtherProgram.claims(free.toString())).isEqualTo("claimed 1");
    }

    private Watchdog start(List<String> events, List<ServiceHandler> services, Rule... rules) {
        return Watchdog.builder()
                .watch(services)
                .rules(List.of(rules))
                .onEvent(event -> events.add(event.toString()))
                .start();
    }

    /** Another program that claims the service of its argument, prints whether it could, and waits for its end. */
    static final class OtherProgram {

        private OtherProgram() {}

        static Process start(String service) throws IOException {
            String classPath = ClassPaths.of(ServiceClaimsTest.class, ServiceClaims.class, LoggerFactory.class);
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classPath,
                            OtherProgram.class.getName(),
                            service)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        static String claims(String service) throws IOException {
            Process program = start(service);
            try (BufferedReader answer =
                    new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
                return answer.readLine();
            } finally {
                program.destroyForcibly();
            }
        }

        public static void main(String[] arguments) throws IOException {
            int refused = new ServiceClaims()
                    .claim(List.of(ServiceHandler.of(arguments[0])))
                    .size();
            boolean isLocked =
                    ClaimFile.lock(ServiceHandler.of("probe-of-a-test")).lock() != null;
            System.out.println("claimed " + (isLocked ? 1 - refused : "nothing"));
            System.out.flush();
            while (System.in.read() >= 0) {
                // until the end of the test
            }
        }
    }
}
