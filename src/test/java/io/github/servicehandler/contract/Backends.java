package io.github.servicehandler.contract;

import java.util.ArrayList;
import java.util.List;

/** The backends that are available on this machine. */
final class Backends {

    private static final List<Integer> VERSIONS = List.of(247, 252, 257, 262);

    private Backends() {}

    /**
     * Returns the backends whose names start with the value of the system property {@code contract.backends}, such as
     * {@code fake} or {@code fake-user-252}. The value {@code real} stands for the manager of this machine. Without the
     * property, returns all.
     */
    static List<Backend> all() {
        String kind = System.getProperty("contract.backends", "");
        List<Backend> backends = new ArrayList<>();
        if (!kind.startsWith("fake")) {
            RealBackend.ofThisMachine().ifPresent(backends::add);
        }
        if (!kind.equals("real")) {
            VERSIONS.forEach(version -> backends.add(new FakeBackend(version, true)));
            VERSIONS.forEach(version -> backends.add(new FakeBackend(version, false)));
        }
        backends.removeIf(backend -> !kind.equals("real") && !backend.toString().startsWith(kind));
        return backends;
    }
}
