package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a state file in a directory that another user can change. */
@Timeout(30)
class StateFileTest {

    private static final int OTHER_USER = 65533;

    @TempDir
    Path directory;

    private final List<String> problems = new ArrayList<>();
    private Path victim = Path.of("");

    @BeforeEach
    void createVictim() throws IOException {
        victim = Files.writeString(directory.resolve("victim"), "secret");
    }

    private Path plant(String name, Path target) throws IOException {
        return Files.createSymbolicLink(directory.resolve(name), target);
    }

    private Path state() {
        return directory.resolve("state");
    }

    private void openAndWrite() {
        try (StateFile file = new StateFile(state(), problems::add)) {
            file.open();
            assertThat(file.write("text")).isTrue();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theFilesAreOnlyForTheirOwner() throws IOException {
        openAndWrite();
        for (String name : List.of("state", "state.lock")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(names()).containsExactly("state", "state.lock", "victim");
        assertThat(problems).isEmpty();
    }

    @Test
    void aLinkUnderTheOldNameOfTheDraftIsNotFollowed() throws IOException {
        plant("state.new", victim);
        openAndWrite();
        assertThat(victim).hasContent("secret");
        assertThat(state()).hasContent("text");
    }

    @Test
    void aLinkInPlaceOfTheLockIsNotFollowed() throws IOException {
        Path created = directory.resolve("created");
        plant("state.lock", created);
        openAndWrite();
        assertThat(created).doesNotExist();
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("could not be locked", "state.lock is not a regular file: delete it");
    }

    @Test
    void aPipeInPlaceOfTheLockDoesNotStopTheProgram() throws Exception {
        new ProcessBuilder("mkfifo", directory.resolve("state.lock").toString())
                .start()
                .waitFor();
        openAndWrite();
        assertThat(problems).singleElement().asString().contains("state.lock is not a regular file");
    }

    @Test
    void aLinkThatReplacesTheFileLaterIsNeitherReadNorWritten() throws IOException {
        try (StateFile file = new StateFile(state(), problems::add)) {
            file.open();
            plant("state", victim);
            List<String> texts = new ArrayList<>();
            file.read(texts::add, Instant.EPOCH);
            assertThat(texts).isEmpty();
            assertThat(problems).singleElement().asString().contains("it is no longer a regular file");
            plant("state", victim);
            assertThat(file.write("text")).isTrue();
        }
        assertThat(victim).hasContent("secret");
        assertThat(state()).hasContent("text");
    }

    @Test
    void draftsOfProgramsThatWereKilledAreDeleted() throws IOException {
        Files.createFile(directory.resolve("state.123.new"));
        Files.createFile(directory.resolve("state.mine.new"));
        openAndWrite();
        assertThat(names()).containsExactly("state", "state.lock", "state.mine.new", "victim");
    }

    @Test
    void linksOfOtherUsersAreRefusedWhereverTheyAre() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Path link = plant("link", inner);
        Path second = plant("second", Path.of("link"));
        for (Path foreign : List.of(link, second)) {
            giveAway(foreign);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SymbolicLinks.requireTrusted(foreign.resolve("state"), OTHER_USER + 1))
                    .withMessageContaining("has the symbolic link " + foreign)
                    .withMessageContaining("belongs to another user");
        }
        assertThatCode(() -> SymbolicLinks.requireTrusted(inner.resolve("state"), OTHER_USER + 1))
                .doesNotThrowAnyException();
    }

    @Test
    void ownLinksAreFollowed() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Path link = plant("state", Files.createFile(inner.resolve("state")));
        openAndWrite();
        assertThat(link).isSymbolicLink();
        assertThat(inner.resolve("state")).hasContent("text");
    }

    /** Gives a link to another user if this is root, whose links are always followed. */
    private static void giveAway(Path link) throws IOException {
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            Files.setAttribute(link, "unix:uid", OTHER_USER, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
