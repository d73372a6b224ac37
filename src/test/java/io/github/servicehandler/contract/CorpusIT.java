package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.command.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A comparison of the real manager and the fake of its version by the units of other people's packages: drives each
 * unit through start, reload, restart, a crash, stop, enable, disable, mask and more, and compares after each step what
 * the library reports and the states of all units of the package.
 *
 * <p>Runs only on demand: {@code src/test/systemd/corpus} fetches the units, and {@code -Dcorpus=target/corpus} drives
 * them. {@code -Dcorpus.packages=REGEX} selects packages. Run it in a testbed, because the units belong to the system
 * manager.
 *
 * <p>When two events coincide, the behaviour of the real manager varies between runs. So a unit whose answers differ is
 * driven again, and the run with the fewest differences counts. {@code -Dcorpus.runs=1} turns this off. The answers of
 * a unit that never comes to rest are undecided, and do not count as equal.
 */
@Tag("contract")
@EnabledIfSystemProperty(named = "corpus", matches = ".+", disabledReason = "runs only on demand")
class CorpusIT {

    private static final double REQUIRED_SHARE = 0.99;
    private static final int RUNS = Integer.getInteger("corpus.runs", 3);
    private static final String DIRECTORY = System.getProperty("corpus", "");
    private static final Pattern PACKAGES = Pattern.compile(System.getProperty("corpus.packages", ".*"));

    private final Backend real =
            RealBackend.ofThisMachine().orElseThrow(() -> new IllegalStateException("no manager answers"));

    @AfterEach
    void clear() {
        real.clear();
    }

    @Test
    void bothAnswerTheSame() {
        CorpusTally tally = CorpusPackage.in(Path.of(DIRECTORY)).stream()
                .filter(found -> PACKAGES.matcher(found.name()).matches())
                .map(this::drive)
                .reduce(CorpusTally.NONE, CorpusTally::plus);
        System.out.printf("corpus on %s: %s%n", real, tally);
        assertThat(tally.answers()).as("answers that were compared").isPositive();
        assertThat(tally.share()).as("share of equal answers").isGreaterThanOrEqualTo(REQUIRED_SHARE);
    }

    private CorpusTally drive(CorpusPackage found) {
        Backend fake = new FakeBackend(real.version(), real.isUser(), found.existingPaths());
        Map<String, String> files = found.harmlessUnits();
        CorpusTally tally = CorpusTally.NONE;
        try (FuzzComparison comparison = new FuzzComparison(real, fake, CorpusScript.loadableNames(files))) {
            for (String file : files.keySet()) {
                tally = tally.plus(drive(comparison, CorpusScript.of(files, file)));
            }
        }
        System.out.println(found.name() + ": " + tally);
        return tally;
    }

    private static CorpusTally drive(FuzzComparison comparison, CorpusScript script) {
        List<List<FuzzComparison.Difference>> runs = new ArrayList<>();
        boolean isEqual = false;
        for (int run = 0; run < RUNS && !isEqual; run++) {
            try {
                List<FuzzComparison.Difference> differences = comparison.differences(script.script()).stream()
                        .filter(difference -> script.isCompared(difference.step()))
                        .toList();
                runs.add(differences);
                isEqual = differences.isEmpty();
            } catch (FuzzQuiescence.Restless | CommandException e) {
                System.out.println(script.unit() + ": " + e.getMessage());
            }
        }
        return runs.stream()
                .min(Comparator.comparing(List::size))
                .map(best -> report(script, runs.get(0).size(), best))
                .orElseGet(() -> CorpusTally.undecided(script.answers()));
    }

    private static CorpusTally report(
            CorpusScript script, int differencesAtFirst, List<FuzzComparison.Difference> differences) {
        for (FuzzComparison.Difference difference : differences) {
            System.out.printf(
                    "%s: %s%n  %s%n",
                    script.unit(),
                    script.script().steps().get(difference.step()),
                    String.join("\n  ", difference.lines()));
        }
        return CorpusTally.compared(script.answers(), differencesAtFirst, differences.size());
    }
}
