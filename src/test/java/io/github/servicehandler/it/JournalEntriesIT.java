package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.journal.JournalAccessException;
import io.github.servicehandler.journal.JournalEntry;
import io.github.servicehandler.journal.JournalQuery;
import io.github.servicehandler.journal.JournalReadException;
import io.github.servicehandler.journal.JournalWarning;
import io.github.servicehandler.journal.NoJournalException;
import io.github.servicehandler.unit.UnitName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests of unusual and damaged entries in a real journal. */
@RequiresUserManager
@Timeout(120)
class JournalEntriesIT {

    @RegisterExtension
    static final TestUnits units = TestUnits.ofUser();

    /** Writes an entry about the unit, each field given as bytes, and waits until the journal contains it. */
    private static JournalEntry write(ServiceHandler unit, byte[]... fields) throws Exception {
        String mark = UUID.randomUUID().toString();
        log(unit, Stream.concat(Stream.of(text("MARK=" + mark)), Stream.of(fields)));
        JournalQuery written = unit.journal().field("MARK", mark);
        Await.until(() -> !written.read().isEmpty());
        return written.read().get(0);
    }

    private static void log(ServiceHandler unit, Stream<byte[]> fields) throws Exception {
        Path file = Files.createTempFile("entry", ".journald");
        try (var out = Files.newOutputStream(file)) {
            out.write(("USER_UNIT=" + unit.unitName() + "\nPRIORITY=6\n").getBytes(StandardCharsets.UTF_8));
            for (byte[] field : fields.toList()) {
                out.write(field);
                out.write('\n');
            }
        }
        Process logger =
                new ProcessBuilder("logger", "--journald=" + file).inheritIO().start();
        assertThat(logger.waitFor()).isZero();
        Files.delete(file);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anEntryOfTenMegabytes() throws Exception {
        String message = "0123456789".repeat(1024 * 1024);

        JournalEntry entry = write(units.handler("bot"), text("MESSAGE=" + message));

        assertThat(entry.message()).isEqualTo(message);
    }

    @Test
    void anEntryThatIsTooLargeIsLeftOut() throws Exception {
        ServiceHandler bot = units.handler("bot");
        write(bot, text("MESSAGE=before"));
        List<JournalWarning> warnings = new ArrayList<>();
        log(bot, Stream.of(text("MESSAGE=" + "x".repeat(17 * 1024 * 1024))));
        write(bot, text("MESSAGE=after"));

        List<JournalEntry> entries = bot.journal().onWarning(warnings::add).read();

        assertThat(entries).extracting(JournalEntry::message).containsExactly("before", "after");
        assertThat(warnings).extracting(JournalWarning::kind).containsExactly(JournalWarning.Kind.OVERSIZED_ENTRY);
    }

    @Test
    void bytesThatAreNoText() throws Exception {
        JournalEntry entry = write(units.handler("bot"), text("MESSAGE=caf\u00e9"), new byte[] {
            'B', 'A', 'D', '=', (byte) 0xff, 1, (byte) 0xfe
        });

        assertThat(entry.message()).isEqualTo("caf\u00e9");
        assertThat(entry.rawFields("BAD")).containsExactly(new byte[] {(byte) 0xff, 1, (byte) 0xfe});
        assertThat(entry.field("BAD")).contains("\ufffd\u0001\ufffd");
    }

    /** journald gives the same time to all lines that it reads at once, so that only the numbers of these differ. */
    @Test
    void equalLinesThatArriveTogetherAreDifferentEntries() {
        ServiceHandler service = units.service(
                "equal", "ExecStart=/bin/sh -c \"printf '%%s\\\\n' same same same same; exec sleep 1000\"");
        service.start();
        JournalQuery lines = service.journal().field("MESSAGE", "same");
        Await.until(() -> lines.read().size() == 4);

        List<JournalEntry> entries = lines.read();
        for (int i = 0; i < 4; i++) {
            assertThat(lines.after(entries.get(i).cursor()).read()).hasSize(3 - i);
        }
        assertThat(lines.until(entries.get(3).time()).read()).hasSize(4);
    }

    @Test
    void severalLinesAndSeveralValues() throws Exception {
        JournalEntry entry =
                write(units.handler("bot"), text("MESSAGE=one"), text("MESSAGE=two"), text("TAG=a"), text("TAG=b"));

        assertThat(entry.message()).startsWith("one");
        assertThat(String.join("\n", entry.fields("MESSAGE"))).isEqualTo("one\ntwo");
        assertThat(entry.fields("TAG")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void noLineOfAShortLivedServiceWithAnIdentifierIsLost() {
        ServiceHandler bot = units.service(
                "bot",
                "Type=oneshot",
                "SyslogIdentifier=" + units.name("tag").replace(".service", ""),
                "ExecStart=/bin/echo hello");
        int times = 30;
        for (int i = 0; i < times; i++) {
            assertThat(bot.start().succeeded()).isTrue();
            bot.resetFailed();
        }

        Await.until(() -> bot.journal().field("MESSAGE", "hello").read().size() >= times);
        assertThat(bot.journal().field("MESSAGE", "hello").read()).hasSize(times);
    }

    @Test
    void theSystemsUnitsAreNotForAnOrdinaryUser() {
        assumeFalse(
                CommandRunner.local()
                        .run(Command.of("journalctl", "--system", "--quiet", "--lines=1"))
                        .succeeded(),
                "this user may read all");
        JournalQuery query = Systemd.system().service("systemd-journald").journal();

        assertThatExceptionOfType(JournalAccessException.class)
                .isThrownBy(query::read)
                .withMessageContaining("systemd-journal");
        assertThatExceptionOfType(JournalAccessException.class).isThrownBy(() -> query.follow(entry -> {}));
        assertThatExceptionOfType(JournalAccessException.class)
                .isThrownBy(() -> query.stream().toList());
    }

    @Test
    void aPatternThatIsNoneIsRefused() {
        assertThatExceptionOfType(JournalReadException.class)
                .isThrownBy(() -> units.handler("bot").journal().grep("(").read())
                .withMessageContaining("Bad pattern");
    }

    /** Returns a query of the journal files in a directory. */
    private static JournalQuery in(Path directory, UnitName unit, List<JournalWarning> warnings) {
        CommandRunner elsewhere = new JournalDirectoryRunner(directory);
        return JournalQuery.of(elsewhere, List.of("--user"), unit).onWarning(warnings::add);
    }

    @Test
    void aDirectoryWithoutAJournal(@TempDir Path empty) {
        JournalQuery query = in(empty, UnitName.of("bot"), new ArrayList<>());

        assertThatExceptionOfType(NoJournalException.class).isThrownBy(query::read);
        assertThatExceptionOfType(NoJournalException.class)
                .isThrownBy(() -> query.thisBoot().read());
        assertThatExceptionOfType(NoJournalException.class).isThrownBy(() -> query.follow(entry -> {}));
    }

    private Path copyOfAJournal(ServiceHandler bot) throws IOException {
        for (int i = 0; i < 3; i++) {
            bot.restart();
        }
        Await.until(() -> bot.journal().read().size() >= 5);
        try (Stream<Path> files = Files.walk(Path.of("/var/log/journal"), 2)) {
            return files.filter(file -> file.getFileName().toString().startsWith("user-") && Files.isReadable(file))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void filesThatCannotBeUsedAreTold(@TempDir Path directory) throws IOException {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        Files.copy(copyOfAJournal(bot), directory.resolve("good.journal"));
        Files.write(directory.resolve("zero.journal"), new byte[300_000]);
        Files.write(directory.resolve("short.journal"), new byte[100]);
        List<JournalWarning> warnings = new ArrayList<>();

        List<JournalEntry> entries = in(directory, bot.unitName(), warnings).read();

        assertThat(entries).hasSizeGreaterThanOrEqualTo(5);
        assertThat(warnings)
                .extracting(JournalWarning::kind)
                .containsExactly(JournalWarning.Kind.CORRUPT_FILE, JournalWarning.Kind.CORRUPT_FILE);
    }

    @Test
    void whatIsDamagedIsReadAsFarAsItCanBe(@TempDir Path directory) throws IOException {
        ServiceHandler bot = units.service("bot", TestUnits.SLEEPER);
        byte[] good = Files.readAllBytes(copyOfAJournal(bot));
        int used = used(good);
        int read = 0;
        for (int seed = 0; seed < 40; seed++) {
            Files.write(directory.resolve("damaged.journal"), damaged(good, used, new Random(seed)));
            List<JournalWarning> warnings = new ArrayList<>();
            try {
                read += in(directory, bot.unitName(), warnings).read().size();
            } catch (JournalReadException e) {
                // journalctl itself fails and reports why
                assertThat(e.exitCode()).isPresent();
            }
        }
        assertThat(read).isPositive();
    }

    private static int used(byte[] file) {
        int end = file.length;
        while (end > 1024 && file[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static byte[] damaged(byte[] good, int used, Random random) {
        byte[] bad = good.clone();
        int changes = 1 + random.nextInt(50);
        for (int i = 0; i < changes; i++) {
            bad[256 + random.nextInt(used - 256)] = (byte) random.nextInt();
        }
        return bad;
    }
}
