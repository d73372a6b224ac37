package io.github.servicehandler;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Client in a process of its own, which writes {@code ready} once it is connected, and then a line for every service
 * that fails: its name, and the time of the report by CLOCK_MONOTONIC. So the figure does not include the way of the
 * line to this process.
 */
record ProcessClient(Process process) implements FailureClient {

    static FailureClient open(List<String> command, KillLatencies kills) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String first = lines.readLine();
        if (!"ready".equals(first)) {
            process.destroy();
            throw new IOException(command + " wrote " + first);
        }
        Thread reader = new Thread(() -> read(lines, kills));
        reader.setDaemon(true);
        reader.start();
        return new ProcessClient(process);
    }

    private static void read(BufferedReader lines, KillLatencies kills) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 2);
                kills.report(words[0], Long.parseLong(words[1]));
            }
        } catch (IOException e) {
            // that is how it ends
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
