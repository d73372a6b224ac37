package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.AccessDeniedException;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.ManagerUnavailableException;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.slf4j.LoggerFactory;

/** Tests with managers that do not answer or that refuse requests. */
@RequiresUserManager
@Timeout(30)
class ErrorsIT {

    static final List<Verb> NEED_PERMISSION = List.of(
            Verb.START, Verb.STOP, Verb.RESTART, Verb.RELOAD_OR_RESTART, Verb.ENABLE, Verb.MASK, Verb.RESET_FAILED);

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    private final PlainSystemctl systemctl = units.systemctl();

    @Test
    void noUserManager() {
        Systemd nobody = user(command -> command.withEnvironment("XDG_RUNTIME_DIR", "/nonexistent")
                .withEnvironment("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus"));
        ServiceHandler bot = nobody.service("bot");

        Stream.<Runnable>of(
                        bot::state,
                        bot::start,
                        bot::enable,
                        nobody::listUnits,
                        nobody::listUnitFiles,
                        nobody::daemonReload,
                        nobody::version,
                        nobody::version,
                        () -> nobody.statuses(List.of(bot)),
                        () -> nobody.perform(Verb.STOP, List.of(bot)))
                .forEach(call -> assertThatThrownBy(call::run)
                        .isInstanceOf(ManagerUnavailableException.class)
                        .hasMessageContaining("XDG_RUNTIME_DIR")
                        .hasMessageContaining("loginctl enable-linger"));
    }

    @Test
    void noSystemctl() {
        Systemd nowhere = user(command -> replaceProgram(command, "systemctl-nonesuch"));

        assertThatThrownBy(nowhere::version)
                .isInstanceOf(ManagerUnavailableException.class)
                .hasMessageContaining("no \"systemctl-nonesuch\" on the PATH");
    }

    @Test
    void runtimeDirectoryNeedNotBeSet() throws Exception {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        ProcessBuilder jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        classPath(Systemd.class, LoggerFactory.class, Starter.class),
                        Starter.class.getName(),
                        bot.toString())
                .redirectErrorStream(true);
        // as su, sudo and cron leave the environment
        jvm.environment().keySet().removeAll(List.of("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"));
        Process process = jvm.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();

        assertThat(systemctl.state(bot)).isEqualTo("active/running");
    }

    /** Program that starts a service of the user. */
    static final class Starter {
        public static void main(String[] names) {
            Outcome outcome = ServiceHandler.of(names[0]).start();
            System.exit(outcome.succeeded() ? 0 : 1);
        }
    }

    private static String classPath(Class<?>... classes) throws URISyntaxException {
        List<String> places = new ArrayList<>();
        for (Class<?> some : classes) {
            places.add(Path.of(some.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, places);
    }

    @ParameterizedTest
    @FieldSource("NEED_PERMISSION")
    void systemManagerDoesNotObeyAUser(Verb verb) {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may do all");
        ServiceHandler journald = Systemd.system().service("dbus.service");

        assertThatThrownBy(() -> journald.perform(verb))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("root");

        assertThat(new PlainSystemctl("--system").state(journald)).isEqualTo("active/running");
    }

    @Test
    void systemManagerDoesNotReloadForAUser() {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may do all");

        assertThatThrownBy(() -> Systemd.system().daemonReload()).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void systemManagerAnswersAUser() {
        Systemd system = Systemd.system();

        assertThat(system.service("dbus.service").state()).isEqualTo(ServiceState.RUNNING);
        assertThat(system.version()).isEqualTo(systemctl.version());
        assertThat(system.listUnits("dbus.*")).isNotEmpty();
    }

    private static Systemd user(UnaryOperator<Command> change) {
        CommandRunner local = CommandRunner.local();
        return Systemd.of(ManagerAddress.user(), command -> local.run(change.apply(command)));
    }

    private static Command replaceProgram(Command command, String program) {
        return Command.of(
                Stream.concat(Stream.of(program), command.argv().stream().skip(1))
                        .toList());
    }
}
