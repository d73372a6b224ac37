package io.github.servicehandler.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BusAddressTest {

    @Test
    void escapesWhatHasAMeaningInAnAddress() {
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");

        assertThat(BusAddress.ofSocket(Path.of("/run/ä b,c;d%e"))).isEqualTo("unix:path=/run/%c3%a4%20b%2cc%3bd%25e");
    }

    @Test
    void keepsAnOrdinaryPath() {
        assertThat(BusAddress.ofSocket(Path.of("/run/user/1000/bus"))).isEqualTo("unix:path=/run/user/1000/bus");
    }
}
