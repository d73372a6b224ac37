package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of how many calls a watch makes to read many stopped units, each of which the manager has to load for that. */
@Timeout(60)
class ReadingCostTest {

    private static final int UNITS = 250;

    private final FakeSystemd fake = FakeSystemd.create();
    private final BusCallCounter counter = new BusCallCounter(fake);
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), counter);
    private final List<ServiceHandler> bots =
            IntStream.range(0, UNITS).mapToObj(i -> systemd.service("bot-" + i)).toList();

    @BeforeEach
    void install() {
        bots.forEach(bot -> fake.install(bot.unitName().toString()));
    }

    @Test
    void openingByNameReadsEachUnitWithOneCall() {
        try (Watch watch = Watch.of(bots)) {
            assertThat(watch.status(bots.get(0)).state()).isEqualTo(ServiceState.STOPPED);
            assertThat(watch.status(bots.get(0)).fragmentPath()).isPresent();
            assertThat(others("GetAll")).containsExactly("Subscribe");
            assertThat(counter.count("GetAll")).isEqualTo(UNITS);
        }
    }

    @Test
    void openingByPatternReadsEachUnitWithOneCall() {
        try (Watch watch = Watch.all(systemd, "bot-*")) {
            assertThat(watch.statuses()).hasSize(UNITS);
            assertThat(others("GetAll"))
                    .containsExactlyInAnyOrder("Subscribe", "ListUnitsByPatterns", "ListUnitFilesByPatterns");
            assertThat(counter.count("GetAll")).isEqualTo(UNITS);
        }
    }

    @Test
    void aReloadReadsUnitsWhoseFilesCannotBeSeen() {
        BusCallCounter local = new BusCallCounter(fake, true);
        Systemd here = Systemd.of(ManagerAddress.user(), local);
        ServiceHandler bot = here.service("bot-0");
        try (Watch watch = Watch.of(bot)) {
            fake.install("bot-0", "[Unit]\nDescription=changed\n[Service]\nExecStart=/bin/bot\n");
            here.daemonReload();

            watch.await(bot, status -> status.description().equals("changed"), Duration.ofSeconds(20));
        }
    }

    private List<String> others(String member) {
        return counter.calls().stream()
                .filter(call -> !call.equals(member))
                .filter(call -> !List.of("Hello", "AddMatch", "GetNameOwner").contains(call))
                .toList();
    }
}
