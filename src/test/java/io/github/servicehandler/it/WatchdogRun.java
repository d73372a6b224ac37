package io.github.servicehandler.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Run of {@link WatchdogProgram} in a JVM of its own. */
final class WatchdogRun implements AutoCloseable {

    private final Process process;
    private final Path output;

    private WatchdogRun(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts the program with a state file in a directory. */
    static WatchdogRun start(Path directory, List<String> services) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(directory.resolve("state")));
        arguments.addAll(services);
        Path output = Files.createTempFile(directory, "events", ".txt");
        return new WatchdogRun(
                new ProcessBuilder(Programs.command(WatchdogProgram.class, arguments.toArray()))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean saw(String text) {
        return output().contains(text);
    }

    /** Kills the program, as a power failure would. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
