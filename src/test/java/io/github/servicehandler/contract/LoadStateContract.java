package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The load state of units with unusual settings. Each line of a table has the text of a unit and its load state; an
 * arrow stands for the end of a line of the text. The word {@code PATH} stands for the path after which the unit is
 * named. A state that changed is followed by the version since which another holds.
 */
class LoadStateContract extends Contract {

    private static final String SERVICE = "[Service]↵Type=oneshot↵ExecStart=/bin/true↵";

    @ParameterizedTest
    @ValueSource(strings = {"ExecStart", "ExecStartPre", "ExecReload", "ExecStopPost"})
    void commands(String key) {
        load("service", key.equals("ExecStart") ? "[Service]↵Type=oneshot↵" : SERVICE, key + "=", """
                !!!/bin/sleep 1             | bad-setting
                !!/bin/sleep 1              | loaded
                +/bin/sleep 1               | loaded
                ++/bin/sleep 1              | bad-setting
                +!/bin/sleep 1              | bad-setting
                !+/bin/sleep 1              | bad-setting
                ::/bin/sleep 1              | bad-setting
                -@:!/bin/sleep name 1       | loaded
                |/bin/sleep 1               | bad-setting 262 loaded
                @/bin/sleep                 | bad-setting
                @/bin/sleep name            | loaded
                @                           | bad-setting
                +                           | bad-setting
                "" x                        | bad-setting
                /bin/                       | bad-setting
                /                           | bad-setting
                /bin/..                     | loaded 257 bad-setting
                /bin/../bin/true            | loaded
                //bin//true                 | loaded
                rel                         | loaded
                rel/x                       | bad-setting
                ./rel                       | bad-setting
                .                           | bad-setting
                ~/bin/true                  | bad-setting
                "/bin/a b"                  | loaded
                "/bin/a'b"                  | bad-setting
                /bin/a\\\\b                 | bad-setting
                /bin/echo %Q                | bad-setting
                /bin/echo %0                | bad-setting
                /bin/echo 50%               | loaded
                /bin/echo 50% x             | loaded
                /bin/echo %%Q               | loaded
                /bin/echo %n %i %I %p %j    | loaded
                /bin/%i                     | bad-setting
                /bin/echo "x                | bad-setting
                /bin/echo x"                | bad-setting
                /bin/true ; /bin/           | bad-setting
                /bin/true ; -/bin/          | loaded
                /bin/true ;/bin/            | loaded
                """);
    }

    @Test
    void commandsWhoseMistakesAreIgnored() {
        load("service", SERVICE, "ExecStartPre=", """
                -rel/x                      | loaded
                --/bin/sleep 1              | loaded
                -/bin/                      | loaded
                -                           | loaded
                -/bin/echo "x               | loaded
                -/bin/echo %Q               | loaded
                "/bin/echo x                | loaded
                                            | loaded
                """);
    }

    @Test
    void workingDirectories() {
        load("service", SERVICE, "WorkingDirectory=", """
                /tmp/../x                   | bad-setting
                tmp                         | bad-setting
                ~/x                         | bad-setting
                !/tmp                       | bad-setting
                "/tmp"                      | bad-setting
                %Q                          | bad-setting
                %i                          | bad-setting
                //tmp/./x/                  | loaded
                ~                           | loaded
                %h/x                        | loaded
                -tmp                        | loaded
                -/tmp/../x                  | loaded
                -%Q                         | loaded
                -                           | loaded
                                            | loaded
                """);
    }

    @Test
    void otherSettingsOfServices() {
        load("service", SERVICE, "", """
                RootDirectory=rel           | bad-setting
                RootDirectory=/a/../b       | bad-setting
                RootImage=rel               | bad-setting
                User=a/b                    | bad-setting
                User=a:b                    | bad-setting
                User=-1                     | bad-setting
                User=65535                  | bad-setting
                User=007                    | bad-setting
                User=.                      | bad-setting
                User=%Q                     | bad-setting
                User=a b                    | loaded
                User=                       | loaded
                Group=a/b                   | bad-setting
                SupplementaryGroups=a b/c   | bad-setting
                DynamicUser=maybe           | bad-setting
                DynamicUser=                | bad-setting
                DynamicUser=oFF             | loaded
                SELinuxContext=%Q           | bad-setting
                SELinuxContext=-%Q          | loaded
                PIDFile=/a/../b             | error
                PIDFile=rel                 | loaded
                PIDFile=%Q                  | loaded
                EnvironmentFile=rel         | loaded
                StandardOutput=file:rel     | loaded
                Description=%Q              | loaded
                PAMName=x↵KillMode=none     | bad-setting
                PAMName=x↵KillMode=mixed    | loaded
                ExitType=cgroup             | loaded 252 bad-setting
                RemainAfterExit=maybe       | loaded
                """);
    }

    @Test
    void servicesWithoutCommands() {
        load("service", "", "", """
                [Service]                                      | bad-setting
                [Service]↵ExecStart=                           | bad-setting
                [Service]↵ExecStart=--/bin/sleep 1             | bad-setting
                [Unit]↵SuccessAction=none↵[Service]            | bad-setting
                [Unit]↵SuccessAction=exit↵[Service]            | loaded
                [Service]↵Type=oneshot↵ExecStop=/bin/true      | bad-setting
                [Service]↵RemainAfterExit=yes↵ExecStop=/bin/true | loaded
                """);
    }

    @Test
    void aUserManagerDoesNotRebootSince257() {
        load(
                "service",
                "[Unit]↵",
                "SuccessAction=",
                backend.isUser() && version() >= 257 ? "reboot↵[Service] | bad-setting" : "reboot↵[Service] | loaded");
    }

    @Test
    void busNames() {
        // 247 crashes when a service of type dbus has no name
        assumeThat(version()).isGreaterThan(247);
        load("service", "[Service]↵Type=dbus↵ExecStart=/bin/true↵", "BusName=", """
                org.example.Case            | loaded
                org.example.x-y             | loaded
                :1.5                        | loaded
                org.%p                      | loaded
                bad name                    | bad-setting
                org                         | bad-setting
                .org                        | bad-setting
                org.                        | bad-setting
                org..x                      | bad-setting
                org.1x                      | bad-setting
                %Q                          | bad-setting
                                            | bad-setting
                """);
    }

    @Test
    void sockets() {
        load("socket", "[Socket]↵", "", """
                                                    | bad-setting
                ListenStream=8080                   | loaded
                ListenStream=0                      | bad-setting
                ListenStream=65536                  | bad-setting
                ListenStream=bad                    | bad-setting
                ListenStream=bad:bad:bad            | bad-setting
                ListenStream=127.0.0.1:80           | loaded
                ListenStream=127.0.0.1              | bad-setting
                ListenStream=256.0.0.1:80           | bad-setting
                ListenStream=[::1]:80               | loaded
                ListenStream=[::1]                  | bad-setting
                ListenStream=::1                    | bad-setting
                ListenStream=*:80                   | bad-setting
                ListenStream=vsock:1:2              | loaded
                ListenStream=vsock::2               | loaded
                ListenStream=vsock:2                | bad-setting
                ListenStream=/run/case              | loaded
                ListenStream=run/case               | bad-setting
                ListenStream=/                      | bad-setting
                ListenStream=/run/../case           | error
                ListenStream=@case                  | loaded
                ListenStream=@                      | bad-setting
                ListenStream=%t/case                | loaded
                ListenStream=%Q                     | bad-setting
                ListenDatagram=8080                 | loaded
                ListenSequentialPacket=8080         | bad-setting
                ListenSequentialPacket=/run/case    | loaded
                ListenFIFO=/run/case                | loaded
                ListenFIFO=case                     | bad-setting
                ListenFIFO=/a/../b                  | bad-setting
                ListenNetlink=audit 1               | loaded
                ListenNetlink=bogus 1               | bad-setting
                ListenStream=80↵ListenStream=       | bad-setting
                ListenStream=80↵ListenFIFO=         | bad-setting
                ListenStream=80↵ListenStream=bad    | loaded
                ListenStream=80↵Accept=yes          | loaded
                ListenDatagram=80↵Accept=yes        | bad-setting
                ListenFIFO=/run/case↵Accept=yes     | bad-setting
                ListenStream=80↵Accept=yes↵Service=case.service | bad-setting
                ListenStream=80↵Accept=yes↵MaxConnections=0 | bad-setting
                ListenStream=80↵MaxConnections=0    | loaded 257 bad-setting
                ListenStream=80↵Symlinks=/run/case  | bad-setting
                ListenStream=80↵ExecStartPre=rel/x  | bad-setting
                ListenStream=80↵SocketUser=a/b      | bad-setting
                """);
    }

    @Test
    void paths() {
        load("path", "[Path]↵", "", """
                                                    | bad-setting
                Unit=case.service                   | bad-setting
                MakeDirectory=yes                   | bad-setting
                PathExists=/case                    | loaded
                PathExists=/case x                  | loaded
                PathExists=case                     | bad-setting
                PathExists="/case"                  | bad-setting
                PathExists=/a/../b                  | bad-setting
                PathExists=%Q                       | bad-setting
                PathExists=%t/case                  | loaded
                PathExistsGlob=/case*               | loaded
                PathExistsGlob=*case                | bad-setting
                PathModified=/case↵PathModified=    | bad-setting
                PathExists=/case↵PathModified=      | bad-setting
                PathExists=/case↵PathModified=case  | loaded
                DirectoryNotEmpty=/case             | loaded
                """);
    }

    @Test
    void timers() {
        load("timer", "[Timer]↵", "", """
                                                    | bad-setting
                OnClockChange=yes                   | loaded
                OnClockChange=1                     | loaded
                OnTimezoneChange=TRUE               | loaded
                OnClockChange=no                    | bad-setting
                OnClockChange=maybe                 | bad-setting
                OnClockChange=yes↵OnClockChange=off | bad-setting
                OnClockChange=yes↵OnClockChange=    | loaded
                OnBootSec=5                         | loaded
                OnBootSec=-1                        | bad-setting
                OnBootSec=5↵OnBootSec=              | bad-setting
                OnBootSec=5↵OnCalendar=             | bad-setting
                OnBootSec=5↵OnCalendar=bogus        | loaded
                OnCalendar=daily                    | loaded
                OnCalendar=daily UTC                | loaded
                OnCalendar=*-*~1                    | loaded
                OnCalendar=*-*-* 25:00              | bad-setting
                OnCalendar=%Q                       | bad-setting
                """);
    }

    @Test
    void mounts() {
        load("mount", "[Mount]↵", "", """
                                                    | bad-setting
                Where=PATH                          | bad-setting
                What=case                           | loaded
                What=case↵Where=PATH                | loaded
                What=case↵Where=PATH/               | loaded
                What=case↵Where=/other              | bad-setting
                What=case↵Where=/                   | bad-setting
                What=case↵Where=other               | loaded
                What=↵Where=PATH                    | bad-setting
                What=%Q↵Where=PATH                  | bad-setting
                What=/a/../b↵Where=PATH             | error
                What=case↵PAMName=x↵KillMode=none   | bad-setting
                What=case↵WorkingDirectory=rel      | bad-setting
                """);
    }

    @Test
    void otherTypes() {
        load("automount", "[Automount]↵", "", """
                                                    | loaded
                Where=PATH                          | loaded
                Where=/other                        | bad-setting
                """);
        load("swap", "[Swap]↵", "", """
                What=PATH                           | loaded
                What=/other                         | bad-setting
                What=UUID=x                         | loaded 257 bad-setting
                What=case                           | loaded 257 error
                """);
        load("scope", "", "", """
                [Scope]                             | not-found
                [Unit]↵Description=x                | not-found
                """);
        load("target", "", "", """
                [Target]                            | loaded
                [Service]↵ExecStart=/bin/           | loaded
                """);
    }

    @Test
    void namesOfSlices() {
        write("case-.slice", "[Slice]\n");
        write("case--a.slice", "[Slice]\n");
        write("case-a-b.slice", "[Slice]\n");

        expect("case-.slice", "LoadState=error");
        expect("case--a.slice", "LoadState=error");
        expect("case-a-b.slice", "LoadState=loaded");
        assertThat(show("case--a.slice", "LoadError")).contains("InvalidArgs", "Invalid argument");
    }

    /**
     * Loads a unit for each line of a table, and compares the load states.
     *
     * @param start the text before that of each line
     * @param key the start of the line that is in the table
     */
    private void load(String type, String start, String key, String table) {
        List<String> texts = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String line : table.lines().toList()) {
            int bar = line.lastIndexOf('|');
            String name = type + names.size();
            String text = start + key + line.substring(0, bar).strip();
            write("case-" + name + "." + type, text.replace('↵', '\n').replace("PATH", "/case/" + name) + "\n");
            names.add("case-" + name + "." + type);
            texts.add(text);
            expected.add(text + " is " + stateHere(line.substring(bar + 1).strip()));
        }
        List<String> states = states(names);
        assertThat(IntStream.range(0, names.size()).mapToObj(i -> texts.get(i) + " is " + states.get(i)))
                .containsExactlyElementsOf(expected);
    }

    private List<String> states(List<String> units) {
        String[] arguments = Stream.concat(Stream.of("show", "--property=LoadState"), units.stream())
                .toArray(String[]::new);
        return systemctl(arguments).lines().stream()
                .filter(line -> !line.isEmpty())
                .map(line -> line.replace("LoadState=", ""))
                .toList();
    }

    private String stateHere(String states) {
        String[] words = states.split(" ", 3);
        return words.length == 1 || version() < Integer.parseInt(words[1]) ? words[0] : words[2];
    }
}
