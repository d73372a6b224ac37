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
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of installing on a full disk, and of a program that is killed while it installs. */
class UnitFileInstallerTest {

    private static final String DIRECTORY = "/home/user/.config/systemd/user";
    private static final UnitFile OLD = unit("old");
    private static final UnitFile NEW = unit("a new description that is longer than the old one");
    private static final int COMMANDS_OF_INSTALL = 8;

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

    @Test
    void aProgramThatIsKilledLeavesEachFileOfSeveralOldOrNew() {
        killAtEachCommand(
                file -> systemd.unitFiles().install(Map.of("a", file, "b@.service", file, "c.target", file)),
                (killed, file) -> killed.unitFiles().install(Map.of("a", file, "b@.service", file, "c.target", file)),
                "a.service",
                "b@.service",
                "c.target");
    }

    @Test
    void aProgramThatIsKilledLeavesOneDropInOrTheOther() {
        systemd.install("bot", OLD);
        killAtEachCommand(
                file -> systemd.service("bot").override(file),
                (killed, file) -> killed.service("bot").override(file),
                "bot.service.d/override.conf");
    }

    /** Kills a program at each of its commands, until one survives. */
    private void killAtEachCommand(Consumer<UnitFile> action, BiConsumer<Systemd, UnitFile> killed, String... paths) {
        int command = 0;
        boolean survived = false;
        while (!survived) {
            action.accept(OLD);
            command++;
            try {
                killed.accept(Systemd.of(ManagerAddress.user(), killedAt(command)), NEW);
                survived = true;
            } catch (Killed e) {
                fake.advance(Duration.ofSeconds(11));
            }
            Map<String, String> texts = disk.texts(DIRECTORY);
            for (String path : paths) {
                assertThat(texts.get(path))
                        .as("%s at command %d", path, command)
                        .isIn(OLD.toString(), NEW.toString());
            }
        }
        assertThat(command).isGreaterThan(7);
        action.accept(OLD);
        assertThat(disk.texts(DIRECTORY).keySet()).noneMatch(path -> path.endsWith(".draft"));
    }

    @Test
    void aFullDiskLeavesAllOldFiles() {
        systemd.unitFiles().install(Map.of("a", OLD, "b", OLD));
        systemd.service("a").override(OLD);
        Map<String, String> before = disk.texts(DIRECTORY);
        fake.fail(Fault.diskFull());

        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> systemd.unitFiles().install(Map.of("a", NEW, "b", NEW)));
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> systemd.service("a").override(NEW));

        assertThat(disk.texts(DIRECTORY)).isEqualTo(before);
    }

    @Test
    void severalFilesNeedOneReload() {
        systemd.unitFiles().install(Map.of("a", OLD, "b", OLD, "c", OLD));

        assertThat(fake.commands())
                .filteredOn(command -> command.argv().contains("daemon-reload"))
                .hasSize(1);
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
