package io.github.servicehandler.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.servicehandler.ListShrinker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random stories on each version of the in-memory systemd, each of about a quarter of a year.
 *
 * <p>{@code -Dsimulation.stories=1000} makes a long run, of about a thousand simulated years.
 * {@code -Dsimulation.seed=7} begins with another story.
 */
class SimulationTest {

    private static final Duration TIME_TO_SHRINK = Duration.ofSeconds(30);
    private static final int INCIDENTS = 100;
    private static final long STORIES = Long.getLong("simulation.stories", 25);
    private static final long FIRST_SEED = Long.getLong("simulation.seed", 1);

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void noStoryBreaksALaw(int version) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STORIES; seed++) {
            Story story = StoryGenerator.story(version, seed, INCIDENTS);
            if (story.breaksALaw()) {
                Story shorter = shrink(story);
                fail(shorter + "\n" + shorter.brokenLaw().orElse("the law is not broken every time"));
            }
        }
    }

    @Test
    void aStoryThatBreaksALawIsNoticed() {
        Incident meddling = new Incident(Duration.ofMinutes(1), "a stop is not told", world -> {
            world.stoppedByOperator("bot-1.service");
            world.crash("bot-1.service");
        });
        Story story = StoryGenerator.reviving(List.of(meddling, new Incident(Duration.ofHours(1), "", world -> {})));

        assertThat(story.brokenLaw())
                .hasValueSatisfying(law -> assertThat(law)
                        .contains("an operator stopped bot-1.service, but the watchdog ordered restart"));
        assertThat(shrink(story).incidents()).containsExactly(meddling);
    }

    private static Story shrink(Story story) {
        ListShrinker lists = new ListShrinker(TIME_TO_SHRINK);
        Story shorter = story.withIncidents(lists.shrink(
                story.incidents(), fewer -> story.withIncidents(fewer).breaksALaw()));
        return shorter.withRules(
                lists.shrink(story.rules(), fewer -> shorter.withRules(fewer).breaksALaw()));
    }
}
