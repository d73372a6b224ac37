package io.github.servicehandler.testing.internal.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected answers were observed on systemd 252 and 262. */
class BridgeHandshakeTest {

    private static final String OK = "OK 5e41ce4a11de0f5e41ce4a11de0f0001";

    private final BridgeHandshake handshake = new BridgeHandshake();

    @ParameterizedTest
    @CsvSource(textBlock = """
            AUTH EXTERNAL 31303030,              OK
            AUTH EXTERNAL 39393939,              OK
            AUTH EXTERNAL|DATA,                  DATA|OK
            AUTH EXTERNAL|DATA|NEGOTIATE_UNIX_FD, DATA|OK|ERROR
            AUTH EXTERNAL|DATA|BEGIN,            DATA|OK
            AUTH EXTERNAL zz,                    REJECTED
            AUTH,                                REJECTED EXTERNAL ANONYMOUS
            AUTH ANONYMOUS,                      DATA
            AUTH DBUS_COOKIE_SHA1 31,            REJECTED EXTERNAL ANONYMOUS
            AUTH EXTERNAL|CANCEL,                DATA|REJECTED
            FOO,                                 ERROR
            NEGOTIATE_UNIX_FD,                   ERROR
            BEGIN,                               ERROR
            """)
    void answersAsTheRealBridge(String said, String answered) throws BusProtocolException {
        String wanted = answered.replace("OK", OK).replace("|", "\r\n") + "\r\n";

        assertThat(say("\0" + said.replace("|", "\r\n") + "\r\n")).isEqualTo(wanted);
    }

    @Test
    void endsWithBeginAndLeavesWhatFollows() throws BusProtocolException {
        ByteBuffer bytes = bytes("\0AUTH EXTERNAL 30\r\nBEGIN\r\nl...");

        handshake.take(bytes);

        assertThat(handshake.isDone()).isTrue();
        assertThat(bytes.remaining()).isEqualTo(4);
    }

    @Test
    void acceptsSingleBytes() throws BusProtocolException {
        StringBuilder answers = new StringBuilder();
        for (char letter : "\0AUTH EXTERNAL 30\r\nBEGIN\r\n".toCharArray()) {
            answers.append(say(String.valueOf(letter)));
        }

        assertThat(answers).hasToString(OK + "\r\n");
        assertThat(handshake.isDone()).isTrue();
    }

    @Test
    void doesNotBeginWithoutAuthentication() throws BusProtocolException {
        say("\0BEGIN\r\n");

        assertThat(handshake.isDone()).isFalse();
    }

    @Test
    void requiresNulAsTheFirstByte() {
        assertThatExceptionOfType(BusProtocolException.class).isThrownBy(() -> say("AUTH EXTERNAL\r\n"));
    }

    @Test
    void refusesEndlessLines() {
        assertThatExceptionOfType(BusProtocolException.class).isThrownBy(() -> say("\0" + "x".repeat(70_000)));
    }

    private String say(String text) throws BusProtocolException {
        return handshake.take(bytes(text));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
