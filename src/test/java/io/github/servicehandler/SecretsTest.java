package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.unit.UnitFile;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Tests that values of {@code Environment=} reach neither a log at DEBUG or above nor the message of an exception. */
class SecretsTest {

    private static final String SECRET = "hunter2";

    private final Logger library = (Logger) LoggerFactory.getLogger("io.github.servicehandler");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    private final UnitFile file = UnitFile.service()
            .execStart("/bin/true")
            .environment("TOKEN", SECRET)
            .build();
    private final ScriptedRunner runner =
            new ScriptedRunner().on("show", CommandResult.ok("UnitPath=/home/me/.config/systemd/user\n"));
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), runner);

    @BeforeEach
    void listen() {
        logged.start();
        library.setLevel(Level.DEBUG);
        library.setAdditive(false);
        library.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        library.detachAppender(logged);
        library.setAdditive(true);
        library.setLevel(null);
    }

    @Test
    void anInstallationTellsNothing() {
        runner.accepts("install", "dd", "mv", "sync", "find", "daemon-reload");
        systemd.install("bot", file);
        assertThat(file.toString()).contains(SECRET);
        assertThat(messages()).anyMatch(message -> message.contains("dd of=")).noneMatch(SecretsTest::isTelling);
        assertThat(runner.commands()).noneMatch(command -> isTelling(command.toString()));
    }

    @Test
    void anInstallationThatFailsTellsNothing() {
        runner.accepts("find", "install", "rm")
                .on("dd", CommandResult.failed(1, "dd: writing to 'bot.service': No space left on device"));
        Throwable failure = catchThrowable(() -> systemd.install("bot", file));
        assertThat(failure).isInstanceOf(CommandFailedException.class);
        assertThat(failure.toString()).doesNotContain(SECRET);
        assertThat(messages()).noneMatch(SecretsTest::isTelling);
    }

    @Test
    void aRealProcessTellsNothing() {
        CommandRunner.local().run(Command.of("cat").withInput(file.toString()));
        assertThat(messages()).noneMatch(SecretsTest::isTelling);
    }

    @Test
    void propertiesThatHoldSecretsTellNothing() {
        ServiceStatus status =
                unit("bot").running().with("Environment", "TOKEN=" + SECRET).status();
        assertThat(status.toString()).doesNotContain(SECRET);
        assertThat(status.properties().toString()).contains("Environment").doesNotContain(SECRET);
    }

    @Test
    void everythingRunIsLoggedAtDebugAndChangesAtInfo() {
        ScriptedRunner changing =
                new ScriptedRunner().shows(unit("bot").dead(), unit("bot").running());
        ServiceHandler bot = Systemd.of(ManagerAddress.user(), changing).service("bot");
        bot.state();
        bot.state();
        assertThat(logged.list)
                .anySatisfy(event -> {
                    assertThat(event.getLevel()).isEqualTo(Level.DEBUG);
                    assertThat(event.getFormattedMessage())
                            .contains("systemctl --user")
                            .contains("bot.service");
                })
                .anySatisfy(event -> {
                    assertThat(event.getLevel()).isEqualTo(Level.INFO);
                    assertThat(event.getFormattedMessage()).isEqualTo("bot.service: STOPPED -> RUNNING");
                });
    }

    private List<String> messages() {
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static boolean isTelling(String text) {
        return text.contains(SECRET);
    }
}
