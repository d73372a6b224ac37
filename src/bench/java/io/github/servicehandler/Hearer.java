package io.github.servicehandler;

import java.io.IOException;

/** Is a client that is connected, and tells {@link Kills} of every service that fails, until it is closed. */
interface Hearer extends AutoCloseable {

    @Override
    void close() throws IOException;

    /** Connects a client to the user manager. */
    @FunctionalInterface
    interface Opener {

        Hearer open(Kills kills, Instances instances) throws Exception;
    }
}
