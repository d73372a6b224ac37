package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Target;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PollingTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(Target.user(), fake);
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void tellsOfWhatHappensWithinASecond() {
        fake.install("bot", "[Service]\nExecStart=/usr/bin/bot\n");
        ServiceHandler bot = systemd.service("bot");
        try (Watch watch = Watch.of(bot)) {
            watch.onEvent(event -> heard.add(event.toString()), Runnable::run);
            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.STOPPED);
            bot.start();
            fake.advance(Duration.ofSeconds(2));
            fake.unit("bot").crash(1);
            fake.advance(Duration.ofSeconds(2));
            assertThat(watch.status(bot).state()).isEqualTo(ServiceState.ERROR);
            assertThat(heard).containsExactly("bot.service: STOPPED -> RUNNING", "bot.service: RUNNING -> ERROR");
        }
    }
}
