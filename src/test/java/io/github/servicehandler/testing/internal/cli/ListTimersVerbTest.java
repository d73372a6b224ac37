package io.github.servicehandler.testing.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servicehandler.testing.FakeSystemd;
import io.github.servicehandler.testing.Shell;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListTimersVerbTest {

    private static Shell withTimer(int version) {
        FakeSystemd fake = FakeSystemd.create(version);
        fake.install("case", "[Service]\nExecStart=/bin/true\n");
        fake.install("case.timer", "[Timer]\nOnCalendar=hourly\n");
        Shell shell = new Shell(fake);
        shell.systemctl("start", "case.timer");
        return shell;
    }

    @Test
    void aTimerIsListedWithItsNextTime() {
        assertThat(withTimer(252).systemctl("list-timers").stdout()).isEqualTo("""
                NEXT                        LEFT       LAST PASSED UNIT       ACTIVATES
                Thu 2026-01-01 01:00:00 UTC 59min left -    -      case.timer case.service

                1 timers listed.
                Pass --all to see loaded but inactive timers, too.
                """);
    }

    @Test
    void systemd262UsesAnotherFormat() {
        assertThat(withTimer(262).systemctl("list-timers", "--all").stdout()).isEqualTo("""
                NEXT                         LEFT LAST PASSED UNIT       ACTIVATES
                Thu 2026-01-01 01:00:00 UTC 59min -         - case.timer case.service

                1 timers listed.
                """);
    }

    @Test
    void anElapsedTimerShowsItsLastTime() {
        Shell shell = withTimer(252);
        shell.fake().advance(Duration.ofHours(2));

        assertThat(shell.systemctl("list-timers", "--no-legend").stdout())
                .matches("Thu 2026-01-01 03:00:00 UTC 59min left Thu 2026-01-01 02:00:00 UTC \\S+ ago case.timer .*\n");
    }

    @Test
    void json() {
        assertThat(withTimer(252).systemctl("list-timers", "--output=json").stdout())
                .isEqualTo("[{\"next\":1767229200000000,\"left\":1767229200000000,\"last\":0,\"passed\":0,"
                        + "\"unit\":\"case.timer\",\"activates\":\"case.service\"}]\n");
        assertThat(withTimer(252)
                        .systemctl("list-timers", "--output=json", "nothing*")
                        .stdout())
                .isEqualTo("[]\n");
    }
}
