package io.github.servicehandler.examples;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.RunningCommand;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Is the user's own manager. */
final class RealStage implements Stage {

    private final Systemd systemd;
    private final int version;

    RealStage(Systemd systemd) {
        this.systemd = systemd;
        this.version = systemd.version();
    }

    @Override
    public String announcement() {
        return "Your user manager answers (systemd " + version + "), so this is the real thing.";
    }

    @Override
    public Systemd systemd() {
        return systemd;
    }

    @Override
    public List<String> nextLines(ServiceHandler bot, int count) throws InterruptedException {
        Command follow = Command.of(
                "journalctl", "--user", "--user-unit=" + bot, "--quiet", "--output=cat", "--lines=0", "--follow");
        List<String> lines = new CopyOnWriteArrayList<>();
        try (RunningCommand journal = CommandRunner.local().start(follow)) {
            BufferedReader reader = new BufferedReader(new InputStreamReader(journal.stdout(), StandardCharsets.UTF_8));
            CompletableFuture.runAsync(() -> reader.lines().limit(count).forEach(lines::add))
                    .get(3, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // what has come until now will do
        }
        return lines;
    }
}
