package io.github.servicehandler.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IoErrorTextTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("/a"), "there is no file /a"),
                Arguments.of(new AccessDeniedException("/a"), "permission denied for /a"),
                Arguments.of(new FileSystemException("/a", null, "No space left on device"), "No space left on device"),
                Arguments.of(new UnknownHostException("a.invalid"), "there is no host with this name"),
                Arguments.of(new ConnectException("Connection refused"), "Connection refused"),
                Arguments.of(new EOFException(), "EOFException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureIsDescribedInWords(IOException failure, String words) {
        assertThat(IoErrorText.of(failure)).isEqualTo(words);
    }
}
