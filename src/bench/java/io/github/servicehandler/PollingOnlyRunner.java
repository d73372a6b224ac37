package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs commands to their end, and nothing that lives on, so that a watch is left to polling. Counts its lists. */
final class PollingOnlyRunner implements CommandRunner {

    private final CommandRunner local = CommandRunner.local();
    private final AtomicInteger lists = new AtomicInteger();

    @Override
    public CommandResult run(Command command) {
        if (command.argv().contains("list-units")) {
            lists.incrementAndGet();
        }
        return local.run(command);
    }

    int lists() {
        return lists.get();
    }
}
