package io.github.servicehandler.it;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.watch.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Test with random changes of services and of their manager, in random order: the events of a watch form a chain, and
 * in the end the watch shows what systemctl shows. {@code -Dwatch.chaos=N} makes more changes; a failure names the
 * seed.
 */
@RequiresUserManager
@Timeout(600)
class WatchChaosIT {

    private static final int STEPS = Integer.getInteger("watch.chaos", 120);
    private static final long SEED = Long.getLong("watch.chaos.seed", System.nanoTime());

    /** The maximum time after the last fault until the watch shows the present statuses. */
    private static final Duration ALLOWED = Duration.ofSeconds(1);

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();
    private final Random random = new Random(SEED);
    private final EventLog events = new EventLog();
    private final List<String> script = new ArrayList<>();

    @Test
    void chainsHoldAndTheEndIsTheTruth() {
        List<ServiceHandler> services = List.of(
                units.service("plain", TestUnits.SLEEPER),
                units.service("loop", "ExecStart=/bin/sh -c 'sleep 0.05; exit 1'", "Restart=always", "RestartSec=20ms"),
                units.service("once", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/true"),
                units.service("broken", "ExecStart=/nonexistent/program"),
                units.install(
                        "installed", "[Service]\n" + TestUnits.SLEEPER + "\n[Install]\nWantedBy=default.target\n"));
        try (Watch watch = Watch.of(services)) {
            watch.onEvent(events, Runnable::run);
            for (int i = 0; i < STEPS; i++) {
                step(services.get(random.nextInt(services.size())));
            }
            systemctl.run("stop", services.get(1));

            awaitTruth(watch, services);
        }
        events.assertChains();
    }

    private void step(ServiceHandler service) {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> systemctl("start", "--no-block", service);
            case 4, 5 -> systemctl("stop", "--no-block", service);
            case 6, 7, 8 -> systemctl("restart", "--no-block", service);
            case 9, 10, 11 -> systemctl("kill", "--signal=KILL", service);
            case 12 -> systemctl("reset-failed", service);
            case 13 -> systemctl(random.nextBoolean() ? "enable" : "disable", service);
            case 14 -> systemctl("daemon-reload");
            default -> systemctl("daemon-reexec");
        }
    }

    private void systemctl(Object... arguments) {
        script.add(List.of(arguments).toString());
        systemctl.run(arguments);
    }

    private void awaitTruth(Watch watch, List<ServiceHandler> services) {
        long begin = System.nanoTime();
        AssertionError last = null;
        do {
            try {
                services.forEach(service -> StatusComparison.assertSame(watch.status(service), service.status()));
                return;
            } catch (AssertionError e) {
                last = e;
            }
        } while (System.nanoTime() - begin < ALLOWED.toNanos());
        throw new AssertionError("seed " + SEED + " after " + script, last);
    }
}
