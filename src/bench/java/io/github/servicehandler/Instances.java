package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.unit.UnitFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Running instances of one template in the user manager. They are removed when this is closed. */
final class Instances implements AutoCloseable {

    private static final Path DIRECTORY = Path.of(System.getenv("XDG_RUNTIME_DIR"), "systemd", "user");
    private static final Path FILE = DIRECTORY.resolve("servicehandler-watch@.service");

    /** It may be killed and started again as often as one likes. */
    private static final String IDLE = """
            [Unit]
            StartLimitIntervalSec=0
            [Service]
            ExecStart=/bin/sleep infinity
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final List<String> names;

    private Instances(int count) {
        this.names = IntStream.range(0, count)
                .mapToObj("servicehandler-watch@%d.service"::formatted)
                .toList();
    }

    /** Starts instances that do nothing. */
    static Instances start(int count) throws IOException {
        Instances instances = install(count, UnitFile.parse(IDLE));
        instances.systemctl("start");
        return instances;
    }

    /** Installs a template of one's own, whose instances are not started yet. */
    static Instances install(int count, UnitFile file) throws IOException {
        Files.createDirectories(DIRECTORY);
        Files.writeString(FILE, file.toString());
        run("daemon-reload", List.of());
        return new Instances(count);
    }

    List<String> names() {
        return names;
    }

    /** Returns handlers of the instances, which another program has started. */
    static List<ServiceHandler> handlers(Systemd systemd, int count) {
        return systemd.services(new Instances(count).names.toArray(String[]::new));
    }

    List<ServiceHandler> handlers() {
        boolean overBus = BenchSettings.of("BENCH_OVER_BUS", 0) > 0;
        return handlers(overBus ? Systemd.user().overBus() : Systemd.user(), names.size());
    }

    /** Does something to all of them by a process that knows nothing of a watch. */
    String systemctl(String verb) {
        return run(verb, names);
    }

    /** Returns their main processes, in their order. */
    List<ProcessHandle> processes() {
        return systemctl("show --property=MainPID --value")
                .lines()
                .filter(line -> !line.isEmpty())
                .map(Long::valueOf)
                .map(pid -> ProcessHandle.of(pid).orElseThrow())
                .toList();
    }

    private static String run(String verb, List<String> units) {
        List<String> arguments = new ArrayList<>(List.of("systemctl", "--user"));
        arguments.addAll(List.of(verb.split(" ")));
        arguments.addAll(units);
        CommandResult result = CommandRunner.local().run(Command.of(arguments).withTimeout(PATIENCE));
        if (!result.succeeded()) {
            throw new IllegalStateException("systemctl " + verb + ": " + result.stderr());
        }
        return result.stdout();
    }

    @Override
    public void close() throws IOException {
        systemctl("stop");
        // a pattern is not troubled by units that are not loaded any more
        run("reset-failed", List.of("servicehandler-watch@*"));
        Files.delete(FILE);
        run("daemon-reload", List.of());
    }
}
