package io.github.servicehandler.contract;

import java.util.ArrayList;
import java.util.List;

/** Offers the backends that there are here: to add one is a line. */
final class Backends {

    private static final List<Integer> VERSIONS = List.of(247, 252, 257, 262);

    private Backends() {}

    /**
     * Returns those whose names begin as the system property {@code contract.backends} says, such as {@code fake} or
     * {@code fake-user-252}; for {@code real} what is here, without the property all.
     */
    static List<Backend> all() {
        String kind = System.getProperty("contract.backends", "");
        List<Backend> backends = new ArrayList<>();
        if (!kind.startsWith("fake")) {
            RealBackend.here().ifPresent(backends::add);
        }
        if (!kind.equals("real")) {
            VERSIONS.forEach(version -> backends.add(new FakeBackend(version, true)));
            VERSIONS.forEach(version -> backends.add(new FakeBackend(version, false)));
        }
        backends.removeIf(backend -> !kind.equals("real") && !backend.toString().startsWith(kind));
        return backends;
    }
}
