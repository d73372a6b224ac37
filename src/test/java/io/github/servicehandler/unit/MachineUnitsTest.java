package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests with the unit files that this machine has, and with those of other people's packages, if the script
 * {@code src/test/systemd/corpus} has fetched them.
 */
class MachineUnitsTest {

    private static final List<Path> DIRECTORIES = Stream.of(
                    "/usr/lib/systemd", "/lib/systemd", "/etc/systemd", "target/corpus")
            .map(Path::of)
            .toList();

    @TempDir
    private Path directory;

    @Test
    void everyUnitFileSurvivesByteForByte() throws IOException {
        List<Path> files = unitFiles();
        assumeTrue(!files.isEmpty(), "this machine has no unit files");
        for (Path file : files) {
            Path copy = directory.resolve("copy.conf");
            UnitFile.read(file).write(copy);
            assertThat(copy).as(file.toString()).hasBinaryContent(Files.readAllBytes(file));
        }
    }

    @Test
    void everyUnitFileSurvivesAChange() {
        for (Path file : unitFiles()) {
            UnitFile unit = read(file);
            UnitFile changed = unit.withAdded("Unit", "X-Added", "a").with("X-New", "Key", "b");
            UnitFile restored = changed.without("Unit", "X-Added");

            assertThat(restored.toString()).as(file.toString()).startsWith(unit.toString());
            assertThat(restored.entries("X-New")).containsExactly(new UnitFile.Entry("Key", "b"));
        }
    }

    private static List<Path> unitFiles() {
        return DIRECTORIES.stream()
                .filter(Files::isDirectory)
                .flatMap(MachineUnitsTest::unitFiles)
                .toList();
    }

    private static Stream<Path> unitFiles(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(MachineUnitsTest::isUnitFile)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isUnitFile(Path file) {
        String name = file.toString();
        boolean dropIn = name.endsWith(".conf") && name.contains(".d/");
        return dropIn
                || UnitType.ofSuffix(name.substring(Math.max(0, name.lastIndexOf('.'))))
                        .isPresent();
    }

    private static UnitFile read(Path file) {
        try {
            return UnitFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
