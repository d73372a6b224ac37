package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StatusWaiterTest {

    private final ServiceHandler bot = Systemd.user().service("bot");
    private final StatusWaiter waiter = new StatusWaiter(bot, status -> true);

    @Test
    void lessThanNoTimeIsNoTime() throws InterruptedException {
        assertThat(waiter.await(0)).isNull();
        assertThat(waiter.await(-1)).isNull();
        assertThat(waiter.await(Long.MIN_VALUE)).isNull();
    }

    @Test
    void theEndIsNotWaitedThrough() {
        waiter.end();

        assertThatIllegalStateException()
                .isThrownBy(() -> waiter.await(Long.MAX_VALUE / 2))
                .withMessageContaining("closed")
                .withMessageContaining("bot.service");
    }

    @Test
    void whatWasSeenBeforeTheEndIsLookedAt() throws InterruptedException {
        waiter.offer(bot, TestStatuses.running("bot"));
        waiter.end();

        assertThat(waiter.await(0)).isEqualTo(TestStatuses.running("bot"));
    }

    @Test
    void whatNobodyLooksAtDoesNotPileUp() throws InterruptedException {
        List<ServiceStatus> seen = new ArrayList<>();
        StatusWaiter slow = new StatusWaiter(bot, status -> !seen.add(status));
        slow.offer(bot, TestStatuses.failed("bot"));
        for (int i = 0; i < Watch.DEFAULT_CAPACITY; i++) {
            slow.offer(bot, TestStatuses.running("bot"));
        }

        assertThat(slow.await(0)).isNull();
        assertThat(seen).hasSize(Watch.DEFAULT_CAPACITY).doesNotContain(TestStatuses.failed("bot"));
    }
}
