package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.fail;

import io.github.servicehandler.ListShrinker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random stories of a manager that several watches by pattern observe, while units come and go and other clients look
 * at units that may not exist. After each incident {@link WatchWorld} checks its laws. A story that breaks one is
 * printed without the incidents that do not matter.
 *
 * <p>{@code -Dwatch.stories=1000} makes a long run. {@code -Dwatch.seed=7} begins with another story.
 */
class WatchFuzzTest {

    private static final Duration TIME_TO_SHRINK = Duration.ofSeconds(30);
    private static final int INCIDENTS = 40;
    private static final long STORIES = Long.getLong("watch.stories", 10);
    private static final long FIRST_SEED = Long.getLong("watch.seed", 1);

    @ParameterizedTest
    @ValueSource(ints = {247, 252, 257, 262})
    void noStoryBreaksALaw(int version) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STORIES; seed++) {
            WatchStory story = WatchStoryGenerator.story(version, seed, INCIDENTS);
            if (story.brokenLaw().isPresent()) {
                WatchStory shorter = shrink(story);
                fail("seed " + seed + "\n" + shorter + "\n"
                        + shorter.brokenLaw().orElse("the law is not broken every time"));
            }
        }
    }

    private static WatchStory shrink(WatchStory story) {
        List<WatchIncident> fewer = new ListShrinker(TIME_TO_SHRINK)
                .shrink(
                        story.incidents(),
                        incidents -> new WatchStory(story.version(), incidents)
                                .brokenLaw()
                                .isPresent());
        return new WatchStory(story.version(), fewer);
    }
}
