package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogFileDispatcherTest {

    private final List<String> heard = new ArrayList<>();

    @Test
    void anErrorOfTheListenerIsNotTheFilesEnd() {
        LogFileDispatcher sink = new LogFileDispatcher(Path.of("bot.log"), line -> {
            heard.add(line.text());
            throw new AssertionError("as asked");
        });

        sink.line(new LogFileLine("a", false));
        sink.line(new LogFileLine("b", false));

        assertThat(heard).containsExactly("a", "b");
    }
}
