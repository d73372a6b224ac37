package io.github.servicehandler;

import java.io.IOException;

/** Client that is connected and reports every service that fails to {@link KillLatencies}, until it is closed. */
interface FailureClient extends AutoCloseable {

    @Override
    void close() throws IOException;

    /** Factory that connects a client to the user manager. */
    @FunctionalInterface
    interface Opener {

        FailureClient open(KillLatencies kills, Instances instances) throws Exception;
    }
}
