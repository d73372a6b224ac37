package io.github.servicehandler.testing.internal.manager;

/** The settings of a manager that systemctl can change while it runs. They have no effect in the fake. */
public final class ManagerSettings {

    public String logLevel = "info";
    public String logTarget = "journal";
    public boolean serviceWatchdogs = true;
}
