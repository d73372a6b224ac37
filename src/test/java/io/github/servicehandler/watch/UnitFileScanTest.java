package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.unit.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitFileScanTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void install() throws IOException {
        write("bot.service", "one");
        write("other.service", "one");
    }

    @Test
    void nothingChangesByItself() throws IOException {
        UnitFileScan before = scan();

        assertThat(scan().changesSince(before)).isEmpty();
        assertThat(before.contains(directory.resolve("bot.service"))).isTrue();
        assertThat(before.contains(directory.resolve("missing.service"))).isFalse();
    }

    @Test
    void aFileThatIsWrittenCreatedOrRemovedChanges() throws IOException {
        UnitFileScan before = scan();
        write("bot.service", "two");
        assertThat(scan().changesSince(before)).containsExactly("bot.service");

        before = scan();
        write("new.service", "one");
        Files.delete(directory.resolve("other.service"));
        assertThat(scan().changesSince(before)).containsExactlyInAnyOrder("new.service", "other.service");
    }

    @Test
    void aFileThatIsReplacedByOneOfTheSameAgeAndSizeChanges() throws IOException {
        UnitFileScan before = scan();
        Path replacement = write("replacement", "two");
        Files.setLastModifiedTime(replacement, Files.getLastModifiedTime(directory.resolve("bot.service")));
        Files.delete(directory.resolve("bot.service"));
        Files.move(replacement, directory.resolve("bot.service"));

        assertThat(scan().changesSince(before)).containsExactly("bot.service");
    }

    @Test
    void aDropInChangesItsUnit() throws IOException {
        UnitFileScan before = scan();
        write("bot.service.d/10.conf", "one");

        assertThat(scan().changesSince(before)).contains("bot.service").doesNotContain("other.service");
    }

    @Test
    void enablingChangesTheUnitAndNothingElse() throws IOException {
        UnitFileScan before = scan();
        Files.createDirectories(directory.resolve("default.target.wants"));
        Files.createSymbolicLink(
                directory.resolve("default.target.wants/bot.service"), directory.resolve("bot.service"));

        assertThat(scan().changesSince(before)).containsExactly("bot.service");
    }

    @Test
    void anAliasChangesTheUnitThatItIsFor() throws IOException {
        UnitFileScan before = scan();
        Files.createSymbolicLink(directory.resolve("alias.service"), Path.of("bot.service"));

        assertThat(scan().changesSince(before)).containsExactlyInAnyOrder("alias.service", "bot.service");
    }

    @Test
    void aLinkedFileChangesWithItsTarget(@TempDir Path elsewhere) throws IOException {
        Path target = Files.writeString(elsewhere.resolve("linked.service"), "one");
        Files.createSymbolicLink(directory.resolve("linked.service"), target);
        UnitFileScan before = scan();
        assertThat(before.contains(target)).isTrue();

        Files.writeString(target, "another");

        assertThat(scan().changesSince(before)).containsExactly("linked.service");
    }

    @ParameterizedTest
    @CsvSource({
        "bot.service, bot.service, true",
        "bot.service, other.service, false",
        "bot@.service, bot@1.service, true",
        "bot@.service, bot.service, false",
        "service, bot.service, true",
        "service, bot.socket, false",
        "bot-.service, bot-a-b.service, true",
        "bot-a-.service, bot-a-b.service, true",
        "bot-b-.service, bot-a-b.service, false",
        "bot-.service, bot-a@1.service, true",
    })
    void aChangeConcernsUnits(String change, String unit, boolean isConcerned) {
        assertThat(UnitFileScan.concern(Set.of(change), UnitName.of(unit))).isEqualTo(isConcerned);
    }

    private UnitFileScan scan() throws IOException {
        return UnitFileScan.of(List.of(directory, directory.resolve("missing")));
    }

    private Path write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }
}
