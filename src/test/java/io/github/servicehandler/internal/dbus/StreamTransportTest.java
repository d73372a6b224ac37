package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StreamTransportTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicInteger closed = new AtomicInteger();
    private final StreamTransport transport = new StreamTransport(
            new ByteArrayInputStream(new byte[] {1, 2, 3}),
            new BufferedOutputStream(written),
            closed::incrementAndGet,
            "host:bridge");

    @Test
    void readsIntoWhatRoomThereIs() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8).position(5).limit(7).slice();

        transport.open();
        assertThat(transport.read(buffer)).isEqualTo(2);
        assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(transport.read(buffer.clear())).isEqualTo(1);
        assertThat(transport.read(buffer.clear())).isEqualTo(-1);
        assertThat(buffer.position()).isZero();
    }

    @Test
    void writesAllAtOnce() throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 8, 7, 6}).position(1).slice();

        transport.write(buffer);

        assertThat(written.toByteArray()).containsExactly(8, 7, 6);
        assertThat(buffer.hasRemaining()).isFalse();
    }

    @Test
    void closingIsTheCallersBusiness() {
        transport.close();

        assertThat(closed).hasValue(1);
        assertThat(transport.address()).isEqualTo("host:bridge");
    }
}
