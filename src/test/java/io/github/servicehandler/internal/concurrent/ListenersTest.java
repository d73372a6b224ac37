package io.github.servicehandler.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.same;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class ListenersTest {

    private final Logger log = mock(Logger.class);

    @Test
    void aListenerGetsTheEvent() {
        List<String> heard = new ArrayList<>();

        Listeners.call(heard::add, "event", log);

        assertThat(heard).containsExactly("event");
        verifyNoInteractions(log);
    }

    @Test
    void whatAListenerThrowsIsLoggedWithTheEvent() {
        AssertionError error = new AssertionError("an error too");

        Listeners.call(
                event -> {
                    throw error;
                },
                "event",
                log);

        verify(log).warn(anyString(), eq("event"), same(error));
    }

    @Test
    void whatACallThrowsIsLoggedWithTheSubject() {
        IllegalStateException failure = new IllegalStateException("as asked");

        Listeners.run(
                () -> {
                    throw failure;
                },
                "bot.log",
                log);

        verify(log).warn(anyString(), eq("bot.log"), same(failure));
    }
}
