package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.UnitNotFoundException;
import io.github.servicehandler.files.ServiceFile;
import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.FakeSystemdException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the files of units in the in-memory systemd, as users' own tests see them. */
class FakeFilesTest {

    private static final String TEXT =
            "[Service]\nExecStart=/usr/bin/bot\nStateDirectory=bot\nEnvironmentFile=-/etc/bot.env\nStandardOutput=append:%h/bot.log\n";

    @ParameterizedTest
    @CsvSource({"247, .config", "262, .local/state"})
    void filesAreListed(int version, String state) {
        FakeSystemd fake = FakeSystemd.create(version);
        fake.install("bot.service", TEXT);
        fake.user().write("bot.service.d/nice.conf", "[Service]\nNice=1\n");
        fake.path("/usr/bin/bot", true);
        ServiceHandler bot = Systemd.of(ManagerAddress.user(), fake).service("bot");
        bot.systemd().daemonReload();

        assertThat(bot.files())
                .extracting(ServiceFile::toString)
                .containsExactly(
                        "UNIT_FILE /home/user/.config/systemd/user/bot.service",
                        "DROP_IN /home/user/.config/systemd/user/bot.service.d/nice.conf",
                        "ENVIRONMENT_FILE /etc/bot.env (MISSING)",
                        "EXECUTABLE /usr/bin/bot",
                        "WORKING_DIRECTORY /home/user",
                        "STATE_DIRECTORY /home/user/" + state + "/bot (MISSING)",
                        "LOG_FILE /home/user/bot.log (MISSING)");
    }

    @Test
    void specifiersOfTheMachineAreThoseOfTheFake() {
        FakeSystemd fake = FakeSystemd.create();
        fake.install("bot.service", "[Service]\nExecStart=/usr/bin/bot\nStandardOutput=append:%T/%H-%m-%b-%v-%U.log\n");

        assertThat(Systemd.of(ManagerAddress.user(), fake).service("bot").files())
                .filteredOn(file -> file.kind() == ServiceFile.Kind.LOG_FILE)
                .extracting(file -> file.path().toString())
                .containsExactly("/tmp/fake-00000000000000000000000000000001-00000000000000000000000000000002"
                        + "-6.1.0-1000.log");
    }

    @Test
    void theTextIsThatOfTheFiles() {
        FakeSystemd fake = FakeSystemd.create();
        fake.install("bot.service", TEXT);
        fake.user().write("bot.service.d/nice.conf", "[Service]\nNice=1\n");
        ServiceHandler bot = Systemd.of(ManagerAddress.user(), fake).service("bot");
        bot.systemd().daemonReload();

        assertThat(bot.unitFile().text())
                .isEqualTo("# /home/user/.config/systemd/user/bot.service\n" + TEXT
                        + "\n# /home/user/.config/systemd/user/bot.service.d/nice.conf\n[Service]\nNice=1\n");
    }

    @Test
    void aMaskedUnitHasNoText() {
        FakeSystemd fake = FakeSystemd.create();
        fake.user().installPackaged("bot.service");
        ServiceHandler bot = Systemd.of(ManagerAddress.user(), fake).service("bot");
        bot.mask();

        assertThatThrownBy(bot::unitFile)
                .isInstanceOf(UnitNotFoundException.class)
                .hasMessageContaining("masked");
    }

    @Test
    void findIsKnownInOneFormOnly() {
        assertThatThrownBy(() -> FakeSystemd.create().run(Command.of("find", "/", "-delete")))
                .isInstanceOf(FakeSystemdException.class)
                .hasMessageContaining("find -L");
    }
}
