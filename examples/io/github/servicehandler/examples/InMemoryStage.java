package io.github.servicehandler.examples;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.util.stream.IntStream;

/** A systemd in memory. It has its own clock, so that waiting takes no real time. */
final class InMemoryStage implements Stage {

    private final FakeSystemd fake = FakeSystemd.create();

    @Override
    public String announcement() {
        return "No user manager answers here, so this demonstration runs on the in-memory systemd.";
    }

    @Override
    public Systemd systemd() {
        return Systemd.of(ManagerAddress.user(), fake);
    }

    @Override
    public void letTick(ServiceHandler bot, int count) {
        IntStream.rangeClosed(1, count)
                .forEach(n -> fake.unit(bot.unitName().toString()).log("tick " + n));
    }
}
