package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogFileDispatcherTest {

    private final List<String> received = new ArrayList<>();

    @Test
    void anErrorOfTheListenerIsNotTheFilesEnd() {
        LogFileDispatcher dispatcher = new LogFileDispatcher(Path.of("bot.log"), line -> {
            received.add(line.text());
            throw new AssertionError("as asked");
        });

        dispatcher.line(new LogFileLine("a", false));
        dispatcher.line(new LogFileLine("b", false));

        assertThat(received).containsExactly("a", "b");
    }
}
