package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.servicehandler.EnablementState;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.StateChange;
import io.github.servicehandler.StateTimeoutException;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.testing.FakeSystemd;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that a watch shows the names of the handlers that it was given. */
@Timeout(60)
class WatchNamesTest {

    private static final String RESTARTING =
            "[Service]\nExecStart=/bin/bot\nRestart=always\nRestartSec=1\n[Install]\nWantedBy=default.target\n";

    private final FakeSystemd fake = FakeSystemd.create();
    private final Systemd systemd = Systemd.of(ManagerAddress.user(), fake);
    private final ServiceHandler bot = systemd.service("Bot", "MyBot.service");
    private final List<UnitEvent> events = new CopyOnWriteArrayList<>();

    private Watch watch(ServiceHandler... services) {
        return Watch.of(services).onEvent(events::add, Runnable::run);
    }

    @Test
    void eventsCarryTheGivenHandlersAndTheirNames() {
        fake.install("MyBot.service", RESTARTING);
        try (Watch watch = watch(bot)) {
            bot.start();
            fake.unit("MyBot.service").crash(3);
            fake.advance(Duration.ofSeconds(2));
            bot.enable();

            assertThat(watch.isInContact()).isTrue();
            assertThat(events)
                    .extracting(UnitEvent::toString)
                    .containsExactly(
                            "Bot: STOPPED -> RUNNING",
                            "Bot: RUNNING -> RESTARTING",
                            "Bot: RESTARTING -> RUNNING",
                            "Bot was restarted by systemd (automatic restart 1, after result exit-code, exit code 3/NOTIMPLEMENTED)",
                            "Bot: DISABLED -> ENABLED",
                            "the user manager has reloaded its unit files");
            assertThat(events)
                    .filteredOn(event -> event instanceof UnitEvent.StateChanged)
                    .allSatisfy(event -> {
                        UnitEvent.StateChanged changed = (UnitEvent.StateChanged) event;
                        assertThat(changed.service()).isSameAs(bot);
                        assertThat(changed.change().name()).isEqualTo("Bot");
                        assertThat(changed.change().unit()).hasToString("MyBot.service");
                        assertThat(changed.change().status()).asString().startsWith("Bot: ");
                    });
            assertThat(events)
                    .anySatisfy(event -> assertThat(event)
                            .isInstanceOfSatisfying(
                                    UnitEvent.Restarted.class,
                                    restarted -> assertThat(restarted.ended())
                                            .get()
                                            .extracting(ServiceStatus::name)
                                            .isEqualTo("Bot")));
        }
    }

    @Test
    void statusesHaveTheNamesAndTheUnitFindsThem() {
        fake.install("MyBot.service");
        try (Watch watch = watch(bot)) {
            assertThat(watch.status(bot)).asString().startsWith("Bot: STOPPED (");
            assertThat(watch.status(systemd.service("MyBot"))).isSameAs(watch.status(bot));
            assertThat(watch.statuses()).asString().startsWith("{Bot=Bot: STOPPED (");
        }
    }

    @Test
    void watchesOfTheSameUnitHaveTheirOwnNames() {
        fake.install("MyBot.service");
        try (Watch plain = watch(systemd.service("MyBot"));
                Watch pattern = Watch.all(systemd, "My*").onEvent(events::add, Runnable::run);
                Watch named = watch(bot)) {
            bot.start();

            assertThat(events)
                    .extracting(UnitEvent::toString)
                    .containsExactlyInAnyOrder(
                            "MyBot.service: STOPPED -> RUNNING",
                            "MyBot.service: STOPPED -> RUNNING",
                            "Bot: STOPPED -> RUNNING");
            assertThat(plain.status(bot).name()).isEqualTo("MyBot.service");
            assertThat(pattern.status(bot).name()).isEqualTo("MyBot.service");
            assertThat(named.status(bot).name()).isEqualTo("Bot");
        }
    }

    @Test
    void messagesShowTheNameAndTheUnit() {
        fake.install("MyBot.service");
        try (Watch watch = watch(bot)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> watch.status(systemd.service("Other", "other")))
                    .withMessage("Other (other.service) of the user manager is not watched; watched units:"
                            + " [Bot (MyBot.service)]");
            assertThatThrownBy(() ->
                            watch.await(bot, status -> status.state() == ServiceState.ERROR, Duration.ofMillis(10)))
                    .isInstanceOf(StateTimeoutException.class)
                    .hasMessageStartingWith("Bot had no matching status within 10 ms; last seen: Bot: STOPPED");
        }
    }

    @Test
    void refusesANameOfTwoUnits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Watch.of(bot, systemd.service("Bot", "other")))
                .withMessage("there are two services named \"Bot\", MyBot.service and other.service;"
                        + " give each a name of its own");
    }

    @Test
    void theSameUnitTwiceHasTheNameThatComesFirst() {
        fake.install("MyBot.service");
        try (Watch watch = watch(bot, systemd.service("MyBot"))) {
            assertThat(watch.statuses()).hasSize(1).containsOnlyKeys(bot);
            assertThat(watch.status(bot).name()).isEqualTo("Bot");
        }
    }

    @Test
    void everyEventAboutAServiceCanHaveAnotherHandler() {
        // an event that is new in UnitEvent must be added to GivenHandlers.withService
        assertThat(UnitEvent.class.getPermittedSubclasses())
                .filteredOn(type -> Arrays.stream(type.getRecordComponents())
                        .anyMatch(component -> component.getType() == ServiceHandler.class))
                .allSatisfy(type -> assertThat(GivenHandlers.withService(event(type), bot))
                        .asString()
                        .startsWith("Bot"));
    }

    private UnitEvent event(Class<?> type) {
        ServiceHandler plain = systemd.service("MyBot");
        ServiceStatus status = TestStatuses.running("MyBot");
        Map<Class<?>, Object> values = Map.of(
                ServiceHandler.class,
                plain,
                ServiceStatus.class,
                status,
                StateChange.class,
                new StateChange(plain.unitName(), ServiceState.STOPPED, ServiceState.RUNNING, status, Instant.EPOCH),
                String.class,
                "",
                boolean.class,
                true,
                Optional.class,
                Optional.of(status),
                EnablementState.class,
                EnablementState.ENABLED,
                Instant.class,
                Instant.EPOCH);
        try {
            return (UnitEvent) type.getDeclaredConstructors()[0].newInstance(Arrays.stream(type.getRecordComponents())
                    .map(component -> values.get(component.getType()))
                    .toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @Test
    void aMockedRunnerIsPolledByUnitAndShownByName() {
        CommandRunner runner = mock(CommandRunner.class);
        when(runner.run(any()))
                .thenAnswer(call -> CommandResult.ok(
                        call.getArgument(0).toString().contains("list-units")
                                ? "[]"
                                : "Id=MyBot.service\nLoadState=loaded\nActiveState=active\nSubState=running\n"));
        ServiceHandler mocked = Systemd.of(ManagerAddress.user(), runner).service("Bot", "MyBot.service");
        try (Watch watch = Watch.of(mocked)) {
            assertThat(watch.status(mocked)).asString().startsWith("Bot: RUNNING");
        }
        assertThat(mocked.start().after()).asString().startsWith("Bot: RUNNING");
    }
}
