package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContactLossCounterTest {

    private final Systemd systemd = Systemd.of(ManagerAddress.user(), FakeSystemd.create());
    private final ServiceHandler bot = systemd.service("bot");
    private final ContactLossCounter losses = new ContactLossCounter();

    @Test
    void answersCountWhileThereIsContact() {
        losses.lost(systemd);
        losses.regained(systemd);
        ContactLossCounter.Collected answers = losses.collect();
        answers.add(Map.of(bot, TestStatuses.running("a")));

        assertThat(answers.stillValid()).containsOnlyKeys(bot);
    }

    @Test
    void answersDoNotCountOnceContactWasLostEvenIfItIsRegained() {
        ContactLossCounter.Collected answers = losses.collect();
        losses.lost(systemd);
        losses.regained(systemd);
        answers.add(Map.of(bot, TestStatuses.running("a")));

        assertThat(losses.count(systemd)).isEqualTo(1);
        assertThat(answers.stillValid()).isEmpty();
    }

    @Test
    void answersDoNotCountIfThereWasNoContactWhenTheyWereAskedFor() {
        losses.lost(systemd);
        ContactLossCounter.Collected answers = losses.collect();
        answers.add(Map.of(bot, TestStatuses.running("a")));

        assertThat(answers.stillValid()).isEmpty();
    }
}
