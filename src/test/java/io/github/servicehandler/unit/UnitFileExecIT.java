package io.github.servicehandler.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.RequiresUserManager;
import io.github.servicehandler.command.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with processes of the real systemd: words arrive unchanged, and systemd splits them as this library does. */
@RequiresUserManager
class UnitFileExecIT {

    private static final String SERVICE = "servicehandler-words.service";
    private static final List<String> NASTY = List.of(
            "",
            " ",
            ";",
            "\\;",
            "%",
            "%i",
            "%%",
            "$HOME",
            "${HOME}",
            "$$",
            "$",
            "'",
            "\"",
            "\\",
            "\\n",
            "\\x41",
            "a b",
            "\n",
            "\t",
            "a\nb\n",
            "#",
            "[x]",
            "-",
            "@",
            "=",
            "*",
            "~",
            "`id`",
            "$(id)",
            "ä",
            "\uD83E\uDD16",
            "\uFEFF",
            "\u0001\u007f\u001b",
            "a\\");

    @TempDir
    private Path directory;

    private Path output;
    private UserUnits units;

    @BeforeEach
    void begin() throws IOException {
        output = Files.createFile(directory.resolve("words"));
        units = new UserUnits();
    }

    @AfterEach
    void end() throws IOException {
        units.close();
    }

    @Test
    void processesGetExactlyTheWords() throws IOException {
        List<List<String>> commands =
                new ArrayList<>(NASTY.stream().map(List::of).toList());
        commands.add(NASTY);
        RandomText random = new RandomText(21);
        for (int i = 0; i < 100; i++) {
            commands.add(Stream.generate(() -> random.next(15))
                    .limit(random.nextInt(6))
                    .toList());
        }
        UnitFileBuilder builder = UnitFile.service().type(ServiceType.ONESHOT);
        commands.forEach(words -> builder.execStart(recorder(words)));

        start(builder.build());

        assertThat(recorded()).isEqualTo(commands);
    }

    /**
     * Leaves out specifiers and variables ({@code %}, {@code $}), which systemd expands, and bytes that are not valid
     * text.
     */
    @Test
    void systemdSplitsCommandsAsWeDo() throws IOException {
        RandomText random = new RandomText(22);
        String pieces = " \\\"'\\x41\\103\\s\\n\\q\\U0001f916\\u00e4 \\; ';' \"a b\" \\x0z \\08 \\U0000d800 \\\\ ";
        List<String> values = Stream.generate(() -> random.mutate(random.mutate(random.next(10), pieces), pieces))
                .map(UntrustedText::strip)
                .filter(value -> !value.isEmpty())
                .filter(value ->
                        value.chars().noneMatch(c -> "%$\n\r\0".indexOf(c) >= 0) && UntrustedText.isUnicode(value))
                .filter(UnitFileExecIT::isOneCommand)
                .limit(300)
                .toList();
        UnitFileBuilder builder = UnitFile.service().type(ServiceType.ONESHOT);
        values.forEach(value ->
                builder.set("Service", "ExecStart", SettingWords.quote(List.of(recorder(List.of()))) + " " + value));

        start(builder.build());

        List<List<String>> expected = values.stream()
                .map(value -> SettingWords.commands("x " + value).get(0))
                .map(words -> words.subList(1, words.size()))
                .toList();
        assertThat(recorded()).isEqualTo(expected);
    }

    private static boolean isOneCommand(String value) {
        try {
            List<List<String>> commands = SettingWords.commands("x " + value);
            boolean text = commands.get(0).stream().noneMatch(word -> word.contains("\uFFFD"));
            return commands.size() == 1 && text;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void aProgramMayHaveADollarAndBlanksInItsName() throws IOException {
        Path program = directory.resolve("a $HOME 100% ;");
        Files.copy(Path.of("/bin/sh"), program, StandardCopyOption.COPY_ATTRIBUTES);
        List<String> words = List.of("$HOME", "%i", "a b");
        String[] command = recorder(words);
        command[0] = program.toString();

        start(UnitFile.service().type(ServiceType.ONESHOT).execStart(command).build());

        assertThat(recorded()).containsExactly(words);
    }

    @Test
    void theEnvironmentAndTheDirectoryArrive() throws IOException {
        String value = " a\tb\n\"c\" 'd' \\ %i $HOME \u00e4 ";
        Path workingDirectory = Files.createDirectory(directory.resolve("100% $HOME \\"));
        UnitFile unit = UnitFile.service()
                .type(ServiceType.ONESHOT)
                .environment("NASTY", value)
                .workingDirectory(workingDirectory.toString())
                .execStart("/bin/sh", "-c", "printf '2\\0%s\\0%s\\0' \"$NASTY\" \"$PWD\" >" + "\"" + output + "\"")
                .build();

        start(unit);

        assertThat(recorded()).containsExactly(List.of(value, workingDirectory.toString()));
    }

    /** Returns a command that appends the number of its words and the words to the output, each followed by a NUL. */
    private String[] recorder(List<String> words) {
        String script = "printf '%s\\0' \"$#\" \"$@\" >>'" + output + "'";
        return Stream.concat(Stream.of("/bin/sh", "-c", script, "sh"), words.stream())
                .toArray(String[]::new);
    }

    private void start(UnitFile unit) throws IOException {
        units.add(SERVICE, unit);
        units.reload();
        CommandResult result = units.systemctl("start", SERVICE);
        assertThat(result.exitCode()).as(result.stderr()).isZero();
    }

    private List<List<String>> recorded() throws IOException {
        List<String> texts = new ArrayList<>(
                List.of(new String(Files.readAllBytes(output), StandardCharsets.UTF_8).split("\0", -1)));
        texts.remove(texts.size() - 1);
        List<List<String>> commands = new ArrayList<>();
        for (int i = 0;
                i < texts.size();
                i += 1 + commands.get(commands.size() - 1).size()) {
            int count = Integer.parseInt(texts.get(i));
            commands.add(List.copyOf(texts.subList(i + 1, i + 1 + count)));
        }
        return commands;
    }
}
