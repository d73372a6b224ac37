package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresSystemManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.watch.UnitEvent;
import io.github.servicehandler.watch.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of a watch on managers that only root can restart or stop. */
@RequiresSystemManager
@Timeout(120)
class SystemWatchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    static final TestUnits units = TestUnits.ofSystem();

    private final PlainSystemctl systemctl = units.systemctl();
    private final EventLog events = new EventLog();

    @Test
    void goesOnAfterTheSystemManagerReexecutedItself() {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        try (Watch watch = Watch.of(bot).onEvent(events, Runnable::run)) {
            systemctl.runChecked("daemon-reexec");
            systemctl.runChecked("start", bot);

            awaitState(watch, bot, ServiceState.RUNNING);
            StatusComparison.assertSame(watch.status(bot), bot.status());
            events.assertChains();
        }
    }

    @Test
    void aUserWhoLogsOutAndInAgainIsLostAndRegained() throws IOException {
        Path lingering = Path.of("/var/lib/systemd/linger");
        String user = firstIn(lingering);
        Systemd systemd = Systemd.of(ManagerAddress.user(), new AsUser(user));
        String manager =
                "user@" + systemd.runner().run(Command.of("id", "-u")).stdout().strip() + ".service";
        ServiceHandler target = systemd.service("basic.target");
        try (Watch watch = Watch.of(target).onEvent(events, Runnable::run)) {
            assertThat(watch.status(target).state()).isEqualTo(ServiceState.RUNNING);

            systemctl.runChecked("restart", manager);

            Await.until(
                    () -> events.of(UnitEvent.ContactRegained.class).findAny().isPresent());
            awaitState(watch, target, ServiceState.RUNNING);
            assertThat(events.kinds())
                    .containsSubsequence(UnitEvent.ContactLost.class, UnitEvent.ContactRegained.class);
            events.assertChains();
        }
    }

    private static String firstIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().orElseThrow().getFileName().toString();
        }
    }

    private static void awaitState(Watch watch, ServiceHandler service, ServiceState state) {
        watch.await(service, status -> status.state() == state, PATIENCE);
    }

    /** Runner that runs commands as another user, whose sockets this process cannot use. */
    private static final class AsUser implements CommandRunner {

        private final CommandRunner here = CommandRunner.local();
        private final List<String> prefix;
        private final String runtimeDirectory;

        AsUser(String user) {
            String uid = here.run(Command.of("id", "-u", user)).stdout().strip();
            prefix = List.of("setpriv", "--reuid", uid, "--regid", uid, "--init-groups");
            runtimeDirectory = "/run/user/" + uid;
        }

        @Override
        public CommandResult run(Command command) {
            return here.run(asUser(command));
        }

        @Override
        public RunningCommand start(Command command) {
            return here.start(asUser(command));
        }

        private Command asUser(Command command) {
            List<String> argv = new ArrayList<>(prefix);
            argv.addAll(command.argv());
            return Command.of(argv).withTimeout(command.timeout()).withEnvironment("XDG_RUNTIME_DIR", runtimeDirectory);
        }
    }
}
