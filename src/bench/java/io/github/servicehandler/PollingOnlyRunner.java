package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import java.util.concurrent.atomic.AtomicInteger;

/** Runner that starts no long-running commands, so that a watch can only poll. Counts its lists. */
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
