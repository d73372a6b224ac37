package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.Verb;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The library's outcomes, with all requests made over the bus. */
class OutcomeOverBusContract extends OutcomeContract {

    @Override
    Systemd systemd() {
        return BusOnlyRunner.systemd(backend);
    }

    /** The manager closes its connections when it executes itself again, but keeps its jobs. */
    @Test
    void theEndOfAJobIsKnownAfterAReexecution() {
        service("case", "Type=oneshot", "RemainAfterExit=yes", "ExecStart=/bin/sleep 2", "ExecStop=/bin/sleep 2");
        systemctl("daemon-reload").exits(0);
        ServiceHandler handler = systemd().service("case");

        for (Verb verb : List.of(Verb.START, Verb.RESTART, Verb.STOP)) {
            backend.runner().time().schedule(Duration.ofSeconds(1), () -> systemctl("daemon-reexec"));
            Outcome outcome = handler.perform(verb);
            assertThat(outcome.kind()).as("%s: %s", verb, outcome).isEqualTo(Outcome.Kind.OK);
        }
    }
}
