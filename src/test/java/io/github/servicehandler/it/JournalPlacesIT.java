package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servicehandler.RequiresSystemManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.journal.JournalQuery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of entries that are where a plain journalctl would not find them. */
@RequiresSystemManager
@Timeout(90)
class JournalPlacesIT {

    private static final Path PERSISTENT = Path.of("/var/log/journal");
    private static final Path CONFIGURATION = Path.of("/run/systemd/journald.conf.d/servicehandler-test.conf");
    private static final String TICKER =
            "ExecStart=/bin/sh -c 'i=0; while true; do echo $$i; i=$$((i+1)); sleep 0.2; done'";

    @RegisterExtension
    static final TestUnits units = TestUnits.ofSystem();

    @BeforeEach
    void forgetEarlierStarts() {
        run("systemctl reset-failed systemd-journald.service");
    }

    private static void run(String line) {
        CommandResult result = CommandRunner.local().run(Command.of(line.split(" ")));
        assertThat(result.succeeded()).as("%s: %s", line, result).isTrue();
    }

    private static List<String> messages(JournalQuery query) {
        return query.field("_TRANSPORT", "stdout").read().stream()
                .map(JournalEntry::message)
                .toList();
    }

    /** The file contains one entry, which an earlier boot has written in the year 2078. */
    @Test
    void anEntryFromTheFutureEndsNoFollower() throws IOException {
        ServiceHandler ticker = units.service("ticker", TICKER);
        ticker.start();
        String machine = Files.readString(Path.of("/etc/machine-id")).trim();
        Path file = Files.createDirectories(PERSISTENT.resolve(machine)).resolve("user-4242.journal");
        try (InputStream future = new GZIPInputStream(
                Objects.requireNonNull(JournalPlacesIT.class.getResourceAsStream("/journal/future.journal.gz")))) {
            Files.copy(future, file);
        }
        try {
            for (JournalQuery query : List.of(
                    ticker.journal(), ticker.journal().last(2), ticker.journal().thisBoot())) {
                awaitLines(query, 10);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void awaitLines(JournalQuery query, int count) {
        List<String> received = new CopyOnWriteArrayList<>();
        try (JournalFollow follow = query.follow(entry -> received.add(entry.message()))) {
            Await.until(() -> received.size() >= count);
            assertThat(follow.isUpToDate(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void aJournalThatMovesIsFollowed() throws IOException {
        ServiceHandler counter = units.service("counter", LineCollector.COUNTER.formatted(600));
        LineCollector received = new LineCollector();
        try (JournalFollow follow = LineCollector.lines(counter.journal()).follow(received)) {
            counter.start();
            received.await(50);
            store("volatile");
            received.await(300);
            store("persistent");
            run("journalctl --flush");
            received.awaitEach(600);
            assertThat(follow.cursor()).isPresent();
        } finally {
            Files.delete(CONFIGURATION);
            run("systemctl restart systemd-journald");
        }
    }

    private static void store(String storage) throws IOException {
        Files.createDirectories(CONFIGURATION.getParent());
        Files.writeString(CONFIGURATION, "[Journal]\nStorage=" + storage + "\n");
        run("systemctl restart systemd-journald");
    }

    @Test
    void aJournalThatStoresNothingIsNotUpToDate() throws IOException {
        ServiceHandler ticker = units.service("ticker", TICKER);
        ticker.start();
        try (JournalFollow follow = ticker.journal().follow(entry -> {})) {
            assertThat(follow.isUpToDate(Duration.ofSeconds(10))).isTrue();
            store("none");
            assertThat(follow.isUpToDate(Duration.ofSeconds(10))).isFalse();
            store("persistent");
            assertThat(follow.isUpToDate(Duration.ofSeconds(10))).isTrue();
        } finally {
            Files.delete(CONFIGURATION);
            run("systemctl restart systemd-journald");
        }
    }

    @Test
    void aJournaldThatHangsIsNotUpToDate() {
        assumeTrue(
                units.systemd().version() >= 252, "up to 247, journald loops for ever if it is asked while it hangs");
        ServiceHandler ticker = units.service("ticker", TICKER);
        ticker.start();
        try (JournalFollow follow = ticker.journal().follow(entry -> {})) {
            run("systemctl kill --signal=STOP systemd-journald.service");
            try {
                assertThat(follow.isUpToDate(Duration.ofSeconds(2))).isFalse();
            } finally {
                run("systemctl kill --signal=CONT systemd-journald.service");
            }
            assertThat(follow.isUpToDate(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void aJournaldThatIsDownIsNotUpToDate() {
        ServiceHandler ticker = units.service("ticker", TICKER);
        ticker.start();
        try (JournalFollow follow = ticker.journal().follow(entry -> {})) {
            run("systemctl stop systemd-journald.socket systemd-journald-dev-log.socket systemd-journald.service");
            try {
                assertThat(follow.isUpToDate(Duration.ofSeconds(10))).isFalse();
            } finally {
                run("systemctl start systemd-journald.socket systemd-journald-dev-log.socket systemd-journald.service");
            }
        }
    }

    @Test
    void aLogNamespaceIsRead() {
        ServiceHandler service =
                units.service("spaced", "LogNamespace=servicehandler", "ExecStart=/bin/sh -c 'echo hello; sleep 1000'");
        List<String> received = new CopyOnWriteArrayList<>();
        try (JournalFollow follow = service.journal().follow(entry -> received.add(entry.message()))) {
            service.start();
            Await.until(() -> received.contains("hello"));
            assertThat(follow.cursor()).isPresent();
        }
        assertThat(messages(service.journal())).containsExactly("hello");
        assertThat(messages(service.journal().thisInvocation())).containsExactly("hello");
        assertThat(service.journal().read()).anyMatch(entry -> entry.lifecycle().isPresent());
    }

    @Test
    void anAliasHasTheJournalOfItsUnit() throws IOException {
        ServiceHandler service = units.service("real", "ExecStart=/bin/sh -c 'echo hello; sleep 1000'");
        String alias = units.name("alias");
        units.link(service, alias);
        run("systemctl daemon-reload");
        service.start();
        ServiceHandler byAlias = units.handler("alias");

        Await.until(() -> messages(byAlias.journal()).equals(List.of("hello")));
        assertThat(messages(byAlias.journal().thisInvocation())).containsExactly("hello");
        assertThat(byAlias.journal().read())
                .allMatch(entry -> Set.of(byAlias.unitName()).containsAll(entry.units()));
    }

    @Test
    void whatJournaldSuppressesIsFoundByTheRun() {
        assumeTrue(units.systemctl().version() >= 252, "not seen with systemd 247");
        ServiceHandler chatty = units.service(
                "chatty",
                "LogRateLimitIntervalSec=1s",
                "LogRateLimitBurst=5",
                "ExecStart=/bin/sh -c 'for i in $$(seq 200); do echo $$i; done; sleep 2; echo end; exec sleep 1000'");
        chatty.start();

        Await.until(() -> chatty.journal().thisInvocation().read().stream()
                .anyMatch(entry -> entry.message().startsWith("Suppressed ")));
    }
}
