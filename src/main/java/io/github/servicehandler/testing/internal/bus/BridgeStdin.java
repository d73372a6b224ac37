package io.github.servicehandler.testing.internal.bus;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** The standard input of a bridge. Calls written to it are answered before the write returns. */
final class BridgeStdin extends OutputStream {

    private final BusConversation conversation;
    private final Object lock;
    private final Consumer<Runnable> callRunner;

    BridgeStdin(BusConversation conversation, Object lock, Consumer<Runnable> callRunner) {
        this.conversation = conversation;
        this.lock = lock;
        this.callRunner = callRunner;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        synchronized (lock) {
            if (conversation.isEnded()) {
                throw new IOException("Broken pipe");
            }
            callRunner.accept(() -> conversation.receive(ByteBuffer.wrap(bytes, offset, length)));
        }
    }

    /** Signals the end of the input, which ends the bridge. */
    @Override
    public void close() {
        synchronized (lock) {
            conversation.end(0, "");
        }
    }
}
