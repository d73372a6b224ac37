package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.testing.internal.cli.FakeRunningCommand;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.manager.ManagerRegistry;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@code systemd-stdio-bridge}, and waits for those who read what it writes. */
public final class BridgeRunner implements VirtualTime.Audience {

    private static final Logger log = LoggerFactory.getLogger(BridgeRunner.class.getPackageName());

    /** In real time: who reads is a thread of the test's. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final int version;
    private final BusRegistry buses;
    private final Consumer<Runnable> entrance;
    private final List<BusConversation> running = new CopyOnWriteArrayList<>();
    private final AtomicBoolean news = new AtomicBoolean();

    /** @param entrance does what clients ask for; mistakes that come of it are its to report */
    public BridgeRunner(int version, BusRegistry buses, Consumer<Runnable> entrance) {
        this.version = version;
        this.buses = buses;
        this.entrance = entrance;
    }

    /** Starts a bridge; the caller holds the fake's lock. */
    public RunningCommand start(Command command, ManagerRegistry managers, Object lock) {
        StdioBridgeOptions bridge = StdioBridgeOptions.parse(command, version);
        Optional<ManagerScope> scope = bridge.scope();
        if (scope.isEmpty()) {
            return FakeRunningCommand.ended(command, lock, bridge.failure());
        }
        FakeBus bus = buses.of(managers.of(scope.get()));
        BusConversation conversation = new BusConversation(bus);
        FakeRunningCommand process = FakeRunningCommand.running(
                command, lock, new BridgeInput(conversation, lock, entrance), conversation.output());
        conversation.onEnd((exitCode, complaint) -> {
            running.remove(conversation);
            process.end(exitCode, StdioBridgeOptions.spoken(complaint, version));
        });
        bus.add(conversation);
        bus.onSignal(() -> news.set(true));
        running.add(conversation);
        return process;
    }

    /** Ends all of them, as when the bus goes away. */
    public void endAll() {
        running.forEach(conversation -> conversation.end(0, ""));
    }

    @Override
    public boolean takeReported() {
        return news.getAndSet(false);
    }

    @Override
    public void awaitIdle() {
        Thread caller = Thread.currentThread();
        if (running.stream().anyMatch(conversation -> conversation.output().isReadBy(caller))) {
            return;
        }
        try {
            awaitAll(System.nanoTime() + PATIENCE_NANOS);
        } catch (InterruptedException e) {
            caller.interrupt();
        }
    }

    /** Waits until nobody has anything left to read; what one does may be news to another. */
    private void awaitAll(long deadline) throws InterruptedException {
        do {
            for (BusConversation conversation : running) {
                if (!conversation.output().awaitHandled(deadline - System.nanoTime())) {
                    log.warn(
                            "{} of the fake's bus has not come back for more within {} s; the fake goes on",
                            conversation.name(),
                            TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS));
                }
            }
        } while (takeReported() && System.nanoTime() < deadline);
    }
}
