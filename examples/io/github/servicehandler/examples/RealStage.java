package io.github.servicehandler.examples;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;

/** The user's own manager. */
final class RealStage implements Stage {

    private final Systemd systemd;
    private final int version;

    RealStage(Systemd systemd) {
        this.systemd = systemd;
        this.version = systemd.version();
    }

    @Override
    public String announcement() {
        return "Your user manager answers (systemd " + version + "), so this demonstration runs on it.";
    }

    @Override
    public Systemd systemd() {
        return systemd;
    }

    @Override
    public void letTick(ServiceHandler bot, int count) {
        // the bot ticks by itself
    }
}
