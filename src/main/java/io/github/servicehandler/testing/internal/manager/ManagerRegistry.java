package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.ManagerScope;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The managers of the machine. Each boots on first use, because most tests need only one. */
public final class ManagerRegistry {

    private final Function<ManagerScope, Manager> factory;
    private final Map<ManagerScope, Manager> managers = new EnumMap<>(ManagerScope.class);

    public ManagerRegistry(Function<ManagerScope, Manager> factory) {
        this.factory = factory;
    }

    public Manager of(ManagerScope scope) {
        Manager known = managers.get(scope);
        if (known != null) {
            return known;
        }
        Manager manager = factory.apply(scope);
        managers.put(scope, manager);
        manager.boot();
        return manager;
    }

    /** Makes the path units of all managers check their paths again. */
    public void pathsChanged() {
        managers.values().forEach(Manager::pathsChanged);
    }

    public void settle() {
        List.copyOf(managers.values()).forEach(Manager::settle);
    }
}
