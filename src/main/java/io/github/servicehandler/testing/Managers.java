package io.github.servicehandler.testing;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Holds the machine's managers. Each boots when somebody first asks for it: most tests need only one. */
final class Managers {

    private final Function<Scope, Manager> factory;
    private final Map<Scope, Manager> booted = new EnumMap<>(Scope.class);

    Managers(Function<Scope, Manager> factory) {
        this.factory = factory;
    }

    Manager of(Scope scope) {
        Manager known = booted.get(scope);
        if (known != null) {
            return known;
        }
        Manager manager = factory.apply(scope);
        booted.put(scope, manager);
        manager.boot();
        return manager;
    }

    void settle() {
        List.copyOf(booted.values()).forEach(Manager::settle);
    }
}
