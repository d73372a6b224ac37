package io.github.servicehandler.testing.internal.cli;

/** The implementation of a verb of systemctl. */
@FunctionalInterface
interface VerbHandler {
    void run(SystemctlCall call);
}
