package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;

/** Baseline for running a command: only the work that no Java program can avoid when it starts a process. */
final class BareProcess {

    private BareProcess() {}

    static byte[] run(Command command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command.argv())
                .redirectError(Redirect.INHERIT)
                .start();
        try (InputStream stdout = process.getInputStream()) {
            byte[] output = stdout.readAllBytes();
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed");
            }
            return output;
        }
    }
}
