package io.github.servicehandler.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    @TempDir
    Path directory;

    private Path path = Path.of("");

    @BeforeEach
    void name() {
        path = directory.resolve("file");
    }

    private AtomicFile file() throws IOException {
        return new AtomicFile(path, ".own-", ".draft");
    }

    @Test
    void hasTheNewContentAndPermissionsAndLeavesNoDraft() throws IOException {
        Files.writeString(path, "old and longer");

        file().replace("neu \u00fc", READABLE);

        assertThat(path).hasContent("neu \u00fc");
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(READABLE);
        assertThat(directory).isDirectoryContaining(path::equals).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void isUnchangedWhenItCannotBeReplaced() throws IOException {
        Path inner = Files.createFile(Files.createDirectory(path).resolve("inner"));

        assertThatIOException().isThrownBy(() -> file().replace("text", READABLE));

        assertThat(inner).exists();
        assertThat(directory).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void onlyOldDraftsOfItsOwnAreDeleted() throws IOException {
        Path abandoned = aged(".own-12.draft");
        Path foreign = aged(".own-12.draft.bak");
        Path fresh = Files.createFile(directory.resolve(".own-13.draft"));

        file().deleteDrafts(Duration.ofSeconds(10));

        assertThat(abandoned).doesNotExist();
        assertThat(foreign).exists();
        assertThat(fresh).exists();
    }

    @Test
    void aDraftThatCannotBeDeletedStays() throws IOException {
        Path draft = Files.createDirectory(directory.resolve(".own-12.draft"));
        Files.createFile(draft.resolve("inner"));

        file().deleteDrafts(Duration.ZERO);

        assertThat(draft).exists();
    }

    private Path aged(String name) throws IOException {
        Path draft = Files.createFile(directory.resolve(name));
        return Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minusSeconds(60)));
    }
}
