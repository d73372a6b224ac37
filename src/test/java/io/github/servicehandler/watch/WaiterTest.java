package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Systemd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaiterTest {

    private final Waiter waiter = new Waiter(Systemd.user().service("bot"), status -> true);

    @Test
    void lessThanNoTimeIsNoTime() throws InterruptedException {
        assertThat(waiter.await(0)).isNull();
        assertThat(waiter.await(-1)).isNull();
        assertThat(waiter.await(Long.MIN_VALUE)).isNull();
    }
}
