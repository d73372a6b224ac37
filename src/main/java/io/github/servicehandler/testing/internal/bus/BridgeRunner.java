package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.RunningCommand;
import io.github.servicehandler.testing.internal.cli.FakeRunningCommand;
import io.github.servicehandler.testing.internal.files.ManagerScope;
import io.github.servicehandler.testing.internal.manager.ManagerRegistry;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running {@code systemd-stdio-bridge} commands, which can wait until their clients have handled all signals. */
public final class BridgeRunner implements VirtualTime.Audience {

    private static final Logger log = LoggerFactory.getLogger(BridgeRunner.class.getPackageName());

    /** Real time, because the clients are threads of the test. */
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final int version;
    private final BusRegistry buses;
    private final Consumer<Runnable> callRunner;
    private final List<BusConversation> running = new CopyOnWriteArrayList<>();
    private final Queue<BusConversation> ended = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean signalSent = new AtomicBoolean();

    /** @param callRunner runs the calls of clients and reports the mistakes of tests that they cause */
    public BridgeRunner(int version, BusRegistry buses, Consumer<Runnable> callRunner) {
        this.version = version;
        this.buses = buses;
        this.callRunner = callRunner;
    }

    /** Starts a bridge. The caller must hold the fake's lock. */
    public RunningCommand start(Command command, ManagerRegistry managers, Object lock) {
        StdioBridgeCommandLine options = StdioBridgeCommandLine.parse(command, version);
        Optional<ManagerScope> scope = options.scope();
        if (scope.isEmpty()) {
            return FakeRunningCommand.ended(command, lock, options.failure());
        }
        FakeBus bus = buses.of(managers.of(scope.get()));
        BusConversation conversation = new BusConversation(bus);
        FakeRunningCommand process = FakeRunningCommand.running(
                command, lock, new BridgeStdin(conversation, lock, callRunner), conversation.output());
        conversation.onEnd((exitCode, complaint) -> {
            running.remove(conversation);
            ended.add(conversation);
            process.end(exitCode, StdioBridgeCommandLine.stderrText(complaint, version));
        });
        bus.add(conversation);
        bus.onSignal(() -> signalSent.set(true));
        running.add(conversation);
        return process;
    }

    /** Ends all running bridges, as happens when the bus disappears. */
    public void endAll() {
        running.forEach(conversation -> conversation.end(0, ""));
    }

    @Override
    public boolean takeReported() {
        return signalSent.getAndSet(false);
    }

    @Override
    public void awaitIdle() {
        Thread caller = Thread.currentThread();
        if (Stream.concat(running.stream(), ended.stream())
                .anyMatch(conversation -> conversation.output().isReadBy(caller))) {
            return;
        }
        try {
            awaitAll(System.nanoTime() + MAX_WAIT_NANOS);
        } catch (InterruptedException e) {
            caller.interrupt();
        }
    }

    /**
     * Waits until each client has noticed that its bridge has ended, and until no client has anything left to read,
     * including signals caused by the reactions of other clients.
     */
    private void awaitAll(long deadline) throws InterruptedException {
        for (BusConversation conversation = ended.poll(); conversation != null; conversation = ended.poll()) {
            conversation.output().awaitReaderEnd(deadline - System.nanoTime());
        }
        do {
            for (BusConversation conversation : running) {
                if (!conversation.output().awaitHandled(deadline - System.nanoTime())) {
                    log.warn(
                            "client {} of the fake's bus has not handled all signals within {} s; not waiting for it",
                            conversation.name(),
                            TimeUnit.NANOSECONDS.toSeconds(MAX_WAIT_NANOS));
                }
            }
        } while (takeReported() && System.nanoTime() < deadline);
    }
}
