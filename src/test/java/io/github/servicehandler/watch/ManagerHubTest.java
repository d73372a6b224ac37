package io.github.servicehandler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.ManagerUnavailableException;
import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of a hub and its watches with a source that reports what the test specifies. */
class ManagerHubTest {

    private final Systemd systemd = Systemd.user();
    private final ServiceHandler bot = systemd.service("bot");
    private final ServiceHandler other = systemd.service("other");
    private final Map<UnitName, ServiceStatus> manager = new ConcurrentHashMap<>();
    private final List<ScriptedSource> sources = new CopyOnWriteArrayList<>();
    private final List<ManagerHub> made = new ArrayList<>();
    private final HubRegistry hubs = new HubRegistry(this::make);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Watch> watches = new ArrayList<>();
    private volatile boolean unavailable;
    private volatile boolean isRegained = true;
    private volatile Consumer<ScriptedSource> meanwhile = source -> {};

    @AfterEach
    void close() {
        watches.forEach(Watch::close);
    }

    @Test
    void aWatchShowsThePresentAndTellsWhatComes() {
        set(TestStatuses.running("bot"));
        Watch watch = watch(bot);
        assertThat(watch.status(bot).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(received).isEmpty();

        tell(TestStatuses.failed("bot"));

        assertThat(received).containsExactly("bot.service: RUNNING -> ERROR");
        assertThat(watch.status(bot).state()).isEqualTo(ServiceState.ERROR);
    }

    @Test
    void allWatchesOfAManagerShareOneSourceUntilTheLastIsClosed() {
        Watch one = watch(bot);
        Watch two = watch(bot, other);
        assertThat(sources).hasSize(1);

        one.close();
        assertThat(source().closed).isFalse();
        assertThat(source().followed).containsKeys(bot.unitName(), other.unitName());

        two.close();
        assertThat(source().closed).isTrue();
        assertThat(source().followed).isEmpty();
    }

    @Test
    void aUnitThatIsWatchedAlreadyIsNotReadAgain() {
        set(TestStatuses.running("bot"));
        watch(bot);
        Watch late = watch(bot);

        assertThat(late.status(bot).state()).isEqualTo(ServiceState.RUNNING);
        assertThat(source().readings).containsExactly(bot.unitName());
    }

    @Test
    void aClosedWatchHearsNothingMore() {
        set(TestStatuses.running("bot"));
        Watch watch = watch(bot);
        watch.close();
        watch.close();

        tell(TestStatuses.failed("bot"));

        assertThat(received).isEmpty();
    }

    @Test
    void aPatternWatchesWhatIsThereAndWhatComesAndGoes() {
        set(TestStatuses.running("bot"));
        Watch watch = add(Watch.all(systemd, List.of("bot*"), hubs));
        assertThat(watch.statuses()).containsOnlyKeys(bot);

        set(TestStatuses.running("bot-2"));
        source().listener.discovered(List.of("bot-2.service", "other.service", "bot@.service"));
        tell(TestStatuses.notFound("bot"));

        assertThat(received).containsExactly("bot-2.service was added: RUNNING", "bot.service was removed");
        assertThat(watch.statuses()).containsOnlyKeys(systemd.service("bot-2"));
        assertThat(source().followed).doesNotContainKey(bot.unitName());
    }

    @Test
    void whoWatchesByNameSeesThatAUnitIsGoneAsAState() {
        set(TestStatuses.stopped("bot"));
        watch(bot);

        tell(TestStatuses.notFound("bot"));
        tell(TestStatuses.stopped("bot"));

        assertThat(received).containsExactly("bot.service: STOPPED -> NOT_FOUND", "bot.service: NOT_FOUND -> STOPPED");
    }

    @Test
    void afterContactWasLostEverythingIsReadAgain() {
        set(TestStatuses.running("bot"));
        Watch watch = watch(bot);
        set(TestStatuses.failed("bot"));

        source().listener.lost(source(), "gone");

        await().until(() -> received.size() == 3);
        assertThat(received)
                .containsExactly(
                        "lost contact with the user manager: gone",
                        "regained contact with the user manager",
                        "bot.service: RUNNING -> ERROR");
        assertThat(watch.isInContact()).isTrue();
        assertThat(sources).hasSize(2);
    }

    @Test
    void contactIsSoughtUntilItIsFound() {
        set(TestStatuses.running("bot"));
        Watch watch = watch(bot);
        unavailable = true;
        source().listener.lost(source(), "gone");
        assertThat(watch.isInContact()).isFalse();
        assertThat(watch.status(bot).state()).isEqualTo(ServiceState.RUNNING);

        unavailable = false;

        await().until(watch::isInContact);
    }

    @Test
    void whatAnOldSourceSaysOfItsEndIsOldNews() {
        watch(bot);
        ScriptedSource old = source();
        old.listener.lost(old, "gone");
        await().until(() -> sources.size() == 2);

        old.listener.lost(old, "gone again");

        assertThat(received).noneMatch(event -> event.contains("again"));
    }

    @Test
    void aManagerThatIsNotThereIsAnErrorAndLeavesNothingBehind() {
        unavailable = true;

        assertThatThrownBy(() -> Watch.of(List.of(bot), hubs)).isInstanceOf(ManagerUnavailableException.class);

        unavailable = false;
        watch(bot).close();
        assertThat(sources).singleElement().matches(source -> source.closed);
    }

    @Test
    void aUnitThatIsNotWatchedIsNamed() {
        Watch watch = watch(bot);

        assertThatThrownBy(() -> watch.status(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other.service");
    }

    @Test
    void aWatchThatFindsContactAgainFindsItForAll() {
        set(TestStatuses.running("bot"));
        watch(bot);
        isRegained = false;
        source().listener.lost(source(), "gone");
        set(TestStatuses.failed("bot"));

        watch(other);

        assertThat(received)
                .containsExactly(
                        "lost contact with the user manager: gone",
                        "regained contact with the user manager",
                        "bot.service: RUNNING -> ERROR");
        assertThat(source().followed).containsKeys(bot.unitName(), other.unitName());
    }

    @Test
    void whatIsToldWhileContactIsSoughtWaitsForNobody() {
        set(TestStatuses.running("bot-2"));
        Watch watch = add(Watch.all(systemd, List.of("bot*"), hubs));
        meanwhile = source -> {
            set(TestStatuses.running("bot-3"));
            // on another thread, as the thread that reads answers does while the one that connects waits for them
            CompletableFuture.runAsync(() -> source.listener.discovered(List.of("bot-3.service")))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        };

        source().listener.lost(source(), "gone");

        await().until(watch::isInContact);
        await().until(() -> source().followed.containsKey(UnitName.of("bot-3")));
    }

    @Test
    void closingWaitsForNoContactThatIsBeingSought() throws InterruptedException {
        Watch watch = watch(bot);
        CountDownLatch connecting = new CountDownLatch(1);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        meanwhile = source -> {
            connecting.countDown();
            closed.orTimeout(10, TimeUnit.SECONDS).join();
        };
        source().listener.lost(source(), "gone");
        assertThat(connecting.await(10, TimeUnit.SECONDS)).isTrue();

        watch.close();
        closed.complete(null);

        await().until(() -> sources.size() == 2 && source().closed);
    }

    @Test
    void aWatchThatIsClosedTakesNothingFromOneThatComes() {
        set(TestStatuses.running("bot"));
        Watch one = watch(bot);
        watch(other);
        source().whileForgetting = () -> watch(bot);

        one.close();

        assertThat(source().followed).containsKey(bot.unitName());
    }

    @Test
    void aUnitThatAPatternHasJustFoundIsReadBeforeItIsShown() {
        set(TestStatuses.running("bot-2"));
        add(Watch.all(systemd, List.of("bot*"), hubs));
        ServiceHandler found = systemd.service("bot-3");
        set(TestStatuses.running("bot-3"));
        List<ServiceState> shown = new ArrayList<>();
        source().beforeFollowing = () -> shown.add(watch(found).status(found).state());

        source().listener.discovered(List.of("bot-3.service"));

        assertThat(shown).containsExactly(ServiceState.RUNNING);
    }

    private Watch watch(ServiceHandler... services) {
        return add(Watch.of(List.of(services), hubs));
    }

    private Watch add(Watch watch) {
        watch.onEvent(event -> received.add(event.toString()), Runnable::run);
        watches.add(watch);
        return watch;
    }

    @Test
    void aUnitThatWasFoundWhileItsOnlyWatchClosesIsForgotten() {
        watch(other);
        Watch byPattern = add(Watch.all(systemd, List.of("bot*"), hubs));
        source().beforeFollowing = byPattern::close;

        source().listener.discovered(List.of("bot.service"));

        assertThat(source().followed).containsOnlyKeys(other.unitName());
    }

    @Test
    void contactThatIsLostAgainBeforeItIsToldOfIsNotToldOf() {
        watch(bot);
        unavailable = true;
        source().listener.lost(source(), "gone");

        var unused = made.get(0).regained(source());

        assertThat(received).containsExactly("lost contact with the user manager: gone");
    }

    private void set(ServiceStatus status) {
        manager.put(status.unit(), status);
    }

    private void tell(ServiceStatus status) {
        set(status);
        source().listener.observed(status.unit(), status);
    }

    private ScriptedSource source() {
        return sources.get(sources.size() - 1);
    }

    private ManagerHub make(Systemd manager) {
        ManagerHub hub = new ManagerHub(manager, new ScriptedConnector(), HubRegistry.THREADS);
        made.add(hub);
        return hub;
    }

    private final class ScriptedConnector implements StatusSourceFactory {

        @Override
        public StatusSource connect(SourceListener listener, int attempt, ManagerWait wait) {
            if (unavailable || (attempt > 0 && !isRegained)) {
                throw new ManagerUnavailableException("as asked", Command.of("systemctl"), null, null);
            }
            ScriptedSource source = new ScriptedSource(listener);
            meanwhile.accept(source);
            sources.add(source);
            return source;
        }

        @Override
        public Optional<StatusSource> connectLive(SourceListener listener, ManagerWait wait) {
            return Optional.empty();
        }
    }

    /** A source that reports at once the statuses in a map of the test. */
    private final class ScriptedSource implements StatusSource {

        private final SourceListener listener;
        private final Map<UnitName, Boolean> followed = new ConcurrentHashMap<>();
        private final List<UnitName> readings = new ArrayList<>();
        private volatile boolean closed;
        private Runnable whileForgetting = () -> {};
        private Runnable beforeFollowing = () -> {};

        ScriptedSource(SourceListener listener) {
            this.listener = listener;
        }

        @Override
        public CompletableFuture<Void> follow(Collection<UnitName> units) {
            once(beforeFollowing, () -> beforeFollowing = () -> {});
            for (UnitName unit : units) {
                readings.add(unit);
                followed.put(unit, true);
                listener.observed(unit, manager.getOrDefault(unit, TestStatuses.notFound(unit.toString())));
            }
            return sync();
        }

        @Override
        public void forget(UnitName unit) {
            once(whileForgetting, () -> whileForgetting = () -> {});
            followed.remove(unit);
        }

        private static void once(Runnable task, Runnable forget) {
            forget.run();
            task.run();
        }

        @Override
        public CompletableFuture<Void> discover(Collection<String> patterns) {
            listener.discovered(
                    Set.copyOf(manager.keySet().stream().map(UnitName::toString).toList()));
            return sync();
        }

        @Override
        public CompletableFuture<Void> sync() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
