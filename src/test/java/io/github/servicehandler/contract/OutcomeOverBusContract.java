package io.github.servicehandler.contract;

import io.github.servicehandler.Systemd;

/** The library's outcomes, with all requests made over the bus. */
class OutcomeOverBusContract extends OutcomeContract {

    @Override
    Systemd systemd() {
        return BusOnlyRunner.systemd(backend);
    }
}
