package io.github.servicehandler;

import io.github.servicehandler.unit.UnitFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Services in the user manager, to measure with. Their files are removed when this is closed, or at logout. */
final class BenchUnits implements AutoCloseable {

    private static final Path DIRECTORY = Path.of(System.getenv("XDG_RUNTIME_DIR"), "systemd", "user");

    private final Systemd systemd = Systemd.user();
    private final List<String> names;

    private BenchUnits(List<String> names) {
        this.names = names;
    }

    static BenchUnits install(int count) throws IOException {
        Files.createDirectories(DIRECTORY);
        String file = UnitFile.service()
                .description("A service to measure with")
                .set("Unit", "StartLimitIntervalSec", "0")
                .execStart("/bin/sleep", "infinity")
                .build()
                .toString();
        BenchUnits units = new BenchUnits(IntStream.range(0, count)
                .mapToObj("servicehandler-bench-%d.service"::formatted)
                .toList());
        for (String name : units.names) {
            Files.writeString(DIRECTORY.resolve(name), file);
        }
        units.systemd.daemonReload();
        return units;
    }

    Systemd systemd() {
        return systemd;
    }

    /** Returns handlers that have not seen anything yet. */
    List<ServiceHandler> handlers() {
        return systemd.services(names.toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        for (String name : names) {
            Files.delete(DIRECTORY.resolve(name));
        }
        systemd.daemonReload();
    }
}
