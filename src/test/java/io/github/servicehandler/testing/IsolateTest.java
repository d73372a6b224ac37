package io.github.servicehandler.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the job modes that affect all units, which a test on a real machine must not use. */
class IsolateTest {

    private static final String SLEEP = "[Service]\nExecStart=/bin/sleep 50\n";

    private final FakeSystemd fake = FakeSystemd.create();
    private final Shell shell = new Shell(fake);

    private void unit(String name, String text) {
        new FakeDisk(fake).write("/home/user/.config/systemd/user/" + name, text);
    }

    @BeforeEach
    void writeUnits() {
        unit("a.service", SLEEP);
        unit("b.service", SLEEP);
        unit("keep.service", "[Unit]\nIgnoreOnIsolate=yes\n" + SLEEP);
        unit("timed.timer", "[Timer]\nOnActiveSec=1h\nUnit=b.service\n");
        unit("alone.target", "[Unit]\nAllowIsolate=yes\nRequires=a.service\n");
        unit("long.service", "[Service]\nType=oneshot\nExecStart=/bin/sleep 50\n");
        shell.systemctl("daemon-reload");
    }

    private String states(String... units) {
        String[] words = new String[units.length + 1];
        words[0] = "is-active";
        System.arraycopy(units, 0, words, 1, units.length);
        return shell.systemctl(words).stdout().replace("\n", " ").strip();
    }

    @Test
    void allOtherUnitsAreStopped() {
        shell.systemctl("start", "b", "keep", "timed.timer");

        assertThat(shell.systemctl("isolate", "alone").exitCode()).isZero();

        assertThat(states("alone.target", "a", "b", "keep", "timed.timer"))
                .isEqualTo("active active inactive active inactive");
        assertThat(states("basic.target", "dbus.socket", "app.slice")).isEqualTo("active active active");
    }

    @Test
    void aUnitStaysWithItsTrigger() {
        unit("alone.target", "[Unit]\nAllowIsolate=yes\nRequires=timed.timer\n");
        shell.systemctl("daemon-reload");
        shell.systemctl("start", "b", "timed.timer");

        shell.systemctl("isolate", "alone.target");

        assertThat(states("b", "timed.timer")).isEqualTo("active active");
    }

    @Test
    void aFlushCancelsAllOtherJobs() {
        shell.systemctl("start", "--no-block", "long");

        assertThat(shell.systemctl("start", "--job-mode=flush", "a").exitCode()).isZero();

        assertThat(shell.systemctl("list-jobs").stdout()).isEqualTo("No jobs running.\n");
        assertThat(states("a", "long")).isEqualTo("active activating");
    }
}
