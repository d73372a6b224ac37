package io.github.servicehandler.examples;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Signal;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.unit.RestartPolicy;
import io.github.servicehandler.unit.UnitFile;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A demonstration of the library. It installs a small bot as a user service, starts it, kills it, waits until systemd
 * has restarted it, reads its log, stops it, and leaves nothing behind.
 */
public final class QuickStart {

    private static final UnitFile BOT = UnitFile.service()
            .description("A bot that counts")
            .execStart("/bin/sh", "-c", "n=0; while n=$((n+1)); do echo \"tick $n\"; sleep 0.2; done")
            .restart(RestartPolicy.ON_FAILURE)
            .restartSec(Duration.ofMillis(300))
            .wantedBy("default.target")
            .build();

    private static final int LINES = 3;

    private final Terminal terminal = new Terminal();
    private final Stage stage;

    private QuickStart(Stage stage) {
        this.stage = stage;
    }

    /**
     * Runs the demonstration.
     *
     * @param args not used
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        new QuickStart(Stage.find()).run();
    }

    private void run() throws InterruptedException {
        terminal.say(stage.announcement());
        Systemd systemd = stage.systemd();
        String name = "servicehandler-demo-" + ProcessHandle.current().pid();
        try (TemporaryUnit unit = TemporaryUnit.install(systemd, name, BOT)) {
            play(unit.handler());
        }
        terminal.row("uninstall", systemd.service(name).state());
    }

    private void play(ServiceHandler bot) throws InterruptedException {
        terminal.row("install", bot + " in the " + bot.systemd());
        bot.onStateChange(change -> terminal.change(change.from(), change.to()));

        terminal.row("state", bot.state());
        act("start, stay up 1 s", () -> bot.start(Duration.ofSeconds(1)));
        act("start again", bot::start);
        ServiceStatus before = bot.status();
        terminal.row("status", before.toString());

        showLog(bot);

        act("kill", () -> bot.kill(Signal.KILL));
        ServiceStatus after = bot.awaitState(ServiceState.RUNNING, Duration.ofSeconds(10));
        terminal.row(
                "restarted by systemd",
                "pid " + before.mainPid().orElse(0) + ", now " + after.mainPid().orElse(0) + ", restarts "
                        + after.restarts());

        act("enable", bot::enable);
        act("stop", bot::stop);
    }

    private void showLog(ServiceHandler bot) throws InterruptedException {
        CountDownLatch lines = new CountDownLatch(LINES);
        Consumer<JournalEntry> printer = entry -> {
            terminal.row("log", entry.message());
            lines.countDown();
        };
        try (JournalFollow log = bot.journal().follow(printer)) {
            stage.letTick(bot, LINES);
            if (!lines.await(3, TimeUnit.SECONDS)) {
                terminal.row("log", "no further line within 3 s after " + log.cursor());
            }
        } catch (CommandException e) {
            terminal.row("log", e.getMessage());
        }
    }

    private void act(String what, Supplier<Outcome> verb) {
        Outcome outcome = verb.get();
        terminal.row(what, outcome + " (" + outcome.took().toMillis() + " ms)");
    }
}
