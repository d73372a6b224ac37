package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.servicehandler.command.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
 * driven again, and the run with the fewest differences counts. {@code -Dcorpus.runs=1} turns this off.
 */
@Tag("contract")
class CorpusIT {

    private static final double REQUIRED_SHARE = 0.99;
    private static final int RUNS = Integer.getInteger("corpus.runs", 3);
    private static final String DIRECTORY = System.getProperty("corpus", "");
    private static final Pattern PACKAGES = Pattern.compile(System.getProperty("corpus.packages", ".*"));

    @SuppressWarnings("NullAway.Init")
    private Backend real;

    private int units;
    private int answers;
    private int different;
    private final List<String> undecided = new ArrayList<>();

    @BeforeEach
    void prepare() {
        assumeTrue(!DIRECTORY.isEmpty(), "-Dcorpus is not set");
        Optional<Backend> manager = RealBackend.ofThisMachine();
        assumeTrue(manager.isPresent(), "no manager answers");
        real = manager.orElseThrow();
    }

    @AfterEach
    void clear() {
        if (real != null) {
            real.clear();
        }
    }

    @Test
    void bothAnswerTheSame() {
        CorpusPackage.in(Path.of(DIRECTORY)).stream()
                .filter(found -> PACKAGES.matcher(found.name()).matches())
                .forEach(this::drive);
        System.out.printf(
                "corpus on %s: %d of %d answers of %d units the same, %d units undecided %s%n",
                real, answers - different, answers, units, undecided.size(), undecided);
        assertThat(answers).as("answers that were compared").isPositive();
        assertThat(1.0 * (answers - different) / answers)
                .as("share of equal answers")
                .isGreaterThanOrEqualTo(REQUIRED_SHARE);
        assertThat(undecided.size()).as("undecided units").isLessThanOrEqualTo((int) (units * (1 - REQUIRED_SHARE)));
    }

    private void drive(CorpusPackage found) {
        Backend fake = new FakeBackend(real.version(), real.isUser(), found.existingPaths());
        Map<String, String> files = found.harmlessUnits();
        try (FuzzComparison comparison = new FuzzComparison(real, fake, CorpusScript.loadableNames(files))) {
            for (String file : files.keySet()) {
                units++;
                CorpusScript script = CorpusScript.of(files, file);
                fewestDifferences(comparison, script)
                        .ifPresentOrElse(
                                differences -> count(found.name(), script, differences),
                                () -> undecided.add(found.name() + "/" + script.unit()));
            }
        }
    }

    /** Returns the differences in the best of a few runs, or empty if the manager never came to rest. */
    private static Optional<List<FuzzComparison.Difference>> fewestDifferences(
            FuzzComparison comparison, CorpusScript script) {
        List<List<FuzzComparison.Difference>> runs = new ArrayList<>();
        for (int run = 0; run < RUNS && !runs.contains(List.<FuzzComparison.Difference>of()); run++) {
            try {
                runs.add(comparison.differences(script.script()).stream()
                        .filter(difference -> script.isCompared(difference.step()))
                        .toList());
            } catch (FuzzQuiescence.Restless | CommandException e) {
                System.out.println(script.unit() + ": " + e.getMessage());
            }
        }
        return runs.stream().min(Comparator.comparing(List::size));
    }

    private void count(String packageName, CorpusScript script, List<FuzzComparison.Difference> differences) {
        answers += script.answers();
        different += differences.size();
        for (FuzzComparison.Difference difference : differences) {
            System.out.printf(
                    "%s: %s%n  %s%n",
                    packageName,
                    script.script().steps().get(difference.step()),
                    String.join("\n  ", difference.lines()));
        }
    }
}
