package io.github.servicehandler.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.ScriptedRunner;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.Systemd;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.command.UnitNotFoundException;
import io.github.servicehandler.files.ServiceFile.Access;
import io.github.servicehandler.files.ServiceFile.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with the captured output of each systemd version. */
class ServiceFileFinderTest {

    private static final String SHOWN = """
            Id=rich.service
            LoadState=loaded
            FragmentPath=/etc/systemd/system/rich.service
            SourcePath=
            DropInPaths=/etc/systemd/system/rich.service.d/10-a.conf "/etc/systemd/system/rich.service.d/20 b.conf"
            PIDFile=/run/rich/rich.pid
            ExecStartPre={ path=/bin/sh ; argv[]=/bin/sh -c env; echo "a ; b" ; ignore_errors=yes ; start_time=[n/a] ; pid=0 }
            ExecStart={ path=/usr/bin/rich ; argv[]=rich ; path=/bin/evil ; ignore_errors=no ; start_time=[n/a] ; pid=0 }
            ExecReload={ path=/bin/sh ; argv[]=/bin/sh -c echo two
            ; true ; ignore_errors=no ; pid=0 }
            ExecStop={ path=true ; argv[]=true ; ignore_errors=no ; pid=0 }
            EnvironmentFiles=/etc/default/rich (ignore_errors=no)
            EnvironmentFiles=/etc/rich/*.env (ignore_errors=yes)
            WorkingDirectory=!/srv/rich
            RootDirectory=
            RootImage=
            User=
            RuntimeDirectory=rich rich/sub
            StateDirectory=rich "st ate"
            CacheDirectory=rich
            LogsDirectory=rich
            ConfigurationDirectory=rich
            StandardOutput=append
            StandardError=inherit
            """;

    private static final String CAT = """
            # /etc/systemd/system/rich.service
            [Service]
            StandardOutput=append:/var/log/first.log

            # /etc/systemd/system/rich.service.d/10-a.conf
            [Service]
            StandardOutput=append:%L/rich/o ut-%p-%i-%N-100%%.log

            # /etc/systemd/system/rich.service.d/20 b.conf
            [Service]
            StandardOutput=truncate:/refused
            """;

    private static final String MANAGER = """
            Version=252.39-1~deb12u2
            UnitPath=/home/bot/.config/systemd/user.control /run/user/1000/systemd/user.control /run/user/1000/systemd/transient
            Environment=HOME=/home/bot USER=bot "X=a b" XDG_CONFIG_HOME=/set/later XDG_CACHE_HOME=/cache
            """;

    private final ScriptedRunner runner = new ScriptedRunner();

    private static boolean asksTheManager(Command command) {
        return command.argv().stream().anyMatch(word -> word.contains("UnitPath"));
    }

    private List<ServiceFile> files(ManagerAddress target, String shown, String manager) {
        runner.on("show", command -> CommandResult.ok(asksTheManager(command) ? manager : shown))
                .on("cat", CommandResult.ok(CAT))
                .on("find", CommandResult.failed(1, "no find here"));
        return Systemd.of(target, runner).service("rich").files();
    }

    private static List<String> paths(List<ServiceFile> files, Kind kind) {
        return files.stream()
                .filter(file -> file.kind() == kind)
                .map(file -> file.path().toString())
                .toList();
    }

    @Test
    void theFilesOfASystemService() {
        List<ServiceFile> files = files(ManagerAddress.system(), SHOWN, "");

        assertThat(files)
                .extracting(file -> file.kind() + " " + file.path() + (file.optional() ? " optional" : ""))
                .containsExactly(
                        "UNIT_FILE /etc/systemd/system/rich.service",
                        "DROP_IN /etc/systemd/system/rich.service.d/10-a.conf",
                        "DROP_IN /etc/systemd/system/rich.service.d/20 b.conf",
                        "ENVIRONMENT_FILE /etc/default/rich",
                        "ENVIRONMENT_FILE /etc/rich/*.env optional",
                        "EXECUTABLE /bin/sh",
                        "EXECUTABLE /usr/bin/rich",
                        "EXECUTABLE true",
                        "WORKING_DIRECTORY /srv/rich optional",
                        "PID_FILE /run/rich/rich.pid",
                        "RUNTIME_DIRECTORY /run/rich",
                        "RUNTIME_DIRECTORY /run/rich/sub",
                        "STATE_DIRECTORY /var/lib/rich",
                        "STATE_DIRECTORY /var/lib/st ate",
                        "CACHE_DIRECTORY /var/cache/rich",
                        "LOGS_DIRECTORY /var/log/rich",
                        "CONFIGURATION_DIRECTORY /etc/rich",
                        "LOG_FILE /var/log/rich/o ut-rich--rich-100%.log");
        assertThat(runner.ran())
                .startsWith("show rich.service", "cat rich.service")
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"252, .config", "253, .config", "254, .local/state", "262, .local/state"})
    void theDirectoriesOfAUserService(String version, String state) {
        List<ServiceFile> files = files(ManagerAddress.user(), SHOWN, MANAGER.replace("252", version));

        assertThat(paths(files, Kind.RUNTIME_DIRECTORY))
                .containsExactly("/run/user/1000/rich", "/run/user/1000/rich/sub");
        assertThat(paths(files, Kind.STATE_DIRECTORY)).first().isEqualTo("/home/bot/" + state + "/rich");
        assertThat(paths(files, Kind.CACHE_DIRECTORY)).containsExactly("/cache/rich");
        assertThat(paths(files, Kind.LOGS_DIRECTORY)).containsExactly("/home/bot/" + state + "/log/rich");
        assertThat(paths(files, Kind.CONFIGURATION_DIRECTORY)).containsExactly("/home/bot/.config/rich");
        assertThat(paths(files, Kind.LOG_FILE))
                .containsExactly("/home/bot/" + state + "/log/rich/o ut-rich--rich-100%.log");
    }

    @Test
    void aManagerWithAnotherUnitPathIsBelievedByItsEnvironment() {
        String manager = """
                Version=262
                UnitPath=/elsewhere
                Environment=HOME=/home/bot XDG_RUNTIME_DIR=/run/user/7 XDG_STATE_HOME=/state XDG_CACHE_HOME=relative
                """;

        List<ServiceFile> files = files(ManagerAddress.user(), SHOWN, manager);

        assertThat(paths(files, Kind.RUNTIME_DIRECTORY)).first().isEqualTo("/run/user/7/rich");
        assertThat(paths(files, Kind.STATE_DIRECTORY)).first().isEqualTo("/state/rich");
        assertThat(paths(files, Kind.LOGS_DIRECTORY)).containsExactly("/state/log/rich");
        assertThat(paths(files, Kind.CACHE_DIRECTORY)).containsExactly("/home/bot/.cache/rich");
        assertThat(paths(files, Kind.CONFIGURATION_DIRECTORY)).containsExactly("/home/bot/.config/rich");
    }

    @Test
    void nobodyIsAskedForWhatNobodyNeeds() {
        String shown = """
                Id=rich.service
                LoadState=loaded
                FragmentPath=/x/rich.service
                StandardOutput=journal
                """;

        List<ServiceFile> files = files(ManagerAddress.user(), shown, MANAGER);

        assertThat(files)
                .containsExactly(new ServiceFile(Kind.UNIT_FILE, Path.of("/x/rich.service"), Access.UNKNOWN, false));
        assertThat(runner.ran()).hasSize(2).startsWith("show rich.service");
    }

    @Test
    void programsAreBelowTheRootDirectory() {
        String shown = SHOWN.replace("RootDirectory=", "RootDirectory=/srv/jail");

        List<ServiceFile> files = files(ManagerAddress.system(), shown, "");

        assertThat(paths(files, Kind.ROOT_DIRECTORY)).containsExactly("/srv/jail");
        assertThat(paths(files, Kind.EXECUTABLE)).containsExactly("/srv/jail/bin/sh", "/srv/jail/usr/bin/rich", "true");
        assertThat(paths(files, Kind.WORKING_DIRECTORY)).containsExactly("/srv/jail/srv/rich");
        assertThat(paths(files, Kind.ENVIRONMENT_FILE)).contains("/etc/default/rich");
    }

    @Test
    void whatIsInAnImageHasNoPath() {
        List<ServiceFile> files =
                files(ManagerAddress.system(), SHOWN.replace("RootImage=", "RootImage=/srv/x.raw"), "");

        assertThat(paths(files, Kind.EXECUTABLE)).isEmpty();
        assertThat(paths(files, Kind.WORKING_DIRECTORY)).isEmpty();
        assertThat(paths(files, Kind.STATE_DIRECTORY)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', /root", "root, /root", "other, "})
    void theHomeDirectoryIsThatOfTheUser(String user, String home) {
        String shown = SHOWN.replace("WorkingDirectory=!/srv/rich", "WorkingDirectory=~")
                .replace("User=", "User=" + user);

        assertThat(paths(files(ManagerAddress.system(), shown, ""), Kind.WORKING_DIRECTORY))
                .isEqualTo(home == null ? List.of() : List.of(home));
    }

    @Test
    void aLogFileWithASpecifierOfTheManagersIsLeftOut() {
        runner.on("show", CommandResult.ok(SHOWN))
                .on("cat", CommandResult.ok(CAT.replace("%N", "%d")))
                .on("find", CommandResult.ok(""));

        List<ServiceFile> files =
                Systemd.of(ManagerAddress.system(), runner).service("rich").files();

        assertThat(paths(files, Kind.LOG_FILE)).isEmpty();
    }

    private static final String MACHINE = """
            0123456789abcdef0123456789abcdef
            bot.example.org
            01234567-89ab-cdef-0123-456789abcdef
            6.1.0-18
            """;

    private List<String> logFiles(ManagerAddress address, String path, CommandResult machine) {
        runner.on("show", command -> CommandResult.ok(asksTheManager(command) ? MANAGER : SHOWN))
                .on("cat", CommandResult.ok(CAT.replace("%L/rich/o ut-%p-%i-%N-100%%.log", path)))
                .on("find", CommandResult.ok(""))
                .on("head", machine);
        return paths(Systemd.of(address, runner).service("rich").files(), Kind.LOG_FILE);
    }

    @ParameterizedTest
    @CsvSource({
        "%H, bot.example.org",
        "%l, bot",
        "%m, 0123456789abcdef0123456789abcdef",
        "%b, 0123456789abcdef0123456789abcdef",
        "%v, 6.1.0-18",
        "%U, 0",
        "%T, /tmp",
        "%V, /var/tmp",
        "%f, /rich"
    })
    void specifiersOfTheMachineAreRead(String specifier, String value) {
        assertThat(logFiles(ManagerAddress.system(), "/x/" + specifier, CommandResult.ok(MACHINE)))
                .containsExactly(Path.of("/x/" + value).toString());
    }

    @Test
    void aUserManagerHasItsOwnNumber() {
        assertThat(logFiles(ManagerAddress.user(), "%T/x-%U.log", CommandResult.ok("")))
                .containsExactly("/tmp/x-1000.log");
    }

    @ParameterizedTest
    @CsvSource({"%H, /x/bot.example.org", "%v, /x/6.1.0-18", "%m, "})
    void aMachineWithoutAnIdHasAName(String specifier, String path) {
        String withoutId = MACHINE.substring(MACHINE.indexOf('\n') + 1);
        CommandResult printed = new CommandResult(1, withoutId, "head: cannot open '/etc/machine-id'", Duration.ZERO);

        assertThat(logFiles(ManagerAddress.system(), "/x/" + specifier, printed))
                .isEqualTo(path == null ? List.of() : List.of(path));
    }

    @Test
    void anInvalidPathIsLeftOutAlone() {
        String shown = SHOWN.replace("/etc/default/rich ", "/etc/default/\0 ");

        List<ServiceFile> files = files(ManagerAddress.system(), shown, "");

        assertThat(paths(files, Kind.ENVIRONMENT_FILE)).containsExactly("/etc/rich/*.env");
        assertThat(paths(files, Kind.LOG_FILE)).hasSize(1);
    }

    @Test
    void aUnitFileThatCannotBeReadHidesOnlyTheLogFiles() {
        runner.on("show", CommandResult.ok(SHOWN))
                .on("cat", CommandResult.failed(1, "Failed to open rich.service: Permission denied"))
                .on("find", CommandResult.ok(""));

        List<ServiceFile> files =
                Systemd.of(ManagerAddress.system(), runner).service("rich").files();

        assertThat(paths(files, Kind.LOG_FILE)).isEmpty();
        assertThat(paths(files, Kind.UNIT_FILE)).isNotEmpty();
    }

    @Test
    void outputAndErrorsToOneFileAreOneLogFile() {
        String cat = """
                # /etc/systemd/system/rich.service
                [Service]
                StandardOutput=file:/var/log/x
                StandardError=append:/var/log/x
                """;
        runner.on("show", CommandResult.ok("""
                        Id=rich.service
                        LoadState=loaded
                        FragmentPath=/etc/systemd/system/rich.service
                        StandardOutput=file
                        StandardError=append
                        """))
                .on("cat", CommandResult.ok(cat))
                .on("find", CommandResult.ok(""));

        List<ServiceFile> files =
                Systemd.of(ManagerAddress.system(), runner).service("rich").files();

        assertThat(paths(files, Kind.LOG_FILE)).containsExactly("/var/log/x");
    }

    @Test
    void elsewhereFindTellsWhatIsThere() {
        runner.on("show", CommandResult.ok(SHOWN))
                .on("cat", CommandResult.ok(CAT))
                .on(
                        "find",
                        new CommandResult(
                                1,
                                "r/etc/systemd/system/rich.service\0e/etc/default/rich\0",
                                "find: the rest",
                                Duration.ZERO));

        List<ServiceFile> files =
                Systemd.of(ManagerAddress.system(), runner).service("rich").files();

        assertThat(files)
                .extracting(ServiceFile::toString)
                .contains(
                        "UNIT_FILE /etc/systemd/system/rich.service",
                        "ENVIRONMENT_FILE /etc/default/rich (UNREADABLE)",
                        "EXECUTABLE /usr/bin/rich (MISSING)",
                        "ENVIRONMENT_FILE /etc/rich/*.env (UNKNOWN)",
                        "EXECUTABLE true (UNKNOWN)");
        assertThat(runner.commands())
                .last()
                .hasToString("find -L /etc/systemd/system/rich.service"
                        + " /etc/systemd/system/rich.service.d/10-a.conf '/etc/systemd/system/rich.service.d/20 b.conf'"
                        + " /etc/default/rich /bin/sh /usr/bin/rich /srv/rich /run/rich/rich.pid /run/rich /run/rich/sub"
                        + " /var/lib/rich '/var/lib/st ate' /var/cache/rich /var/log/rich /etc/rich"
                        + " '/var/log/rich/o ut-rich--rich-100%.log'"
                        + " -maxdepth 0 '!' -type l '(' -readable -printf 'r%p\\0' -o -printf 'e%p\\0' ')'");
    }

    @Test
    void hereTheFilesAreLookedAt(@TempDir Path directory) throws IOException {
        Path unit = Files.writeString(directory.resolve("rich.service"), "[Service]\n");
        String shown = "Id=rich.service\nLoadState=loaded\nFragmentPath=" + unit + "\nPIDFile="
                + directory.resolve("none") + "\nWorkingDirectory=" + directory + "\n";

        List<ServiceFile> files = Systemd.of(ManagerAddress.system(), local(shown))
                .service("rich")
                .files();

        assertThat(files)
                .extracting(ServiceFile::access)
                .containsExactly(Access.READABLE, Access.READABLE, Access.MISSING);
        assertThat(files).extracting(ServiceFile::exists).containsExactly(true, true, false);
        assertThat(files).extracting(ServiceFile::isReadable).containsExactly(true, true, false);
    }

    /** Only EnvironmentFile= has patterns. */
    @Test
    void aNameWithWildcardsIsLookedAt(@TempDir Path directory) throws IOException {
        Path pidFile = Files.writeString(directory.resolve("rich[1]*.pid"), "1\n");
        String shown = "Id=rich.service\nLoadState=loaded\nPIDFile=" + pidFile + "\nEnvironmentFiles=" + directory
                + "/*.env (ignore_errors=no)\n";

        List<ServiceFile> files = Systemd.of(ManagerAddress.system(), local(shown))
                .service("rich")
                .files();

        assertThat(files).extracting(ServiceFile::access).containsExactlyInAnyOrder(Access.READABLE, Access.UNKNOWN);
    }

    private static CommandRunner local(String shown) {
        return new CommandRunner() {
            @Override
            public CommandResult run(Command command) {
                return CommandResult.ok(shown);
            }

            @Override
            public boolean isLocal() {
                return true;
            }
        };
    }

    /** The same find, really run: a runner that does not claim to be local must give the same answers. */
    @Test
    void findSaysTheSameAsALookDoes(@TempDir Path directory) throws IOException {
        Path unit = Files.writeString(directory.resolve("rich unit.service"), "[Service]\n");
        Files.createSymbolicLink(directory.resolve("broken"), directory.resolve("nonesuch"));
        String shown = "Id=rich.service\nLoadState=loaded\nFragmentPath=" + unit + "\nPIDFile="
                + directory.resolve("broken") + "\nWorkingDirectory=" + directory + "\n";
        CommandRunner elsewhere = command ->
                command.program().equals("find") ? CommandRunner.local().run(command) : CommandResult.ok(shown);

        List<ServiceFile> there =
                Systemd.of(ManagerAddress.system(), elsewhere).service("rich").files();

        assertThat(there)
                .isEqualTo(Systemd.of(ManagerAddress.system(), local(shown))
                        .service("rich")
                        .files())
                .extracting(ServiceFile::access)
                .containsExactly(Access.READABLE, Access.READABLE, Access.MISSING);
    }

    @Test
    void theTextIsReadByTwoCommands() {
        runner.on("show", CommandResult.ok(SHOWN)).on("cat", CommandResult.ok(CAT));

        assertThat(Systemd.of(ManagerAddress.system(), runner)
                        .service("rich")
                        .unitFile()
                        .text())
                .isEqualTo(CAT);
        assertThat(runner.ran()).containsExactly("show rich.service", "cat rich.service");
    }

    @Test
    void aUnitWithoutAFileHasNoText() {
        runner.on("show", CommandResult.ok("LoadState=loaded\nFragmentPath=\nDropInPaths=\n"));

        assertThat(Systemd.of(ManagerAddress.system(), runner)
                        .service("init.scope")
                        .unitFile()
                        .fragments())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-found", "masked"})
    void thereMustBeAUnitToShowTheTextOf(String loadState) {
        runner.on("show", CommandResult.ok("LoadState=" + loadState + "\nFragmentPath=/dev/null\n"));
        ServiceHandler rich = Systemd.of(ManagerAddress.system(), runner).service("rich");

        assertThatThrownBy(rich::unitFile)
                .isInstanceOf(UnitNotFoundException.class)
                .hasMessageContaining("rich.service")
                .hasMessageContaining(loadState.equals("masked") ? "unmask" : "daemon-reload");
    }

    @Test
    void aMissingUnitHasNoFiles() {
        runner.on("show", CommandResult.ok("LoadState=not-found\n"));

        assertThatThrownBy(Systemd.of(ManagerAddress.user(), runner).service("rich")::files)
                .isInstanceOf(UnitNotFoundException.class)
                .hasMessageContaining("there is no unit rich.service");
    }
}
