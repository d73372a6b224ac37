package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;

/** Runs a command with as little as the JDK asks for: what nobody who forks a process from Java can do without. */
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
