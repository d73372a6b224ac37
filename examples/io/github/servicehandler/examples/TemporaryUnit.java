package io.github.servicehandler.examples;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.unit.UnitFile;
import java.util.concurrent.atomic.AtomicBoolean;

/** A unit that is removed when it is closed or when the program is interrupted. */
final class TemporaryUnit implements AutoCloseable {

    private final ServiceHandler handler;
    private final AtomicBoolean installed = new AtomicBoolean(true);
    private final Thread whenInterrupted = new Thread(this::remove);

    private TemporaryUnit(ServiceHandler handler) {
        this.handler = handler;
    }

    static TemporaryUnit install(Systemd systemd, String name, UnitFile file) {
        TemporaryUnit unit = new TemporaryUnit(systemd.service(name));
        // registered before the unit is installed, so that the unit cannot be left behind
        Runtime.getRuntime().addShutdownHook(unit.whenInterrupted);
        systemd.install(name, file);
        return unit;
    }

    ServiceHandler handler() {
        return handler;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(whenInterrupted);
        } catch (IllegalStateException e) {
            // the program is being interrupted: the hook removes the unit
            return;
        }
        remove();
    }

    private void remove() {
        if (installed.getAndSet(false)) {
            handler.systemd().uninstall(handler);
        }
    }
}
