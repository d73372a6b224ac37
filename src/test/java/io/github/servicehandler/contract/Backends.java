package io.github.servicehandler.contract;

import java.util.ArrayList;
import java.util.List;

/** Offers the backends that there are here: to add one is a line. */
final class Backends {

    private static final List<Integer> VERSIONS = List.of(247, 252, 257, 262);

    private Backends() {}

    /** Returns those of the kind that the system property {@code contract.backends} names: {@code fake}, {@code real}, else all. */
    static List<Backend> all() {
        String kind = System.getProperty("contract.backends", "");
        List<Backend> backends = new ArrayList<>();
        if (!kind.equals("fake")) {
            RealBackend.here().ifPresent(backends::add);
        }
        if (!kind.equals("real")) {
            VERSIONS.forEach(version -> backends.add(new FakeBackend(version, true)));
            VERSIONS.forEach(version -> backends.add(new FakeBackend(version, false)));
        }
        return backends;
    }
}
