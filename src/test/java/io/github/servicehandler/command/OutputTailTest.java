package io.github.servicehandler.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.PipedInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTailTest {

    @Test
    void keepsAShortTextWhole() {
        assertThat(tailOf("what went wrong\n")).isEqualTo("what went wrong\n");
    }

    @Test
    void keepsTheEndOfALongText() {
        String text = "line\n".repeat(100_000) + "the end";
        assertThat(tailOf(text))
                .hasSize(OutputTail.CAPACITY)
                .isEqualTo(text.substring(text.length() - OutputTail.CAPACITY));
    }

    @Test
    void doesNotBreakCharactersThatComeInPieces() {
        String text = "x" + "ä€".repeat(1000);
        assertThat(tailOf(text)).isEqualTo(text);
    }

    @Test
    void saysSoWhenItCannotReadOn() {
        PipedInputStream broken = new PipedInputStream();
        OutputTail tail = OutputTail.of(broken, "test");
        await().untilAsserted(() -> assertThat(tail.text()).contains("Pipe not connected"));
    }

    private static String tailOf(String text) {
        String end = text.substring(text.length() - 1);
        OutputTail tail = OutputTail.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "test");
        await().until(() -> Processes.threads().stream().noneMatch("servicehandler-stderr-test"::equals));
        assertThat(tail.text()).endsWith(end);
        return tail.text();
    }
}
