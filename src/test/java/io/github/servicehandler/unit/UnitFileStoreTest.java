package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.servicehandler.unit.UnitFileProblem.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitFileStoreTest {

    private static final UnitFile UNIT = UnitFile.service()
            .description("Bot \u00e4\uD83E\uDD16")
            .execStart("/bin/true")
            .build();

    @TempDir
    private Path directory;

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = directory.resolve("bot.service");

        UNIT.write(file);

        assertThat(UnitFile.read(file)).isEqualTo(UNIT);
        assertThat(Files.readString(file)).isEqualTo(UNIT.toString());
    }

    @Test
    void leavesNothingButTheFile() throws IOException {
        UNIT.write(directory.resolve("bot.service"));
        Files.createDirectory(directory.resolve("busy.service"));
        Files.createFile(directory.resolve("busy.service").resolve("file"));

        assertThatIOException().isThrownBy(() -> UNIT.write(directory.resolve("busy.service")));

        assertThat(directory).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void removesWhatAProgramLeftThatWasKilledWhileItWrote() throws IOException {
        Path draft = Files.writeString(directory.resolve(".servicehandler-42.draft"), "[Serv");
        Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minusSeconds(60)));

        UNIT.write(directory.resolve("bot.service"));

        assertThat(draft).doesNotExist();
    }

    @Test
    void writesAFileWithTheLongestNameOfAUnit() throws IOException {
        Path file = directory.resolve("x".repeat(247) + ".service");

        UNIT.write(file);

        assertThat(file).hasContent(UNIT.toString());
    }

    @Test
    void makesANewFileReadableForAllAndKeepsThePermissionsOfAnOldOne() throws IOException {
        Path fresh = directory.resolve("fresh.service");
        Path old = Files.createFile(directory.resolve("old.service"));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-------"));

        UNIT.write(fresh);
        UNIT.write(old);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
                .isEqualTo("rw-r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(old)))
                .isEqualTo("rw-------");
    }

    @Test
    void replacesALinkRatherThanWhatItLeadsTo() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "untouched");
        Path link = Files.createSymbolicLink(directory.resolve("masked.service"), target);

        UNIT.write(link);

        assertThat(link).isRegularFile();
        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(target).hasContent("untouched");
    }

    @Test
    void needsADirectory() {
        assertThatIOException().isThrownBy(() -> UNIT.write(Path.of("no-such-directory", "bot.service")));
    }

    @Test
    void knowsTheTypeByTheNameOfTheFile() throws IOException {
        Path service = Files.writeString(directory.resolve("bot.service"), "[Timer]\n");
        Path dropIn = Files.writeString(directory.resolve("override.conf"), "[Timer]\n");

        assertThat(UnitFile.read(service).problems())
                .extracting(UnitFileProblem::kind)
                .containsExactly(Kind.UNKNOWN_SECTION);
        assertThat(UnitFile.read(dropIn).problems()).isEmpty();
    }

    @Test
    void flagsBytesThatAreNoUtf8() throws IOException {
        Path file = directory.resolve("bot.service");
        Files.write(
                file, new byte[] {'#', (byte) 0xff, '\n', '[', 'U', 'n', 'i', 't', ']', '\n', 'A', '=', (byte) 0xff});

        assertThat(UnitFile.read(file).problems()).containsExactly(new UnitFileProblem(3, Kind.NOT_UTF8, "A=\uFFFD"));
    }

    @Test
    void keepsBytesThatAreNoUtf8() throws IOException {
        Path file = directory.resolve("bot.service");
        byte[] bytes = new byte[3 * 256 + 4];
        for (int i = 0; i < 256; i++) {
            // each byte between two beginnings of longer sequences
            bytes[3 * i] = (byte) 0xe2;
            bytes[3 * i + 1] = (byte) i;
            bytes[3 * i + 2] = (byte) 0xf0;
        }
        System.arraycopy(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80, (byte) 0xc3}, 0, bytes, 3 * 256, 4);
        Files.write(file, bytes);

        UnitFile.read(file).write(file);

        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void keepsBytesThatAreNoUtf8InCommentsOfAChangedFile() throws IOException {
        Path file = directory.resolve("bot.service");
        Files.write(file, "#\u00e4\n[Service]\nA=b\n".getBytes(StandardCharsets.ISO_8859_1));

        UnitFile.read(file).with("Service", "A", "\u00e4").write(file);

        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .isEqualTo("#\u00e4\n[Service]\nA=\u00c3\u00a4\n");
        assertThat(UnitFile.read(file).problems()).isEmpty();
    }

    @Test
    void readsAMaskedUnitAsAnEmptyOne() throws IOException {
        assertThat(UnitFile.read(Path.of("/dev/null"))).isEqualTo(UnitFile.parse(""));
    }

    @Test
    void refusesAFileWithoutEnd() {
        assertThatIOException()
                .isThrownBy(() -> UnitFile.read(Path.of("/dev/zero")))
                .withMessageContaining("16 MiB");
    }
}
