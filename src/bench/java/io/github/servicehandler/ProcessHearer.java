package io.github.servicehandler;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Is a client in a process of its own, which writes {@code ready} once it is connected, and then a line for every
 * service that fails: its name, and when it heard that by CLOCK_MONOTONIC. So the way of the line to here is not in the
 * figure.
 */
record ProcessHearer(Process process) implements Hearer {

    static Hearer open(List<String> command, Kills kills) throws IOException {
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
        return new ProcessHearer(process);
    }

    private static void read(BufferedReader lines, Kills kills) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 2);
                kills.heard(words[0], Long.parseLong(words[1]));
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
