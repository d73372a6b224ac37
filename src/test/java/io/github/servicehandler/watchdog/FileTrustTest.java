package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule files that other users could change. */
class FileTrustTest {

    private static final String RULES = "rule b\nwhen up\nthen log\n";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = parent().resolve("bots.rules");
        Files.createDirectory(parent());
        Files.writeString(file, RULES);
        permit(parent(), "rwxr-xr-x");
        permit(file, "rw-r--r--");
    }

    @Test
    void aFileOfThisUserIsAccepted() throws IOException {
        assertThat(FileTrust.problem(file)).isNull();
        assertThat(Rule.readAll(file)).hasSize(1);
    }

    @Test
    void aFileThatOthersMayWriteIsRefused() throws IOException {
        permit(file, "rw-r--rw-");

        assertThatThrownBy(() -> Rule.readAll(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the rule file " + file
                        + " could be changed by other users, because every user may write to "
                        + file + ": rules can run any program, so only root and this user may be able to write to the"
                        + " file and its directories (chmod go-w), unless the program allows otherwise");
        assertThat(Rule.parse(Files.readString(file))).hasSize(1);
    }

    @Test
    void aDirectoryThatOthersMayWriteIsRefusedToo() throws IOException {
        permit(parent(), "rwxrwxrwx");

        assertThat(FileTrust.problem(file)).isEqualTo("every user may write to " + parent());
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertThat(FileTrust.problem(link)).isEqualTo("every user may write to " + parent());
    }

    @Test
    void aLinkInADirectoryThatOthersMayWriteIsRefused() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.createSymbolicLink(open.resolve("link"), file);
        permit(open, "rwxrwxrwx");

        assertThat(FileTrust.problem(open.resolve("link"))).isEqualTo("every user may write to " + open);
    }

    @Test
    void aStickyDirectoryIsAccepted() {
        // the directory of this test is in one: /tmp
        assertThat(FileTrust.problem(file)).isNull();
    }

    @Test
    void aFileOfAnotherUserIsRefused() throws IOException {
        int self = (Integer) Files.getAttribute(file, "unix:uid");
        int other = self + 1;

        String problem = FileTrust.problem(file, other);
        if (self == 0) {
            assertThat(problem).isNull();
        } else {
            assertThat(problem).contains(" belongs to the user ");
        }
    }

    @Test
    void aMissingFileIsLeftToItsReader() {
        assertThat(FileTrust.problem(directory.resolve("missing"))).isNull();
        assertThatThrownBy(() -> Rule.readAll(directory.resolve("missing"))).isInstanceOf(IOException.class);
    }

    @Test
    void aWatchdogRefusesSuchAFileUnlessToldOtherwise() throws IOException {
        permit(file, "rw-r--rw-");
        Watchdog.Builder builder = builder(FakeSystemd.create(), new ArrayList<>());

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("every user may write to " + file);
        assertThatCode(() -> builder.allowRulesWritableByOthers().build().close())
                .doesNotThrowAnyException();
    }

    @Test
    void aFileThatOthersMayWriteLaterIsNotReadAgainUntilTheyMayNot() throws IOException {
        FakeSystemd fake = FakeSystemd.create();
        List<WatchdogEvent> events = new ArrayList<>();
        try (Watchdog dog = builder(fake, events).start()) {
            permit(file, "rw-r--rw-");
            Files.writeString(file, RULES.replace("rule b", "rule c"));
            fake.advance(Duration.ofSeconds(5));
            assertThat(events)
                    .filteredOn(WatchdogEvent.Noted.class::isInstance)
                    .singleElement()
                    .asString()
                    .contains("every user may write to " + file);
            assertThat(dog.table()).contains("b     all  when up");

            permit(file, "rw-r--r--");
            fake.advance(Duration.ofSeconds(5));
            assertThat(dog.table()).contains("c     all  when up");
        }
    }

    private Watchdog.Builder builder(FakeSystemd fake, List<WatchdogEvent> events) {
        fake.install("bot");
        return Watchdog.builder()
                .watch(Systemd.of(ManagerAddress.user(), fake).service("bot"))
                .rulesFrom(file)
                .onEvent(events::add);
    }

    private Path parent() {
        return directory.resolve("rules.d");
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
