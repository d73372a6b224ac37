package io.github.servicehandler.examples;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.files.LogFile;
import io.github.servicehandler.files.LogFileFollow;
import io.github.servicehandler.files.ServiceFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Follows the log files of a user's service, the last ten lines first, until it is interrupted: those that its unit file sends its
 * output to.
 */
public final class TailLogs {

    private static final int LINES = 10;

    private final List<LogFileFollow> follows = new ArrayList<>();

    private TailLogs() {}

    /**
     * Runs it.
     *
     * @param arguments the service's name
     * @throws InterruptedException never, unless somebody else's code interrupts it
     */
    public static void main(String... arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("name one service of yours, such as MyBot");
            return;
        }
        TailLogs tail = new TailLogs();
        Runtime.getRuntime().addShutdownHook(new Thread(tail::close, "close"));
        try {
            if (tail.follow(ServiceHandler.of(arguments[0]))) {
                new CountDownLatch(1).await();
            }
        } catch (CommandException e) {
            System.err.println(e.getMessage());
        }
    }

    /** Begins to follow; false if there is nothing to follow. */
    private boolean follow(ServiceHandler service) {
        List<Path> logs = service.files().stream()
                .filter(file -> file.kind() == ServiceFile.Kind.LOG_FILE)
                .map(ServiceFile::path)
                .toList();
        if (logs.isEmpty()) {
            System.err.println(service + " writes to no file: read its journal");
        }
        for (Path log : logs) {
            follows.add(
                    LogFile.of(log).last(LINES).follow(line -> System.out.println(log.getFileName() + ": " + line)));
        }
        return !logs.isEmpty();
    }

    private void close() {
        follows.forEach(LogFileFollow::close);
    }
}
