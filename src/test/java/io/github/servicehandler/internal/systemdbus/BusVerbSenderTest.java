package io.github.servicehandler.internal.systemdbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Signal;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.watch.FreezableRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests over the bus of the fake: what they cost, and what becomes of them when the bus fails. */
class BusVerbSenderTest {

    private static final String SLOW = "[Service]\nType=oneshot\nExecStart=/bin/sleep 10\n";
    private static final String LINKED = "[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=default.target\n";

    private final FakeSystemd fake = FakeSystemd.create();
    private final FreezableRunner runner = new FreezableRunner(fake);
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), runner).overBus();
    private final ServiceHandler bot = systemd.service("Bot");

    /** Returns the commands that were run, without the one that carries the bus and the one that finds it. */
    private List<String> commands() {
        return fake.commands().stream()
                .map(Command::toString)
                .filter(command -> !command.contains("systemd-stdio-bridge") && !command.contains("UnitPath"))
                .toList();
    }

    @Test
    void noVerbRunsSystemctl() {
        fake.install("Bot.service", LINKED);

        for (Verb verb : List.of(
                Verb.START,
                Verb.RESTART,
                Verb.TRY_RESTART,
                Verb.RELOAD_OR_RESTART,
                Verb.ENABLE,
                Verb.REENABLE,
                Verb.DISABLE,
                Verb.kill(Signal.KILL),
                Verb.RESET_FAILED,
                Verb.STOP)) {
            assertThat(bot.perform(verb).kind()).as(verb.toString()).isIn(Outcome.Kind.OK, Outcome.Kind.ALREADY);
        }
        ServiceHandler other = systemd.service("Other");
        assertThat(other.mask().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(other.unmask().kind()).isEqualTo(Outcome.Kind.OK);
        assertThat(commands()).noneMatch(command -> command.contains("systemctl"));
    }

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void aDenialIsTheSameEitherWay(int version) {
        FakeSystemd denying = FakeSystemd.create(version);
        denying.install("a.service", LINKED);
        denying.install("b.service", LINKED);
        denying.fail(Fault.permissionDenied());
        Systemd bySystemctl = Systemd.of(ManagerAddress.system(), denying);
        for (Verb verb :
                List.of(Verb.START, Verb.RELOAD, Verb.ENABLE, Verb.MASK, Verb.kill(Signal.KILL), Verb.RESET_FAILED)) {
            for (String[] units : new String[][] {{"a"}, {"a", "b"}}) {
                assertThat(denial(bySystemctl.overBus(), verb, units))
                        .as(verb + " " + List.of(units))
                        .isEqualTo(denial(bySystemctl, verb, units));
            }
        }
        assertThat(denying.busRequests()).contains("StartUnit(a.service, replace)");
    }

    private static String denial(Systemd systemd, Verb verb, String... units) {
        try {
            return systemd.perform(verb, systemd.services(units)).values().toString();
        } catch (AccessDeniedException e) {
            // without a hint of systemctl, which tells nothing about the denial; over the bus, each unit is reported
            return String.valueOf(e.getMessage())
                    .replaceAll("; See system logs [^;)]*", "")
                    .replace("Failed to enqueue jobs:", "Failed to " + verb + " a.service:")
                    .replaceAll("; Failed to \\w+ b.service: [^;)]*", "");
        }
    }

    @Test
    void aJobEndsInItsOwnTime() {
        fake.install("Bot.service", SLOW);
        Instant begin = fake.time().instant();

        assertThat(bot.start().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(Duration.between(begin, fake.time().instant()))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    }

    @Test
    void noBlockDoesNotWait() {
        fake.install("Bot.service", SLOW);
        Instant begin = fake.time().instant();

        bot.perform(Verb.START.noBlock());

        assertThat(bot.state()).isEqualTo(ServiceState.STARTING);
        assertThat(Duration.between(begin, fake.time().instant())).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void theDeadlineDoesNotEndTheJob() {
        fake.install("Bot.service", SLOW);

        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() -> bot.perform(Verb.START.within(Duration.ofSeconds(3))))
                .withMessageContaining("within 3000 ms");

        assertThat(bot.state()).isEqualTo(ServiceState.STARTING);
    }

    @Test
    @Timeout(30)
    void anInterruptEndsTheWait() throws InterruptedException {
        fake.install("Bot.service");
        bot.status();
        runner.freeze();
        List<Throwable> failures = new ArrayList<>();

        Thread caller = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                bot.start();
            } catch (CommandInterruptedException e) {
                failures.add(e);
            }
        });
        caller.start();
        caller.join(TimeUnit.SECONDS.toMillis(20));

        assertThat(failures).hasSize(1);
    }

    @Test
    void withoutABusSystemctlIsUsed() {
        fake.install("Bot.service");
        fake.fail(Fault.noBridge());

        assertThat(bot.start().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(commands()).anyMatch(command -> command.contains(" start "));
    }

    @Test
    void whatTheBusDoesNotOfferGoesToSystemctl() {
        fake.install("Bot.service", "[Service]\nExecStart=/bin/sleep 1000\nCacheDirectory=bot\n");

        assertThat(bot.perform(Verb.CLEAN).kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(commands()).anyMatch(command -> command.contains(" clean "));
    }

    @Test
    void theEndOfALostJobIsFoundOutOverAnotherConnection() {
        fake.install("Bot.service", SLOW);
        Instant begin = fake.time().instant();
        fake.time().schedule(Duration.ofSeconds(5), runner::disconnect);

        assertThat(bot.start().kind()).isEqualTo(Outcome.Kind.OK);

        assertThat(Duration.between(begin, fake.time().instant()))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    }

    /** The connection is cut at random moments. Each outcome is true, or an exception says that it is not known. */
    @Test
    @Timeout(120)
    void noOutcomeIsWrongWhenTheConnectionIsCut() {
        Random random = new Random(1);
        List<ServiceHandler> handlers = IntStream.range(0, 5)
                .mapToObj(i -> fake.install("case-" + i + ".service", "[Unit]\nStartLimitIntervalSec=0\n" + LINKED)
                        .name())
                .map(systemd::service)
                .toList();
        List<Verb> verbs = List.of(Verb.START, Verb.STOP, Verb.RESTART, Verb.ENABLE, Verb.DISABLE);
        int lost = 0;
        for (int i = 0; i < 500; i++) {
            ServiceHandler handler = handlers.get(random.nextInt(handlers.size()));
            boolean isConnected = systemd.route().kind() == ManagerRoute.Kind.BRIDGE;
            if (isConnected && random.nextInt(4) == 0) {
                runner.disconnectAtWrite(1 + random.nextInt(3), random.nextBoolean());
            }
            try {
                Outcome outcome = handler.perform(verbs.get(random.nextInt(verbs.size())));
                assertThat(outcome.kind()).as("%s", outcome).isIn(Outcome.Kind.OK, Outcome.Kind.ALREADY);
                assertThat(fake.unit(handler.fullName()).subState())
                        .as("%s", outcome)
                        .isEqualTo(outcome.after().subState());
            } catch (ManagerUnavailableException e) {
                lost++;
            }
        }
        assertThat(lost).isPositive();
    }
}
