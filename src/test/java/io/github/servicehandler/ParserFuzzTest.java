package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.servicehandler.internal.systemctl.JsonRows;
import io.github.servicehandler.internal.systemctl.ShowOutputParser;
import io.github.servicehandler.unit.UnitName;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Test of the parsers with a million damaged outputs of real systemds. Each must be rejected with an
 * {@link IllegalArgumentException}, or give the state that an independent {@link StateOracle} derives from the raw
 * text; never a wrong state, another exception or an endless loop.
 */
@Timeout(120)
class ParserFuzzTest {

    private static final int SHOWS = 500_000;
    private static final int LISTS = 500_000;
    private static final int PARTS = 8;

    private final StateOracle oracle = new StateOracle();

    private record Shows(String text, List<UnitName> units) {}

    @Test
    void aDamagedShowGivesNoWrongState() {
        List<Shows> shows =
                CapturedOutput.all().flatMap(systemd -> shows(systemd).stream()).toList();
        List<String> texts = shows.stream().map(Shows::text).toList();
        int accepted = inParallel(part -> {
            Mutator mutator = new Mutator(part, texts);
            int count = 0;
            for (int i = 0; i < SHOWS / PARTS; i++) {
                int document = mutator.nextDocument();
                count += isAccepted(
                                mutator.mutated(document), shows.get(document).units())
                        ? 1
                        : 0;
            }
            return count;
        });
        assertThat(accepted).isBetween(SHOWS / 10, SHOWS * 9 / 10);
    }

    /** Returns the outputs for each unit alone, and for neighbouring units together. */
    private static List<Shows> shows(CapturedOutput systemd) {
        List<String> blocks = Arrays.asList(systemd.text("show").split("\n\n", -1));
        List<Shows> shows = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            shows.add(new Shows(blocks.get(i).strip() + "\n", CapturedOutput.SHOWN.subList(i, i + 1)));
        }
        for (int i = 1; i < blocks.size(); i += 4) {
            shows.add(new Shows(
                    blocks.get(i - 1).strip() + "\n\n" + blocks.get(i).strip() + "\n",
                    CapturedOutput.SHOWN.subList(i - 1, i + 1)));
        }
        return shows;
    }

    private boolean isAccepted(String text, List<UnitName> units) {
        List<ServiceStatus> statuses;
        try {
            statuses = ShowOutputParser.read(text, units, ServiceStatus::shown);
        } catch (IllegalArgumentException e) {
            return false;
        }
        List<ServiceState> states = statuses.stream().map(ServiceStatus::state).toList();
        if (!states.equals(oracle.ofShow(text))) {
            throw new AssertionError(states + " where the oracle sees " + oracle.ofShow(text) + " in\n" + text);
        }
        statuses.forEach(ParserFuzzTest::useAll);
        return true;
    }

    /** Calls all methods of a status: none may throw, even if the status was made from damaged output. */
    private static void useAll(ServiceStatus status) {
        status.cpu();
        status.memory();
        status.enablement();
        status.exitCode();
        status.startLimitHit();
        status.since();
    }

    @Test
    void aDamagedListOfUnitsGivesNoWrongState() {
        List<String> texts = CapturedOutput.all()
                .flatMap(systemd -> lists(systemd.text("list-units")))
                .toList();
        int accepted = fuzzLists(
                texts,
                LISTS / 2,
                text -> JsonRows.read(text, ListedUnit::of).stream()
                        .map(unit -> unit.name() + " " + unit.state())
                        .toList(),
                row -> word(row, "unit") + " "
                        + oracle.state(word(row, "load"), word(row, "active"), word(row, "sub")));
        assertThat(accepted).isBetween(LISTS / 2 / 10, LISTS / 2 * 9 / 10);
    }

    @Test
    void aDamagedListOfUnitFilesGivesNoWrongEnablement() {
        List<String> texts = CapturedOutput.all()
                .flatMap(systemd -> lists(systemd.text("list-unit-files")))
                .toList();
        int accepted = fuzzLists(
                texts,
                LISTS / 2,
                text -> JsonRows.read(text, ListedUnitFile::of).stream()
                        .map(file -> file.name() + " " + file.enablement())
                        .toList(),
                row -> word(row, "unit_file") + " " + EnablementState.of(word(row, "state")));
        assertThat(accepted).isBetween(LISTS / 2 / 10, LISTS / 2 * 9 / 10);
    }

    /**
     * Returns the list in pieces of three rows, because small pieces are more often damaged in an interesting place.
     */
    private static Stream<String> lists(String text) {
        String[] rows = text.strip().substring(1, text.strip().length() - 1).split("(?<=\\}),(?=\\{)", -1);
        return IntStream.range(0, rows.length / 3)
                .mapToObj(i -> "[" + rows[3 * i] + "," + rows[3 * i + 1] + "," + rows[3 * i + 2] + "]\n");
    }

    private static int fuzzLists(
            List<String> texts,
            int times,
            Function<String, List<String>> library,
            Function<JsonObject, String> oracle) {
        return inParallel(part -> {
            Mutator mutator = new Mutator(part, texts);
            int count = 0;
            for (int i = 0; i < times / PARTS; i++) {
                String text = mutator.mutated(mutator.nextDocument());
                List<String> read;
                try {
                    read = library.apply(text);
                } catch (IllegalArgumentException e) {
                    continue;
                }
                List<String> expected = rows(text).stream().map(oracle).toList();
                if (!read.equals(expected)) {
                    throw new AssertionError(read + " where the oracle sees " + expected + " in\n" + text);
                }
                count++;
            }
            return count;
        });
    }

    private static List<JsonObject> rows(String text) {
        TypeAdapter<JsonElement> adapter = new Gson().getAdapter(JsonElement.class);
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            // as strict as the standard, except for control characters within texts
            reader.setStrictness(Strictness.LEGACY_STRICT);
            List<JsonObject> rows = new ArrayList<>();
            adapter.read(reader).getAsJsonArray().forEach(row -> rows.add(row.getAsJsonObject()));
            assertThat(reader.peek()).isEqualTo(JsonToken.END_DOCUMENT);
            return rows;
        } catch (IOException e) {
            throw new AssertionError("accepted, though it is no JSON:\n" + text, e);
        }
    }

    private static String word(JsonObject row, String key) {
        return row.get(key).getAsString();
    }

    private static int inParallel(IntUnaryOperator part) {
        return IntStream.range(0, PARTS).parallel().map(part).sum();
    }
}
