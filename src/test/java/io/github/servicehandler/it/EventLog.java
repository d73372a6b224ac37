package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceState;
import io.github.servicehandler.StateChange;
import io.github.servicehandler.watch.UnitEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recorder of a watch's events, with checks of their order. */
final class EventLog implements Consumer<UnitEvent> {

    private final List<UnitEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void accept(UnitEvent event) {
        events.add(event);
    }

    <T extends UnitEvent> Stream<T> of(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    List<Class<?>> kinds() {
        return events.stream().<Class<?>>map(Object::getClass).toList();
    }

    /**
     * Asserts that for each unit every change begins with the state to which the one before led, or with which the unit
     * was added, and that no event is repeated.
     */
    void assertChains() {
        Map<ServiceHandler, ServiceState> last = new HashMap<>();
        for (UnitEvent event : events) {
            if (event instanceof UnitEvent.Added added) {
                last.put(added.service(), added.status().state());
            } else if (event instanceof UnitEvent.StateChanged changed) {
                assertLink(
                        changed.change(),
                        last.put(changed.service(), changed.change().to()));
            }
        }
        Map<ServiceHandler, String> run = new HashMap<>();
        of(UnitEvent.Restarted.class).forEach(event -> {
            String id = event.status().invocationId().orElseThrow();
            String before = run.put(event.service(), id);
            assertThat(id).as("%s", event).isNotEqualTo(event.previousInvocation());
            if (before != null) {
                assertThat(event.previousInvocation()).as("%s", event).isEqualTo(before);
            }
        });
    }

    private void assertLink(StateChange change, @Nullable ServiceState before) {
        assertThat(change.from()).as("%s among %s", change, events).isNotEqualTo(change.to());
        if (before != null) {
            assertThat(change.from()).as("%s among %s", change, events).isEqualTo(before);
        }
    }

    @Override
    public String toString() {
        return events.toString();
    }
}
