package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unix:path=/run/user/1000/bus | /run/user/1000/bus",
                "unix:path=/run/user/1000/bus,guid=12 | /run/user/1000/bus",
                "unix:guid=12,path=/a | /a",
                "tcp:host=x,port=1;unix:path=/b;unix:path=/c | /b",
                "unix:path=/a%20b%2cc%3b | /a b,c;",
                "unix:path=/a%2 | /a%2",
                "unix:path=/a%zz | /a%zz",
            })
    void findsTheFirstSocketWithAPath(String address, Path socket) {
        assertThat(BusAddress.socketOf(address)).contains(socket);
    }

    @Test
    void passesOverAPathThatThisJvmCannotOpen() {
        boolean utf8 = "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
        assertThat(BusAddress.socketOf("unix:path=/%c3%bc;unix:path=/b").map(Path::toString))
                .contains(utf8 ? "/ü" : "/b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unix:", "unix:path=", "unix:abstract=/tmp/x", "tcp:host=x", "path=/a", "unix:path=/a%00b"})
    void otherAddressesHaveNone(String address) {
        assertThat(BusAddress.socketOf(address)).isEmpty();
    }

    @Test
    void writesAnAddressThatReadsTheSame() {
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
        Path socket = Path.of("/run/ä b,c;d%e");

        assertThat(BusAddress.ofSocket(socket)).isEqualTo("unix:path=/run/%c3%a4%20b%2cc%3bd%25e");
        assertThat(BusAddress.socketOf(BusAddress.ofSocket(socket))).contains(socket);
    }
}
