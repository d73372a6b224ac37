package io.github.servicehandler.contract;

import java.util.ArrayList;
import java.util.List;

/** Offers the backends that there are here: to add one is a line. */
final class Backends {

    private static final List<Backend> REAL = RealBackend.here().stream().toList();

    private Backends() {}

    /** Returns those of the kind that the system property {@code contract.backends} names: {@code fake}, {@code real}, else all. */
    static List<Backend> all() {
        String kind = System.getProperty("contract.backends", "");
        List<Backend> backends = new ArrayList<>();
        if (!kind.equals("fake")) {
            backends.addAll(REAL);
        }
        return backends;
    }
}
