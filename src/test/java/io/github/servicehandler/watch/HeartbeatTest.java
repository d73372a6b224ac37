package io.github.servicehandler.watch;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private final FakeSystemd fake = FakeSystemd.create();
    private final StatusSource source = mock();
    private final ContactListener listener = mock();
    private final Heartbeat heartbeat = new Heartbeat(source, listener, fake.time(), Runnable::run);
    private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

    @BeforeEach
    void begin() {
        doAnswer(call -> answer).when(source).ping();
        heartbeat.begin();
    }

    @Test
    void asksEveryFiveSeconds() {
        pass(60);

        verify(source, times(12)).ping();
        verify(listener, times(12)).answered(source);
        verify(listener, never()).silent(any(), any());
    }

    @Test
    void reportsSilenceWithinTenSecondsAndTheAnswerAtOnce() {
        answer = new CompletableFuture<>();
        pass(10);
        verify(listener).silent(source, "it has not answered for 5 s");
        verify(listener, never()).answered(any());

        answer.complete(null);
        verify(listener).answered(source);

        answer = CompletableFuture.completedFuture(null);
        pass(5);
        verify(source, times(2)).ping();
    }

    @Test
    void givesUpAConnectionThatStaysSilent() {
        answer = new CompletableFuture<>();

        pass(120);

        verify(listener).lost(source, "it has not answered for 60 s");
        verify(source).discard();
        verify(source, times(1)).ping();
    }

    @Test
    void isPatientWithAManagerThatReloads() {
        answer = new CompletableFuture<>();
        when(source.isReloading()).thenReturn(true);
        pass(30);
        verify(listener, never()).silent(any(), any());

        when(source.isReloading()).thenReturn(false);
        pass(1);

        verify(listener).silent(eq(source), any());
    }

    @Test
    void reportsAConnectionThatHasEndedUnnoticed() {
        answer = CompletableFuture.failedFuture(new IllegalStateException("gone"));

        pass(5);

        verify(listener).lost(source, "gone");
    }

    @Test
    void asksNothingMoreOnceStopped() {
        pass(5);
        heartbeat.stop();
        pass(60);

        verify(source, times(1)).ping();
    }

    private void pass(long seconds) {
        for (long i = 0; i < seconds; i++) {
            fake.advance(Duration.ofSeconds(1));
        }
    }
}
