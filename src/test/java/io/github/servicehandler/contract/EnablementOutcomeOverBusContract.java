package io.github.servicehandler.contract;

import io.github.servicehandler.Systemd;

/** The outcomes of the verbs that change links to unit files, with all requests made over the bus. */
class EnablementOutcomeOverBusContract extends EnablementOutcomeContract {

    @Override
    Systemd systemd() {
        return BusOnlyRunner.systemd(backend);
    }
}
