package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.RequiresSystemManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.journal.JournalQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of following the journal of a system service: each line arrives once, even if journald is restarted or its
 * files are rotated or removed.
 */
@RequiresSystemManager
@Timeout(90)
class JournaldIT {

    private static final int LINES = 600;

    @RegisterExtension
    static final TestUnits units = TestUnits.ofSystem();

    /**
     * These tests restart journald more often than its start limit allows, which would keep it down for all later
     * tests.
     */
    @BeforeEach
    void forgetEarlierStarts() {
        run("systemctl reset-failed systemd-journald.service");
    }

    private static void run(String line) {
        CommandResult result = CommandRunner.local().run(Command.of(line.split(" ")));
        assertThat(result.succeeded()).as("%s: %s", line, result).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "systemctl restart systemd-journald",
                "journalctl --rotate",
                "journalctl --rotate --vacuum-files=1",
                "journalctl --sync",
                "journalctl --flush"
            })
    void nothingIsLostOrHeardTwice(String disturbance) {
        ServiceHandler counter = counter();

        disturb(counter.journal(), counter, () -> run(disturbance), received -> received.awaitEach(LINES));
    }

    /** What journald has received but not yet stored is lost when it is killed, so no journal contains it. */
    @Test
    void aKilledJournaldTakesNothingWithItThatItHasStored() {
        ServiceHandler counter = counter();

        disturb(
                counter.journal(),
                counter,
                () -> run("systemctl kill --signal=KILL systemd-journald"),
                received -> received.awaitEachIn(counter.journal(), LINES));
    }

    @Test
    void nothingIsLostWhenAllGoesWrongAtOnce() {
        ServiceHandler counter = counter();
        Runnable all = () -> {
            Journalctls.kill();
            run("journalctl --rotate --vacuum-files=50");
            run("systemctl restart systemd-journald");
        };

        disturb(counter.journal().onWarning(warning -> {}), counter, all, received -> received.awaitEach(LINES));
    }

    private static ServiceHandler counter() {
        return units.service("counter", LineCollector.COUNTER.formatted(LINES));
    }

    /** Follows a counter, with four disturbances. */
    private static void disturb(
            JournalQuery journal, ServiceHandler counter, Runnable disturbance, Consumer<LineCollector> check) {
        LineCollector received = new LineCollector();
        try (JournalFollow follow = LineCollector.lines(journal).follow(received)) {
            counter.start();
            for (int at = 100; at <= 400; at += 100) {
                received.await(at);
                disturbance.run();
            }
            check.accept(received);
            assertThat(follow.cursor()).isPresent();
        }
    }

    @Test
    void goesOnThoughTheEntryOfItsCursorIsGone() {
        ServiceHandler counter = units.service("counter", LineCollector.COUNTER.formatted(50));
        LineCollector received = new LineCollector();
        counter.start();
        Await.until(() -> LineCollector.lines(counter.journal()).read().size() == 50);
        JournalEntry last =
                LineCollector.lines(counter.journal()).last(1).read().get(0);
        run("journalctl --rotate");
        run("journalctl --vacuum-files=1");
        assertThat(LineCollector.lines(counter.journal()).read()).isEmpty();

        try (JournalFollow follow =
                LineCollector.lines(counter.journal().after(last.cursor())).follow(received)) {
            counter.restart();
            received.awaitEach(50);
            assertThat(follow.cursor()).isPresent();
        }
    }

    @Test
    void whatAServiceOfAnOrdinaryUserWritesIsFound() throws IOException {
        // journald stores it in that user's file, which is not one of the system's
        String user = ordinaryUser();
        ServiceHandler bot = units.service(
                "bot", "Type=oneshot", "User=" + user, "ExecStart=/bin/sh -c 'echo hello; sleep 0.2; exit 1'");

        Outcome outcome = bot.start();

        assertThat(outcome.log()).contains("hello");
        Await.until(() -> !bot.journal().field("MESSAGE", "hello").read().isEmpty());
    }

    private static String ordinaryUser() throws IOException {
        Optional<String> user = Files.readAllLines(Path.of("/etc/passwd")).stream()
                .map(line -> line.split(":"))
                .filter(parts -> parts[2].matches("[1-5][0-9]{3}"))
                .map(parts -> parts[0])
                .findFirst();
        assumeTrue(user.isPresent(), "no ordinary user here");
        return user.orElseThrow();
    }
}
