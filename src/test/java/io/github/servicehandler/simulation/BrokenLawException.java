package io.github.servicehandler.simulation;

/** A law that a simulated watchdog has broken. */
final class BrokenLawException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenLawException(String law) {
        super(law);
    }
}
