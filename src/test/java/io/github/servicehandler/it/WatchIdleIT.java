package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.watch.UnitEvent;
import io.github.servicehandler.watch.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a watch by pattern costs the manager nothing while nothing happens, whatever units others look at. */
@RequiresUserManager
@Timeout(120)
class WatchIdleIT {

    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** A loop takes more than half of the period. */
    private static final Duration ALLOWED = Duration.ofMillis(50);

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();
    private final EventLog events = new EventLog();

    @ParameterizedTest
    @ValueSource(strings = {"After", "Wants", "Requires", "Conflicts"})
    void aMissingUnitThatAStoppedOneNamesCausesNoLoop(String dependency) throws Exception {
        String app = units.write(
                "app",
                "[Unit]\n" + dependency + "=" + units.name("missing") + "\n[Service]\n" + TestUnits.SLEEPER + "\n");
        systemctl.runChecked("daemon-reload");
        try (Watch watch = watchAll()) {
            systemctl.runChecked("show", app);
            systemctl.runChecked("show", units.name("other"));

            assertIdle();
            assertThat(watch.statuses()).containsOnlyKeys(units.handler("app"));
        }
    }

    @Test
    void anUninstalledDependencyCausesNoLoop() throws Exception {
        ServiceHandler db = units.service("db", TestUnits.SLEEPER);
        units.install("app", "[Unit]\nWants=" + db + "\nAfter=" + db + "\n[Service]\n" + TestUnits.SLEEPER + "\n");
        systemctl.runChecked("start", units.name("app"));
        try (Watch watch = watchAll()) {
            systemctl.runChecked("stop", db);
            Files.delete(Path.of(systemctl.show(db, "FragmentPath")));
            systemctl.runChecked("daemon-reload");
            systemctl.runChecked("stop", units.name("app"));

            assertIdle();
            assertThat(watch.statuses()).containsOnlyKeys(units.handler("app"));
            assertThat(events.of(UnitEvent.Removed.class)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*.mount", "*.device"})
    void aPatternOfManyUnitsCausesNoLoop(String pattern) throws Exception {
        try (Watch watch = Watch.all(units.systemd(), pattern)) {
            assertIdle();
            assertThat(watch.isInContact()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/true", "/bin/false"})
    void everyUnitThatEndsAtOnceIsReported(String program) throws Exception {
        try (Watch watch = watchAll()) {
            for (int i = 0; i < 12; i++) {
                Command run =
                        Command.of("systemd-run", "--user", "--collect", "--unit=" + units.name("once-" + i), program);
                assertThat(CommandRunner.local().run(run).exitCode()).isZero();
            }

            Await.until(() -> events.of(UnitEvent.Removed.class).count() == 12);
            assertThat(events.of(UnitEvent.Added.class)).hasSize(12);
            assertThat(watch.statuses()).isEmpty();
            assertIdle();
        }
    }

    private Watch watchAll() {
        return Watch.all(units.systemd(), units.name("*")).onEvent(events, Runnable::run);
    }

    private static void assertIdle() throws Exception {
        ManagerProcess manager = ManagerProcess.ofUser();
        Thread.sleep(300); // what was done before may still be going on
        Duration before = manager.cpuTime();
        Thread.sleep(PERIOD.toMillis());
        assertThat(manager.cpuTime().minus(before)).as("CPU time").isLessThanOrEqualTo(ALLOWED);
    }
}
