package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.servicehandler.BootStart;
import io.github.servicehandler.Verb;
import org.junit.jupiter.api.Test;

/** Whether units start at boot, and why not. */
class BootContract extends Contract {

    private static final String SLEEP = "ExecStart=/bin/sleep 1000";

    private static final String INSTALL = "[Install]\nWantedBy=default.target";

    private BootStart boot(String unit) {
        return systemd().service(unit).startsAtBoot();
    }

    /** Asserts the answer for a unit that default.target starts, which for a user depends on lingering. */
    private void assertStarts(String unit, String reason) {
        boolean lingers = !backend.isUser() || systemd().lingering();
        assertThat(boot(unit).starts()).isEqualTo(lingers);
        assertThat(boot(unit).reason()).startsWith(lingers ? reason : "lingering is off");
    }

    @Test
    void anEnabledServiceStarts() {
        service("case", SLEEP, INSTALL);
        service("case-runtime", SLEEP, INSTALL);
        unit("case.timer", "[Timer]", "OnCalendar=daily", INSTALL);
        systemctl("daemon-reload").exits(0);

        assertThat(boot("case")).hasToString("no: it is not enabled: use enable()");
        systemd().service("case.timer").perform(Verb.ENABLE.now());
        assertStarts("case", "it is triggered by case.timer, which is wanted by ");
        systemd().service("case").enable();
        assertStarts("case", "it is wanted by ");
        systemd().service("case-runtime").perform(Verb.ENABLE.runtime());
        assertThat(boot("case-runtime")).hasToString("no: it is enabled only until the next boot: use enable()");
    }

    @Test
    void everyObstacleIsNamed() {
        service("case-static", SLEEP);
        service("case-bad", "Type=simple", INSTALL);
        service("case-aside", SLEEP, "[Install]", "WantedBy=case-aside.target");
        link("case-masked.service", "/dev/null");
        unit("case-if.service", "[Unit]", "ConditionPathExists=/nonexistent", "[Service]", SLEEP, INSTALL);
        pin("case-if");
        systemd().service("case-aside").enable();

        assertThat(boot("case-static").reason()).startsWith("its file has no [Install] section");
        assertThat(boot("case-bad")).hasToString("no: its unit file cannot be used (bad-setting)");
        assertThat(boot("case-masked")).hasToString("no: it is masked: use unmask()");
        assertThat(boot("case-no")).hasToString("no: there is no unit file with this name");
        assertThat(boot("case-aside").starts()).isFalse();
        systemd().service("case-if").perform(Verb.ENABLE.now());
        assertThat(boot("case-if").starts()).isFalse();
    }

    @Test
    void onlyUsersLinger() {
        if (backend.isUser()) {
            assertThat(systemd().lingering()).isIn(true, false);
        } else {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> systemd().lingering())
                    .withMessageContaining("only users linger");
        }
    }
}
