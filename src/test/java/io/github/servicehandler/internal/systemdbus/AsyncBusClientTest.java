package io.github.servicehandler.internal.systemdbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.TestPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class AsyncBusClientTest {

    @TempDir
    private Path directory;

    private final List<String> handled = new CopyOnWriteArrayList<>();

    private CompletableFuture<Void> call(TestPeer.Handler handler) throws IOException {
        AsyncBusClient client = new AsyncBusClient();
        try (TestPeer peer = TestPeer.answering(directory, handler)) {
            client.setConnection(
                    BusConnection.toPrivateSocket(peer.socket(), signal -> {}, reason -> {}, Duration.ofSeconds(10)));
            CompletableFuture<Void> done = client.call(
                    ManagerCallFactory.barrier(), reply -> handled.add("reply"), () -> handled.add("refused"));
            return done.exceptionally(failure -> {
                        handled.add("lost");
                        return null;
                    })
                    .orTimeout(10, TimeUnit.SECONDS)
                    .whenComplete((nothing, failure) -> client.close());
        }
    }

    @Test
    void anErrorThatThePeerSendsIsARefusal() throws IOException {
        call((guest, call) -> guest.send(Message.errorOf(call, "x.NoSuchUnit", "not loaded")))
                .join();

        assertThat(handled).containsExactly("refused");
    }

    @Test
    void garbageIsNoRefusal() throws IOException {
        call((guest, call) -> guest.write(new byte[100])).join();

        assertThat(handled).containsExactly("lost");
    }
}
