package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OddSignalLogTest {

    private final Message signal = Message.signal("/a", "b.c", "D");

    @Test
    void writesOneLineAMinuteWithoutAStackTrace() {
        Logger logger = (Logger) LoggerFactory.getLogger("odd-signals");
        logger.setAdditive(false);
        logger.setLevel(Level.WARN);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        long[] now = {Long.MAX_VALUE - 5};
        OddSignalLog log = new OddSignalLog(logger, () -> now[0]);

        for (int i = 0; i < 2000; i++) {
            log.failed(signal, "the bus", new IllegalStateException("odd"));
        }
        now[0] += Duration.ofMinutes(1).toNanos();
        log.failed(signal, "the bus", new IllegalStateException("odd"));
        log.failed(signal, "the bus", new IllegalStateException("odd"));

        String line = "SIGNAL /a b.c.D() from the bus could not be handled: java.lang.IllegalStateException: odd";
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(line, line + ", nor could 1999 others since the last report");
        assertThat(lines.list).extracting(ILoggingEvent::getThrowableProxy).containsOnlyNulls();
    }
}
