package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HarmlessUnitsTest {

    private final HarmlessUnits harmless =
            new HarmlessUnits(Set.of("nginx.service", "nginx@.service"), Set.of("polkit.service"));

    @Test
    void replacesProgramsByTypeAndKeepsArguments() {
        assertThat(rewritten("Type=forking\nExecStartPre=-/usr/sbin/nginx -t\nExecStart=/usr/sbin/nginx -g 'a; b'\n"))
                .contains(
                        "ExecStartPre=-/bin/true -t",
                        "ExecStart=/bin/sh -c 'sleep 1000 & exit 0' -g 'a; b'",
                        "StartLimitBurst=40",
                        "RestartSec=10ms");
        assertThat(rewritten("Type=oneshot\nExecStart=@/usr/bin/a name \\\n  x ; /usr/bin/b\n"))
                .contains("ExecStart=/bin/true name \\", "  x ; /bin/true");
        assertThat(rewritten("ExecStart=/usr/bin/a\n")).contains("ExecStart=/bin/sh -c 'exec sleep 1000'");
    }

    @Test
    void semicolonsInQuotesSeparateNoCommands() {
        String value = "-c 'x \"`y`\" ; exit 1 ; } ; exec z'";

        assertThat(rewritten("Type=oneshot\nExecStart=/bin/sh " + value + "\n"))
                .contains("ExecStart=/bin/true " + value);
    }

    @Test
    void aServiceOnTheBusBecomesOneThatNotifies() {
        assertThat(rewritten("Type=dbus\nBusName=org.example\nExecStart=/usr/bin/a\n"))
                .contains("Type=notify", "NotifyAccess=all")
                .noneMatch(line -> line.startsWith("BusName"));
    }

    @Test
    void renamesUnitsOfThePackageOnly() {
        assertThat(rewritten("After=nginx.service nginx@a.service network.target dev-%i.device\nAlias=www.service\n"))
                .contains("After=case-nginx.service case-nginx@a.service network.target ", "Alias=case-www.service");
    }

    @Test
    void removesServicesOfTheMachine() {
        assertThat(rewritten("Requires=polkit.service other.service\n")).contains("Requires= other.service");
    }

    @Test
    void removesWhatNeedsThePackage() {
        assertThat(rewritten(
                        "User=www\nFailureAction=reboot\nPIDFile=/run/a.pid\nReadWritePaths=/a \\\n  /b\nNice=1\n"))
                .contains("Nice=1")
                .noneMatch(line -> line.matches("(User|FailureAction|PIDFile|ReadWritePaths| +/b).*"));
        assertThat(rewritten("EnvironmentFile=-/etc/default/nginx\nWorkingDirectory=/srv/www\n"))
                .contains("EnvironmentFile=-/dev/null", "WorkingDirectory=/");
    }

    @Test
    void replacesTheNamesOfTheMachine() {
        assertThat(rewritten("Environment=HOST=%H %%H %v\nExecStartPre=/bin/a %n-%l\n"))
                .contains("Environment=HOST=machine %%H machine", "ExecStartPre=/bin/true %n-machine");
    }

    private List<String> rewritten(String text) {
        return harmless.rewritten("nginx.service", text).lines().toList();
    }
}
