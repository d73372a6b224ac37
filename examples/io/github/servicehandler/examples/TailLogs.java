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
 * A program that follows the log files of a user's service until it is interrupted, beginning with the last ten lines
 * of each. These are the files to which the unit file directs the service's output.
 */
public final class TailLogs {

    private static final int LINES = 10;

    private final List<LogFileFollow> follows = new ArrayList<>();

    private TailLogs() {}

    /**
     * Runs the program.
     *
     * @param arguments the service's name
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String... arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("give the name of one of your services, such as MyBot");
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

    /** Starts to follow the log files. Returns {@code false} if there are none. */
    private boolean follow(ServiceHandler service) {
        List<Path> logs = service.files().stream()
                .filter(file -> file.kind() == ServiceFile.Kind.LOG_FILE)
                .map(ServiceFile::path)
                .toList();
        if (logs.isEmpty()) {
            System.err.println(service + " writes to no log file: read its journal instead");
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
