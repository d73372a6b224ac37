package io.github.servicehandler;

import static io.github.servicehandler.ShowOutput.missing;
import static io.github.servicehandler.ShowOutput.unit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StateTrackerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final ServiceStatus DOWN = unit("bot").dead().status();
    private static final ServiceStatus UP = unit("bot").running().status();
    private static final ServiceStatus FAILED = unit("bot").failed().status();

    private final StateTracker tracker = new StateTracker();
    private final List<StateChange> changes = Collections.synchronizedList(new ArrayList<>());
    private long time;

    private void observe(ServiceStatus... statuses) {
        for (ServiceStatus status : statuses) {
            tracker.observe(status, time++, NOW);
        }
    }

    @Test
    void theFirstStateIsNoChange() {
        tracker.add(changes::add);
        observe(DOWN);
        assertThat(changes).isEmpty();
    }

    @Test
    void theSameStateIsNoChange() {
        tracker.add(changes::add);
        observe(UP, UP);
        assertThat(changes).isEmpty();
    }

    @Test
    void aChangeTellsAll() {
        tracker.add(changes::add);
        observe(DOWN, UP);
        assertThat(changes)
                .containsExactly(new StateChange(UP.unit(), ServiceState.STOPPED, ServiceState.RUNNING, UP, NOW));
        assertThat(changes.get(0)).hasToString("bot.service: STOPPED -> RUNNING");
    }

    @Test
    void aReadingThatBeganBeforeTheLastOneIsTooOld() {
        tracker.add(changes::add);
        tracker.observe(DOWN, 10, NOW);
        tracker.observe(FAILED, 30, NOW);
        tracker.observe(UP, 20, NOW);
        assertThat(changes).extracting(StateChange::to).containsExactly(ServiceState.ERROR);
    }

    @Test
    void readingsAreComparedAcrossTheOverflowOfTheClock() {
        tracker.add(changes::add);
        tracker.observe(DOWN, Long.MAX_VALUE, NOW);
        tracker.observe(UP, Long.MIN_VALUE, NOW);
        assertThat(changes).hasSize(1);
    }

    @Test
    void listenersAreToldInTheOrderTheyCame() {
        List<String> told = new ArrayList<>();
        tracker.add(change -> told.add("first"));
        tracker.add(change -> told.add("second"));
        observe(DOWN, UP);
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void aListenerThatThrowsStopsNoOther() {
        tracker.add(change -> {
            throw new IllegalStateException("a listener's own trouble");
        });
        tracker.add(changes::add);
        observe(DOWN, UP, DOWN);
        assertThat(changes).hasSize(2);
    }

    @Test
    void aListenerThatDiesOfAnErrorStopsNoOther() {
        tracker.add(change -> {
            throw new AssertionError("an error");
        });
        tracker.add(changes::add);
        observe(DOWN, UP, DOWN);
        assertThat(changes).hasSize(2);
    }

    @Test
    void aListenerMayRemoveItself() {
        StateListener once = new StateListener() {
            @Override
            public void stateChanged(StateChange change) {
                changes.add(change);
                tracker.remove(this);
            }
        };
        tracker.add(once);
        observe(DOWN, UP, DOWN);
        assertThat(changes).hasSize(1);
    }

    @Test
    void aListenerThatObservesItselfIsToldAfterwards() {
        tracker.add(change -> {
            changes.add(change);
            observe(FAILED);
        });
        tracker.add(changes::add);
        observe(DOWN, UP);
        assertThat(changes)
                .extracting(StateChange::to)
                .containsExactly(ServiceState.RUNNING, ServiceState.RUNNING, ServiceState.ERROR, ServiceState.ERROR);
    }

    @Test
    void changesSeenByManyThreadsFormOneChain() {
        AtomicLong clock = new AtomicLong();
        AtomicInteger inside = new AtomicInteger();
        tracker.add(change -> {
            assertThat(inside.incrementAndGet()).isOne();
            changes.add(change);
            inside.decrementAndGet();
        });
        ServiceStatus[] statuses = {DOWN, UP, FAILED};

        CompletableFuture<?>[] observers = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        tracker.observe(statuses[(i * 7 + thread) % 3], clock.getAndIncrement(), NOW);
                    }
                }))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(observers).join();

        assertThat(changes).hasSizeGreaterThan(100).noneMatch(change -> change.from() == change.to());
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i).from()).isEqualTo(changes.get(i - 1).to());
        }
    }

    @Test
    void knowsTheUnitsOwnNameOnceItHasSeenItsFile() {
        assertThat(tracker.knownId()).isEmpty();
        observe(unit("real").running().status());
        assertThat(tracker.knownId()).contains("real.service");
        observe(ServiceStatus.notLoaded(UP.unit()));
        assertThat(tracker.knownId()).contains("real.service");
        observe(missing("bot").status());
        assertThat(tracker.knownId()).isEmpty();
    }
}
