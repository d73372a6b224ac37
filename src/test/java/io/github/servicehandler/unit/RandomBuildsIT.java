package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of random unit files from the builders: systemd accepts them, and what runs gets exactly the arguments and the
 * environment asked for. The properties {@code unit.builds} and {@code unit.runs} set how many.
 */
@RequiresUserManager
class RandomBuildsIT {

    private static final int BUILDS = Integer.getInteger("unit.builds", 200);
    private static final int RUNS = Integer.getInteger("unit.runs", 20);
    private static final int BATCH = 200;
    private static final long SEED = Long.getLong("unit.seed", 31);

    @TempDir
    private Path directory;

    @Test
    void systemdAcceptsEveryBuild() throws IOException {
        RandomBuilds builds = new RandomBuilds(SEED);
        for (int done = 0; done < BUILDS; done += BATCH) {
            Map<String, UnitFile> files = builds.next(Math.min(BATCH, BUILDS - done));
            assertAccepted(files);
            files.values()
                    .forEach(file ->
                            assertThat(file.problems(252)).as(file.toString()).isEmpty());
        }
    }

    private void assertAccepted(Map<String, UnitFile> files) throws IOException {
        List<String> argv = new ArrayList<>(List.of("systemd-analyze", "--man=no", "verify"));
        for (Map.Entry<String, UnitFile> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            file.getValue().write(path);
            argv.add(path.toString());
        }
        CommandResult result = CommandRunner.local().run(Command.of(argv).withTimeout(Duration.ofMinutes(2)));
        assertThat(result.stderr().lines().filter(line -> line.contains("random")))
                .isEmpty();
        assertThat(result.exitCode()).as(result.stderr()).isZero();
    }

    @Test
    void everyRunGetsTheArgumentsAndTheEnvironment() throws IOException {
        RandomBuilds random = new RandomBuilds(SEED + 1);
        Map<Path, List<String>> expected = new LinkedHashMap<>();
        try (UserUnits units = new UserUnits()) {
            List<String> start = new ArrayList<>(List.of("start"));
            for (int i = 0; i < RUNS; i++) {
                Path output = directory.resolve("output-" + i);
                List<String> words = Stream.concat(Stream.of(random.value(), random.value()), random.words().stream())
                        .toList();
                expected.put(output, words);
                String name = "servicehandler-run-" + i + ".service";
                units.add(name, recorder(output, words));
                start.add(name);
            }
            units.reload();
            CommandResult started = units.systemctl(start.toArray(String[]::new));
            assertThat(started.exitCode()).as(started.stderr()).isZero();
        }
        for (Map.Entry<Path, List<String>> run : expected.entrySet()) {
            assertThat(recorded(run.getKey())).isEqualTo(run.getValue());
        }
    }

    /** Returns a service that writes two variables of its environment, and its arguments, to a file. */
    private static UnitFile recorder(Path output, List<String> words) {
        String script = "printf '%s\\0' \"$FIRST\" \"$SECOND\" \"$@\" >'" + output + "'";
        Stream<String> arguments = words.subList(2, words.size()).stream();
        return UnitFile.service()
                .type(ServiceType.ONESHOT)
                .execStart(Stream.concat(Stream.of("/bin/sh", "-c", script, "sh"), arguments)
                        .toArray(String[]::new))
                .environment("FIRST", words.get(0))
                .environment("SECOND", words.get(1))
                .build();
    }

    private static List<String> recorded(Path output) throws IOException {
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        List<String> words = new ArrayList<>(List.of(text.split("\0", -1)));
        words.remove(words.size() - 1);
        return words;
    }
}
