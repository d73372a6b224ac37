package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerRoute;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.watch.FreezableRunner;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Test of verbs over a bridge to the bus that is cut at random moments. Each outcome is true, or an exception says that
 * it is not known, and nothing is left behind. {@code -Dcut.verbs=N} sends more verbs; a failure names the seed.
 */
@RequiresUserManager
@Timeout(3600)
class CutConnectionIT {

    private static final int VERBS = Integer.getInteger("cut.verbs", 150);
    private static final long SEED = Long.getLong("cut.seed", System.nanoTime());
    private static final List<Verb> CHOICE = List.of(Verb.START, Verb.STOP, Verb.RESTART, Verb.ENABLE, Verb.DISABLE);

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();
    private final Random random = new Random(SEED);
    private final FreezableRunner runner = new FreezableRunner(new Elsewhere());
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), runner).overBus();

    /** A runner of local commands that does not let the library connect to sockets itself. */
    private static final class Elsewhere implements CommandRunner {

        private final CommandRunner local = CommandRunner.local();

        @Override
        public CommandResult run(Command command) {
            return local.run(command);
        }

        @Override
        public RunningCommand start(Command command) {
            return local.start(command);
        }
    }

    @Test
    void noOutcomeIsWrongAndNothingIsLeft() {
        List<ServiceHandler> services = IntStream.range(0, 5)
                .mapToObj(i -> install("cut-" + i))
                .map(name -> systemd.service(name.toString()))
                .toList();
        long threads = busThreads();
        int unknown = 0;
        for (int i = 0; i < VERBS; i++) {
            ServiceHandler service = services.get(random.nextInt(services.size()));
            if (systemd.route().kind() == ManagerRoute.Kind.BRIDGE && random.nextInt(4) == 0) {
                runner.disconnectAtWrite(1 + random.nextInt(3), random.nextBoolean());
            }
            try {
                check(CHOICE.get(random.nextInt(CHOICE.size())), service);
            } catch (ManagerUnavailableException e) {
                unknown++;
                // an enable may have changed files without the reload that follows
                systemctl.runChecked("daemon-reload");
            }
        }
        System.out.printf("%d verbs, of which %d are not known to have been carried out%n", VERBS, unknown);

        runner.disconnect();
        await().atMost(Duration.ofSeconds(20)).until(() -> busThreads() <= threads && bridges() == 0);
    }

    private UnitName install(String label) {
        return units.install(
                        label,
                        "[Unit]\nStartLimitIntervalSec=0\n[Service]\n" + TestUnits.SLEEPER
                                + "\n[Install]\nWantedBy=default.target\n")
                .unitName();
    }

    private void check(Verb verb, ServiceHandler service) {
        Outcome outcome = service.perform(verb);
        String what = "seed %d: %s of %s, %s".formatted(SEED, verb, service, outcome);
        assertThat(outcome.kind()).as(what).isIn(Outcome.Kind.OK, Outcome.Kind.ALREADY);
        // the manager soon forgets the run of a service that it has stopped
        List<String> properties = outcome.after().state().isDown()
                ? List.of("SubState", "UnitFileState")
                : List.of("SubState", "UnitFileState", "InvocationID");
        for (String property : properties) {
            assertThat(outcome.after().properties().text(property))
                    .as(what)
                    .isEqualTo(systemctl.show(service.unitName(), property));
        }
    }

    private static long busThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("servicehandler-bus-"))
                .count();
    }

    private static long bridges() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("systemd-stdio-bridge"))
                .count();
    }
}
