package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaslAuthenticationTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private ByteBuffer perform(InputStream answers) throws IOException {
        return SaslAuthentication.perform(new StreamTransport(answers, said, () -> {}, "peer"));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void namesNoUserAndSaysAllAtOnce() throws IOException {
        perform(stream("DATA\r\nOK 06129b22b405b12ac0fddfce6b03b910\r\n"));

        assertThat(said).hasToString("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n");
    }

    @Test
    void leavesTheBytesThatCameAfterIt() throws IOException {
        ByteBuffer rest = perform(stream("DATA\r\nOK 12\r\nl\4\1\1"));

        assertThat(rest).isEqualTo(ByteBuffer.wrap(new byte[] {'l', 4, 1, 1}));
    }

    @Test
    void readsLinesInWhateverPiecesTheyCome() throws IOException {
        InputStream slow = new InputStream() {
            private final InputStream whole = stream("DATA\r\nOK 12\r\n");

            @Override
            public int read() throws IOException {
                return whole.read();
            }

            @Override
            public int read(byte[] into, int begin, int length) throws IOException {
                return whole.read(into, begin, 1);
            }
        };

        assertThat(perform(slow).hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REJECTED\r\n", "REJECTED EXTERNAL DBUS_COOKIE_SHA1\r\n", "DATA\r\nREJECTED EXTERNAL\r\n"})
    void aRefusalIsTold(String answers) {
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> perform(stream(answers)))
                .withMessageStartingWith("peer rejected this user: it replied \"REJECTED")
                .extracting(BusException::errorName)
                .isEqualTo(DBusErrorNames.AUTH_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "OK 12\r\n", "DATAX\r\n", "DATA\r\nOKAY\r\n", "ERROR\r\n", "data\r\n", "a\nb\r\n"})
    void anythingElseIsNoDBus(String answers) {
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> perform(stream(answers)))
                .withMessageStartingWith("peer does not speak D-Bus: it replied")
                .extracting(BusException::errorName)
                .isEqualTo(DBusErrorNames.AUTH_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DATA", "DATA\r", "DATA\r\nOK 12\n", "DATA\r\n"})
    void anEndBeforeTheEndIsTold(String answers) {
        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> perform(stream(answers)))
                .withMessageStartingWith("peer closed the connection during authentication")
                .extracting(BusException::errorName)
                .isEqualTo(DBusErrorNames.DISCONNECTED);
    }

    @Test
    void aLineWithoutEndIsNotReadToItsEnd() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };

        assertThatExceptionOfType(BusException.class)
                .isThrownBy(() -> perform(endless))
                .withMessageContaining("peer does not speak D-Bus");
    }
}
