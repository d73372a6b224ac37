package io.github.servicehandler.simulation;

/** A law that a simulated watchdog has broken. */
final class BrokenLawException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The law and what broke it. */
    private final String law;

    BrokenLawException(String law) {
        super(law);
        this.law = law;
    }

    String law() {
        return law;
    }
}
