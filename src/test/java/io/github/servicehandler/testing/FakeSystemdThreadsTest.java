package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FakeSystemdThreadsTest {

    private static final int THREADS = 8;
    private static final int COMMANDS = 200;
    private static final List<String> VERBS =
            List.of("start", "stop", "restart", "reload", "enable", "disable", "show", "is-active", "reset-failed");

    private final FakeSystemd fake = FakeSystemd.create();
    private final Shell shell = new Shell(fake);

    @Test
    void manyThreadsRunCommandsAtOnce() throws Exception {
        for (int i = 0; i < THREADS; i++) {
            fake.install("bot-" + i);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int seed = i;
                all.add(threads.submit(() -> runCommands(new Random(seed))));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(fake.commands()).hasSize(THREADS * COMMANDS);
        shell.systemctl("stop", "bot-*");
        assertThat(shell.systemctl("list-units", "--no-legend", "--plain", "bot-*")
                        .stdout())
                .isEmpty();
        assertThat(shell.systemctl("show", "-p", "NJobs").stdout()).isEqualTo("NJobs=0\n");
    }

    private void runCommands(Random random) {
        for (int i = 0; i < COMMANDS; i++) {
            shell.systemctl(VERBS.get(random.nextInt(VERBS.size())), "bot-" + random.nextInt(THREADS));
            fake.advance(Duration.ofSeconds(random.nextInt(20)));
        }
    }
}
