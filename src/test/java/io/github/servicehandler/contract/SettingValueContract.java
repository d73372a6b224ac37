package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The values that systemd reads from settings. Each line of a table has the lines of a service, with an arrow between
 * them, and a property that follows from them.
 */
class SettingValueContract extends Contract {

    @Test
    void booleans() {
        check("""
                RemainAfterExit=TRUE                    | RemainAfterExit=yes
                RemainAfterExit=On                      | RemainAfterExit=yes
                RemainAfterExit=Y                       | RemainAfterExit=yes
                RemainAfterExit=t                       | RemainAfterExit=yes
                RemainAfterExit=1                       | RemainAfterExit=yes
                RemainAfterExit=2                       | RemainAfterExit=no
                RemainAfterExit=yes↵RemainAfterExit=oFF | RemainAfterExit=no
                RemainAfterExit=yes↵RemainAfterExit=    | RemainAfterExit=yes
                RemainAfterExit=yes↵RemainAfterExit=no! | RemainAfterExit=yes
                SendSIGKILL=F                           | SendSIGKILL=no
                GuessMainPID=maybe                      | GuessMainPID=yes
                """);
    }

    @Test
    void invalidAndEmptyAssignments() {
        check("""
                Restart=always↵Restart=                 | Restart=always
                Restart=always↵Restart=Always           | Restart=always
                Restart=always↵Restart=%Q               | Restart=always
                RestartSec=7↵RestartSec=                | RestartUSec=7s
                RestartSec=7↵RestartSec=soon            | RestartUSec=7s
                TimeoutStopSec=7↵TimeoutStopSec=        | TimeoutStopUSec=7s
                KillSignal=INT↵KillSignal=              | KillSignal=2
                KillSignal=INT↵KillSignal=bogus         | KillSignal=2
                KillMode=mixed↵KillMode=                | KillMode=control-group
                KillMode=mixed↵KillMode=bogus           | KillMode=mixed
                Type=oneshot↵Type=                      | Type=oneshot
                Nice=5↵Nice=20                          | Nice=5
                Nice=5↵Nice=                            | Nice=0
                NotifyAccess=all↵NotifyAccess=bogus     | NotifyAccess=all
                PIDFile=/run/x↵PIDFile=%Q               | PIDFile=/run/x
                User=nobody↵User=                       | User=
                SyslogIdentifier=x↵SyslogIdentifier=    | SyslogIdentifier=
                EnvironmentFile=/x↵EnvironmentFile=y    | EnvironmentFiles=/x (ignore_errors=no)
                StandardOutput=null↵StandardOutput=     | StandardOutput=null
                StandardError=null↵StandardError=bogus  | StandardError=null
                """);
    }

    @Test
    void listsOfWords() {
        check("""
                Environment="A=x\\ny" "B=a\\tb" C=1   | Environment="A=x\\ny" "B=a\\tb" C=1
                """);
        check(
                version() < 252
                        ? "RuntimeDirectory=b a b c/d c | RuntimeDirectory=b a b c/d c"
                        : "RuntimeDirectory=b a b c/d c | RuntimeDirectory=a b c c/d");
    }

    @Test
    void timeSpans() {
        check("""
                RestartSec=.5                           | RestartUSec=500ms
                RestartSec=1.5                          | RestartUSec=1.500000s
                RestartSec=+5                           | RestartUSec=5s
                RestartSec=1h30m                        | RestartUSec=1h 30min
                RestartSec=1M                           | RestartUSec=1month
                RestartSec=2months                      | RestartUSec=2month
                RestartSec=1years                       | RestartUSec=1y
                RestartSec=2w 3d                        | RestartUSec=2w 3d
                RestartSec=5 µs                         | RestartUSec=5us
                RestartSec=1 2                          | RestartUSec=3s
                RestartSec=1.5.5                        | RestartUSec=100ms
                RestartSec=5x                           | RestartUSec=100ms
                RestartSec=-1                           | RestartUSec=100ms
                RestartSec=99999999999999999999         | RestartUSec=100ms
                RestartSec=0                            | RestartUSec=0
                """);
    }

    @Test
    void timeouts() {
        check("""
                TimeoutStopSec=7↵TimeoutSec=3           | TimeoutStopUSec=3s
                TimeoutSec=3↵TimeoutStopSec=7           | TimeoutStopUSec=7s
                TimeoutStartSec=7↵TimeoutSec=3          | TimeoutStartUSec=3s
                TimeoutStopSec=infinity↵TimeoutSec=5    | TimeoutStopUSec=5s
                TimeoutSec=0                            | TimeoutStartUSec=infinity
                TimeoutStopSec=0                        | TimeoutStopUSec=infinity
                Type=oneshot                            | TimeoutStartUSec=infinity
                Type=oneshot↵TimeoutSec=5               | TimeoutStartUSec=5s
                RuntimeMaxSec=infinity                  | RuntimeMaxUSec=infinity
                """);
    }

    @Test
    void signals() {
        check("""
                KillSignal=RTMIN                        | KillSignal=34
                KillSignal=RTMIN+3                      | KillSignal=37
                KillSignal=SIGRTMIN+3                   | KillSignal=37
                KillSignal=RTMAX-3                      | KillSignal=61
                KillSignal=RTMAX                        | KillSignal=64
                KillSignal=RTMIN+31                     | KillSignal=15
                KillSignal=RTMAX+1                      | KillSignal=15
                KillSignal=37                           | KillSignal=37
                KillSignal=65                           | KillSignal=15
                KillSignal=0                            | KillSignal=15
                KillSignal=SIGHUP                       | KillSignal=1
                KillSignal=hup                          | KillSignal=15
                KillSignal=WINCH                        | KillSignal=28
                """);
    }

    @Test
    void environments() {
        check("""
                Environment=A=b C=d                     | Environment=A=b C=d
                Environment="A=b c"                     | Environment="A=b c"
                Environment=A=b↵Environment=A=c         | Environment=A=c
                Environment=A=b↵Environment=            | Environment=
                Environment=A=                          | Environment=A=
                Environment=1A=b                        | Environment=
                Environment=A-B=c                       | Environment=
                Environment=A=b B                       | Environment=A=b
                Environment=A=%Q B=c                    | Environment=B=c
                Environment=A=%%                        | Environment=A=%
                Environment='A=b                        | Environment=
                Environment=A=b=c                       | Environment=A=b=c
                """);
    }

    @Test
    void streams() {
        check("""
                StandardInput=tty                       | StandardOutput=inherit
                StandardInput=fd:x                      | StandardInput=fd
                StandardInput=file:/tmp/x               | StandardInput=file
                StandardInput=file:x                    | StandardInput=null
                StandardInput=journal                   | StandardInput=null
                StandardOutput=file:/tmp/x              | StandardOutput=file
                StandardOutput=file:x                   | StandardOutput=journal
                StandardOutput=append:/tmp/../x         | StandardOutput=journal
                StandardOutput=syslog                   | StandardOutput=journal
                StandardOutput=inherit                  | StandardOutput=journal
                StandardOutput=bogus                    | StandardOutput=journal
                StandardError=NULL                      | StandardError=inherit
                """);
    }

    @Test
    void pathsAndNames() {
        check("""
                PIDFile=/run//x/./y/                    | PIDFile=/run/x/y
                WorkingDirectory=//tmp/./x/             | WorkingDirectory=/tmp/x
                WorkingDirectory=-/tmp                  | WorkingDirectory=!/tmp
                WorkingDirectory=/tmp↵WorkingDirectory=-x | WorkingDirectory=/tmp
                NotifyAccess=exec                       | NotifyAccess=exec
                Type=notify↵NotifyAccess=none           | NotifyAccess=main
                Type=notify↵NotifyAccess=all            | NotifyAccess=all
                WatchdogSec=7                           | NotifyAccess=main
                """);
    }

    @Test
    void relativePidFilesAreInTheRuntimeDirectory() {
        service("case", "ExecStart=/bin/sleep 1", "PIDFile=x");

        expect("case", "PIDFile=" + backend.runtimeDirectory().replaceFirst("/systemd/.*", "") + "/x");
    }

    @Test
    void aUsersServiceRunsInTheHomeDirectory() {
        service("case", "ExecStart=/bin/sleep 1");

        assertThat(show("case").getOrDefault("WorkingDirectory", "")).matches(backend.isUser() ? "!/home/.*" : "");
    }

    @Test
    void aUsersHomeDirectoryMayBeMissingBefore257() {
        service("case", "ExecStart=/bin/sleep 1", "WorkingDirectory=~");

        expect("case", "WorkingDirectory=" + (backend.isUser() && version() < 257 ? "!~" : "~"));
    }

    @Test
    void directoriesAreNamedOnceSince252() {
        service("case", "ExecStart=/bin/sleep 1", "StateDirectory=case", "StateDirectory=case");

        expect("case", "StateDirectory=" + (version() < 252 ? "case case" : "case"));
    }

    @Test
    void aMistakeInADropInDoesNotRefuseTheUnit() {
        service("case", "ExecStart=/bin/sleep 1", "WorkingDirectory=/tmp");
        write("case.service.d/case.conf", "[Service]\nWorkingDirectory=relative\n");

        expect("case", "LoadState=loaded", "WorkingDirectory=/tmp");
    }

    @Test
    void whatMayNotBeStartedByHandCannotBeStarted() {
        write("case.service", "[Unit]\nRefuseManualStart=TRUE\nRefuseManualStop=on\n[Service]\nExecStart=/bin/true\n");

        expect("case", "CanStart=no", "CanStop=no");
    }

    /** Writes a service for each line of a table, and compares the properties. */
    private void check(String table) {
        List<String> expected = new ArrayList<>();
        List<String> actual = new ArrayList<>();
        for (String line : table.lines().toList()) {
            String[] parts = line.split(" \\| ", 2);
            service(
                    "case-" + expected.size(),
                    "ExecStart=/bin/sleep 1",
                    parts[0].strip().replace('↵', '\n'));
            expected.add(parts[0].strip() + " | " + parts[1].strip());
        }
        for (String line : expected) {
            String[] parts = line.split(" \\| ", 2);
            String property = parts[1].substring(0, parts[1].indexOf('='));
            Map<String, String> all = show("case-" + actual.size());
            actual.add(parts[0] + " | " + property + "=" + all.getOrDefault(property, ""));
        }
        assertThat(actual).isEqualTo(expected);
    }
}
