package io.github.servicehandler.watch;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.RunningCommand;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/** A running command whose input passes through another stream. */
record RedirectedCommand(RunningCommand running, OutputStream stdin) implements RunningCommand {

    @Override
    public Command command() {
        return running.command();
    }

    @Override
    public InputStream stdout() {
        return running.stdout();
    }

    @Override
    public String stderrTail() {
        return running.stderrTail();
    }

    @Override
    public OptionalInt exitCode() {
        return running.exitCode();
    }

    @Override
    public OptionalInt await(Duration atMost) throws InterruptedException {
        return running.await(atMost);
    }

    @Override
    public void close() {
        running.close();
    }
}
