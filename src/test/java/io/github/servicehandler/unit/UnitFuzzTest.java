package io.github.servicehandler.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.servicehandler.internal.text.VisibleText;
import io.github.servicehandler.unit.UnitFileProblem.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests with malformed text: it is read, or refused with an {@link IllegalArgumentException}, and reading it never
 * hangs.
 */
class UnitFuzzTest {

    private static final int ROUNDS = 100_000;
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private static final List<String> UNITS = List.of(
            "[Unit]\nDescription=a\n# b\n[Service]\nExecStart=/bin/a 'b' \\\n ; c\n d\nExecStart=\n[Install]\nWantedBy=x\\ \n",
            "\uFEFF[Service]\r\nA=b\\\\\r\nC=d\\\r\n#e\r\nf=\\ \r\n\0G=h\0",
            "A=b\n[X]\n=c\n[]\nd\n[X-Y]\n\\\n\uFEFF#e=f\n \uFEFFg=h\n[z\n",
            "[Service]\n\uFEFFA\\=b\\\\\\ \n\\\n\\\n;=\n");

    private static final List<String> NAMES = List.of(
            "foo@bar\\x2dbaz.service",
            "-.mount",
            "a.b@.timer",
            "home-user-\\x2ehidden.mount",
            "\\xc3\\xa4-..-\\xff",
            "/a//./b/..");

    private static final List<String> COMMANDS = List.of(
            "-/bin/a 'b c' \\x41\\U0001f916 ; \"d\\\"\" \\; e\\", "\\u00e4\\ud800\\777\\s ;;';'", "A=b \"C=\\td\" ''");

    @Test
    void parsesAnyUnitFile() {
        eachMutant(UNITS, 11, text -> {
            UnitFile unit = UnitFile.parse(text);
            assertEquals(text, unit.toString());
        });
    }

    @Test
    void changesAnyUnitFileOnlyWhereAsked() {
        eachMutant(ROUNDS / 10, UNITS, 18, text -> {
            UnitFile unit = UnitFile.parse(text);
            for (String section : List.of("Service", "Unit", "New")) {
                assertChanged(unit, section, "ExecStart", "/bin/c \\");
                assertChanged(unit, section, "B", "");
            }
        });
    }

    private static void assertChanged(UnitFile unit, String section, String key, String value) {
        String text = unit.toString();
        List<String> before = values(unit, section, key);
        UnitFile added = unit.withAdded(section, key, value);
        UnitFile set = unit.with(section, key, value);
        UnitFile removed = unit.without(section, key);

        assertEquals(Stream.concat(before.stream(), Stream.of(value)).toList(), values(added, section, key), text);
        assertEquals(List.of(value), values(set, section, key), text);
        assertEquals(List.of(), values(removed, section, key), text);
        for (UnitFile changed : List.of(added, set, removed)) {
            assertEquals(others(unit, section, key), others(changed, section, key), () -> VisibleText.quoted(text));
            assertEquals(kinds(unit), kinds(changed), () -> VisibleText.quoted(text));
        }
    }

    private static List<String> values(UnitFile unit, String section, String key) {
        return unit.entries(section).stream()
                .filter(entry -> entry.key().equals(key))
                .map(UnitFile.Entry::value)
                .toList();
    }

    /** Returns the settings of all sections other than the one that is changed; empty sections may come and go. */
    private static Map<String, List<UnitFile.Entry>> others(UnitFile unit, String section, String key) {
        Map<String, List<UnitFile.Entry>> others = new HashMap<>();
        for (String name : unit.sections()) {
            List<UnitFile.Entry> entries = unit.entries(name).stream()
                    .filter(entry -> !(name.equals(section) && entry.key().equals(key)))
                    .toList();
            if (!entries.isEmpty()) {
                others.put(name, entries);
            }
        }
        return others;
    }

    private static List<Kind> kinds(UnitFile unit) {
        return unit.problems().stream()
                .map(UnitFileProblem::kind)
                .filter(kind -> kind != Kind.UNKNOWN_SECTION)
                .toList();
    }

    @Test
    void checksAnyName() {
        eachMutant(NAMES, 12, text -> {
            UnitName name = UnitName.of(text);
            assertEquals(name, UnitName.of(name.toString()));
            assertEquals(name.toString(), name.stem() + name.type().suffix());
            name.busPath();
        });
    }

    @Test
    void unescapesAnyText() {
        eachMutant(NAMES, 13, text -> assertEquals(text, UnitName.unescape(UnitName.escape(text))));
        eachMutant(NAMES, 14, text -> assertUnescaped(UnitName.unescape(text)));
    }

    private static void assertUnescaped(String text) {
        assertEquals(text, UnitName.unescape(UnitName.escape(text)));
    }

    @Test
    void unescapesAnyPath() {
        eachMutant(NAMES, 15, text -> {
            String path = UnitName.unescapePath(text);
            assertEquals(path, UnitName.unescapePath(UnitName.escapePath(path)));
        });
        eachMutant(NAMES, 16, UnitName::escapePath);
    }

    @Test
    void splitsAnyCommand() {
        eachMutant(COMMANDS, 17, text -> {
            SettingWords.commands(text);
            SettingWords.split(text);
        });
    }

    private static void eachMutant(List<String> seeds, long seed, Consumer<String> check) {
        eachMutant(ROUNDS, seeds, seed, check);
    }

    private static void eachMutant(int rounds, List<String> seeds, long seed, Consumer<String> check) {
        assertTimeoutPreemptively(DEADLINE, () -> {
            RandomText random = new RandomText(seed);
            for (int i = 0; i < rounds; i++) {
                String text = seeds.get(random.nextInt(seeds.size()));
                check(check, random.mutate(text, seeds.get(random.nextInt(seeds.size()))));
            }
        });
    }

    private static void check(Consumer<String> check, String text) {
        try {
            check.accept(text);
        } catch (IllegalArgumentException refused) {
            // expected for malformed text
        }
    }
}
