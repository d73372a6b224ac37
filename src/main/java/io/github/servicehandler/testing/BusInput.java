package io.github.servicehandler.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Is what a bridge reads: whatever is written there is answered before the write returns. */
final class BusInput extends OutputStream {

    private final BusConversation conversation;
    private final Object lock;

    BusInput(BusConversation conversation, Object lock) {
        this.conversation = conversation;
        this.lock = lock;
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
            conversation.receive(ByteBuffer.wrap(bytes, offset, length));
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
