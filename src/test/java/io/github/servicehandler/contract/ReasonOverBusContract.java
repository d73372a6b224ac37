package io.github.servicehandler.contract;

import io.github.servicehandler.Systemd;

/** The reasons of failed outcomes, with all requests made over the bus. */
class ReasonOverBusContract extends ReasonContract {

    @Override
    Systemd systemd() {
        return BusOnlyRunner.systemd(backend);
    }
}
