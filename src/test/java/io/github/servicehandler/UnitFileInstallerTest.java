package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandFailedException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeDisk;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Fault;
import io.github.servicehandler.unit.UnitFile;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of installing on a full disk, and of a program that is killed while it installs. */
class UnitFileInstallerTest {

    private static final String DIRECTORY = "/home/user/.config/systemd/user";
    private static final UnitFile OLD = unit("old");
    private static final UnitFile NEW = unit("a new description that is longer than the old one");
    private static final int COMMANDS_OF_INSTALL = 7;

    private final FakeSystemd fake = FakeSystemd.create();
    private final FakeDisk disk = new FakeDisk(fake);
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);

    private static UnitFile unit(String description) {
        return UnitFile.service()
                .description(description)
                .execStart("/usr/bin/bot")
                .build();
    }

    @Test
    void aFullDiskLeavesTheOldUnit() {
        ServiceHandler bot = systemd.install("bot", OLD);
        bot.start();
        fake.fail(Fault.diskFull());

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> systemd.install("bot", NEW))
                .withMessageContaining("No space left on device");

        fake.recover();
        systemd.daemonReload();
        assertThat(disk.texts(DIRECTORY)).containsOnly(entry("bot.service", OLD.toString()));
        assertThat(bot.restart().kind()).isEqualTo(Outcome.Kind.OK);
    }

    @Test
    void aFullDiskLeavesNothingOfANewUnit() {
        fake.fail(Fault.diskFull());

        assertThatExceptionOfType(CommandFailedException.class).isThrownBy(() -> systemd.install("bot", NEW));

        assertThat(disk.texts(DIRECTORY)).isEmpty();
    }

    private static IntStream commands() {
        return IntStream.rangeClosed(1, COMMANDS_OF_INSTALL);
    }

    @Test
    void installRunsThatManyCommands() {
        systemd.install("bot", OLD);
        assertThat(fake.commands()).hasSize(COMMANDS_OF_INSTALL);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aProgramThatIsKilledLeavesOneUnitOrTheOther(int atCommand) {
        systemd.install("bot", OLD);

        assertThatExceptionOfType(Killed.class)
                .isThrownBy(() ->
                        Systemd.of(ManagerAddress.user(), killedAt(atCommand)).install("bot", NEW));

        assertThat(disk.texts(DIRECTORY).get("bot.service")).isIn(OLD.toString(), NEW.toString());
        assertThat(systemd.service("bot").start().kind()).isEqualTo(Outcome.Kind.OK);
        fake.advance(Duration.ofSeconds(11));
        systemd.install("other", OLD);
        assertThat(disk.texts(DIRECTORY)).containsOnlyKeys("bot.service", "other.service");
    }

    /** Returns a runner for a program that is killed while a command runs, which still gets half of its input. */
    private CommandRunner killedAt(int number) {
        return new CommandRunner() {
            private int commands;

            @Override
            public CommandResult run(Command command) {
                commands++;
                if (commands < number) {
                    return fake.run(command);
                }
                String input = command.input();
                fake.run(command.withInput(input.substring(0, input.length() / 2)));
                throw new Killed();
            }
        };
    }

    /** The end of a program, which runs nothing more. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }
}
