package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathWatchTest {

    private static final int ROTATIONS = 10_000;

    /** Few enough that the reports of them do not overflow. */
    private final Semaphore unseen = new Semaphore(50);

    @TempDir
    Path directory;

    private void rotate() {
        Path log = directory.resolve("bot.log");
        Path draft = directory.resolve("draft");
        try {
            for (int i = 0; i < ROTATIONS && unseen.tryAcquire(5, TimeUnit.SECONDS); i++) {
                Files.createFile(draft);
                Files.move(draft, log);
                Files.delete(log);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void losesNothingThatHappensWhileTheHistoryIsAskedFor() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "inotify");
        try (PathWatch watch = PathWatch.of(directory.resolve("bot.log"))) {
            watch.renew();
            CompletableFuture<Void> rotations = CompletableFuture.runAsync(this::rotate);
            long arrived = 0;
            for (boolean more = true; more; ) {
                more = !rotations.isDone();
                List<PassedFile> passed = watch.passed();
                arrived += passed.size();
                watch.forget(passed);
                unseen.release(passed.size());
            }
            rotations.join();
            assertThat(arrived).isEqualTo(ROTATIONS);
        }
    }
}
