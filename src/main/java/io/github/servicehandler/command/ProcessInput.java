package io.github.servicehandler.command;

import io.github.servicehandler.internal.concurrent.DaemonThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The input of a command on its way to the process. It goes through a pipe: a file with it would need a disk with room,
 * and would stay behind if this program were killed.
 */
final class ProcessInput {

    /** The number of bytes for which every empty pipe has room: at least a page of memory, see pipe(7). */
    private static final int FITS_INTO_PIPE = 4096;

    private ProcessInput() {}

    /** Writes the input and closes the pipe, without waiting for the process to read. */
    static void write(Command command, OutputStream pipe) {
        byte[] bytes = command.input().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= FITS_INTO_PIPE) {
            write(bytes, pipe);
        } else {
            DaemonThreads.start("servicehandler-stdin-" + command.program(), () -> write(bytes, pipe));
        }
    }

    private static void write(byte[] bytes, OutputStream pipe) {
        try (pipe) {
            pipe.write(bytes);
        } catch (IOException e) {
            // the process has ended or closed its input; its exit code says whether it needed the rest
        }
    }
}
