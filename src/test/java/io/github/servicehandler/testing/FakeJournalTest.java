package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalFollow;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.journal.JournalReadException;
import io.github.servicehandler.journal.Priority;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The journal of the fake. */
class FakeJournalTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd system = Systemd.of(ManagerAddress.system(), fake);

    private ServiceHandler running(String name, String text) {
        fake.system().install(name, text);
        ServiceHandler service = system.service(name);
        service.start();
        return service;
    }

    private ServiceHandler running() {
        return running("bot.service", "[Service]\nExecStart=/usr/bin/bot\n");
    }

    private static JournalQuery output(ServiceHandler service) {
        return service.journal().field("_TRANSPORT", "stdout");
    }

    private static List<String> messages(JournalQuery query) {
        return query.read().stream().map(JournalEntry::message).toList();
    }

    @Test
    void textIsSplitAsJournaldSplitsIt() {
        ServiceHandler bot = running();
        fake.system().unit("bot").log("two\nlines\n\n<3>an error\r\n<3>\nnul\0x");
        fake.system().unit("bot").log("");
        fake.system().unit("bot").log("x".repeat(50_000));

        List<JournalEntry> entries = output(bot).read();
        assertThat(entries)
                .extracting(entry ->
                        entry.message().length() > 20 ? "" + entry.message().length() : entry.message())
                .containsExactly("two", "lines", "an error\r", "nul", "x", "49152", "848");
        assertThat(entries.get(2).priority()).isEqualTo(Priority.ERROR);
        assertThat(entries.get(3).field("_LINE_BREAK")).contains("nul");
        assertThat(entries.get(4).field("_LINE_BREAK")).isEmpty();
        assertThat(entries.get(5).field("_LINE_BREAK")).contains("line-max");
    }

    @Test
    void aBadPatternIsRefusedAsJournalctlDoes() {
        ServiceHandler bot = running();

        assertThatExceptionOfType(JournalReadException.class)
                .isThrownBy(() -> bot.journal().grep("(").read())
                .withMessageContaining("Bad pattern \"(\": ");
    }

    @Test
    void anEndBeforeTheBeginningIsRefused() {
        CommandResult result = fake.run(Command.of("journalctl", "--since=@2", "--until=@1"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).isEqualTo("--since= must be before --until=.\n");
    }

    @Test
    void aNamespaceIsAJournalOfItsOwn() {
        ServiceHandler bot = running("bot.service", "[Service]\nExecStart=/usr/bin/bot\nLogNamespace=shop\n");
        fake.system().unit("bot").log("hello");

        assertThat(messages(output(bot))).containsExactly("hello");
        assertThat(fake.run(Command.of("journalctl", "-u", "bot", "-o", "cat")).stdout())
                .doesNotContain("hello");
        assertThat(fake.run(Command.of("journalctl", "--namespace=shop", "-u", "bot", "-o", "cat"))
                        .stdout())
                .isEqualTo("hello\n");
    }

    @Test
    void anAliasHasTheJournalOfItsUnit() {
        running("real.service", "[Service]\nExecStart=/usr/bin/real\n[Install]\nAlias=aka.service\n")
                .enable();
        fake.system().unit("real.service").log("hello");
        List<String> received = new CopyOnWriteArrayList<>();

        assertThat(messages(output(system.service("aka")))).containsExactly("hello");
        try (JournalFollow follow = output(system.service("aka")).follow(entry -> received.add(entry.message()))) {
            fake.system().unit("real.service").log("again");
            await().untilAsserted(() -> assertThat(received).containsExactly("again"));
            assertThat(follow.cursor()).isPresent();
        }
    }

    @Test
    void theJournalNeedsNoManager() {
        ServiceHandler bot = running();
        fake.system().unit("bot").log("hello");
        fake.fail(Fault.busGone());

        assertThat(messages(output(bot))).containsExactly("hello");
    }
}
