package io.github.servicehandler.testing.internal.bus;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Is what a bridge reads: whatever is written there is answered before the write returns. */
final class BridgeInput extends OutputStream {

    private final BusConversation conversation;
    private final Object lock;
    private final Consumer<Runnable> entrance;

    BridgeInput(BusConversation conversation, Object lock, Consumer<Runnable> entrance) {
        this.conversation = conversation;
        this.lock = lock;
        this.entrance = entrance;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        synchronized (lock) {
            if (conversation.isOver()) {
                throw new IOException("Broken pipe");
            }
            entrance.accept(() -> conversation.receive(ByteBuffer.wrap(bytes, offset, length)));
        }
    }

    /** Tells the bridge that there is no more, which ends it. */
    @Override
    public void close() {
        synchronized (lock) {
            conversation.end(0, "");
        }
    }
}
