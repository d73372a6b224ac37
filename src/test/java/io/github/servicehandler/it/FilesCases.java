package io.github.servicehandler.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.command.UnitNotFoundException;
import io.github.servicehandler.files.LogFile;
import io.github.servicehandler.files.LogFileFollow;
import io.github.servicehandler.files.LogFileLine;
import io.github.servicehandler.files.ServiceFile;
import io.github.servicehandler.files.ServiceFile.Access;
import io.github.servicehandler.files.ServiceFile.Kind;
import io.github.servicehandler.files.UnitFileText.Fragment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test cases that compare the reported files of a service with those that the service itself uses. */
abstract class FilesCases {

    private static final Map<Kind, String> VARIABLES = Map.of(
            Kind.RUNTIME_DIRECTORY, "RUNTIME_DIRECTORY",
            Kind.STATE_DIRECTORY, "STATE_DIRECTORY",
            Kind.CACHE_DIRECTORY, "CACHE_DIRECTORY",
            Kind.LOGS_DIRECTORY, "LOGS_DIRECTORY",
            Kind.CONFIGURATION_DIRECTORY, "CONFIGURATION_DIRECTORY");

    private final TestUnits units;

    @TempDir
    Path directory;

    FilesCases(TestUnits units) {
        this.units = units;
    }

    private static List<Path> paths(ServiceHandler bot, Kind kind) {
        return bot.files().stream()
                .filter(file -> file.kind() == kind)
                .map(ServiceFile::path)
                .toList();
    }

    @Test
    void theDirectoriesAreThoseThatTheServiceIsTold() throws IOException {
        String name = units.name("dirs").replace(".service", "");
        Path log = directory.resolve("told");
        ServiceHandler bot = units.service(
                "dirs",
                "Type=oneshot",
                "RemainAfterExit=yes",
                "RuntimeDirectory=" + name + " " + name + "/sub",
                "StateDirectory=" + name,
                "CacheDirectory=" + name,
                "LogsDirectory=" + name,
                "ConfigurationDirectory=" + name,
                "ExecStart=/usr/bin/env",
                "StandardOutput=file:" + log);
        assertThat(bot.start().succeeded()).isTrue();

        Map<String, String> told = Files.readAllLines(log).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

        VARIABLES.forEach((kind, variable) -> assertThat(paths(bot, kind))
                .as(variable)
                .extracting(Path::toString)
                .containsExactly(told.get(variable).split(":", -1)));
        assertThat(bot.files()).extracting(ServiceFile::access).containsOnly(Access.READABLE);
        removeDirectories(bot);
    }

    private static void removeDirectories(ServiceHandler bot) throws IOException {
        List<ServiceFile> files = bot.files();
        bot.stop();
        for (ServiceFile file : files) {
            if (VARIABLES.containsKey(file.kind())) {
                Files.deleteIfExists(file.path());
            }
        }
    }

    @Test
    void theLogFileIsTheOneThatIsWrittenTo() throws IOException {
        Path logs = Files.createDirectory(directory.resolve("my logs"));
        ServiceHandler bot = units.service(
                "logs",
                "Type=oneshot",
                "ExecStart=/bin/echo to the log",
                "StandardOutput=append:" + logs + "/%n-%N-%p-%i-%j-%%.log",
                "StandardError=inherit");

        bot.start();

        assertThat(paths(bot, Kind.LOG_FILE))
                .singleElement()
                .satisfies(path -> assertThat(path).hasContent("to the log"));
    }

    @Test
    void theDirectorySpecifiersAreTheManagers() throws IOException {
        String name = units.name("specifiers");
        ServiceHandler bot = units.service(
                "specifiers",
                "Type=oneshot",
                "ExecStartPre=/bin/mkdir -p %S %C %L %E",
                "ExecStart=/bin/sh -c 'echo \"%t|%S|%C|%L|%E|%h|%u\"'",
                "StandardOutput=append:%t/" + name + ".log");

        bot.start();
        Path log = paths(bot, Kind.LOG_FILE).get(0);
        String[] expected = Files.readString(log).strip().split("\\|", -1);
        Files.delete(log);

        assertThat(log).isEqualTo(Path.of(expected[0], name + ".log"));
        String[] specifiers = {"%t", "%S", "%C", "%L", "%E", "%h"};
        for (int i = 0; i < specifiers.length; i++) {
            ServiceHandler other = units.service(
                    "other" + i, "ExecStart=/bin/true", "StandardOutput=append:" + specifiers[i] + "/x-%u");
            assertThat(paths(other, Kind.LOG_FILE))
                    .as(specifiers[i])
                    .containsExactly(Path.of(expected[i], "x-" + expected[6]));
        }
    }

    @Test
    void theMachinesSpecifiersAreTheManagers() throws IOException {
        ServiceHandler bot = units.service(
                "machine",
                "Type=oneshot",
                "ExecStart=/bin/echo to the log",
                "StandardOutput=append:" + directory + "/%H-%l-%m-%b-%v-%U.log");
        String name = units.name("machine");
        ServiceHandler temporary = units.service(
                "temporary",
                "Type=oneshot",
                "ExecStart=/bin/echo to the log",
                "StandardOutput=append:%T/" + name + ".log",
                "StandardError=append:%V/" + name + ".log");

        bot.start();
        temporary.start();

        assertThat(paths(bot, Kind.LOG_FILE))
                .singleElement()
                .satisfies(path -> assertThat(path).hasContent("to the log"));
        List<Path> logs = paths(temporary, Kind.LOG_FILE);
        assertThat(logs).hasSize(2).first().satisfies(path -> assertThat(path).hasContent("to the log"));
        for (Path log : logs) {
            Files.delete(log);
        }
    }

    @Test
    void theRestIsWhatTheUnitSays() throws IOException {
        Path environment = Files.writeString(directory.resolve("bot.env"), "A=1\n");
        ServiceHandler bot = units.service(
                "rest",
                "EnvironmentFile=" + environment,
                "EnvironmentFile=-" + directory + "/nonesuch.env",
                "WorkingDirectory=" + directory,
                "PIDFile=" + directory + "/bot.pid",
                "ExecStartPre=-/bin/true \"; path=/bin/false\"",
                "ExecStart=/bin/sleep infinity",
                "ExecStop=/bin/true");
        units.dropIn(bot, "[Service]\nNice=1\n");
        units.systemctl().runChecked("daemon-reload");

        assertThat(bot.files())
                .containsExactly(
                        readable(Kind.UNIT_FILE, units.file(bot)),
                        readable(Kind.DROP_IN, units.file(bot + ".d/test.conf")),
                        readable(Kind.ENVIRONMENT_FILE, environment),
                        new ServiceFile(Kind.ENVIRONMENT_FILE, directory.resolve("nonesuch.env"), Access.MISSING, true),
                        readable(Kind.EXECUTABLE, Path.of("/bin/true")),
                        readable(Kind.EXECUTABLE, Path.of("/bin/sleep")),
                        readable(Kind.WORKING_DIRECTORY, directory),
                        new ServiceFile(Kind.PID_FILE, directory.resolve("bot.pid"), Access.MISSING, false));
    }

    private static ServiceFile readable(Kind kind, Path path) {
        return new ServiceFile(kind, path, Access.READABLE, false);
    }

    @Test
    void theTextIsThatOfTheFiles() throws IOException {
        String unit = "# a comment: läuft\n[Service]\nExecStart=/bin/true \\\n  a\n";
        ServiceHandler bot = units.install("text", unit);
        String dropIn = "[Service]\n\n# " + units.file(bot) + "\nNice=1";
        units.dropIn(bot, dropIn);
        units.systemctl().runChecked("daemon-reload");

        assertThat(bot.unitFile().fragments())
                .containsExactly(
                        new Fragment(units.file(bot), unit),
                        new Fragment(units.file(bot + ".d/test.conf"), dropIn + "\n"));
        assertThat(bot.unitFile().text().strip()).isEqualTo(units.systemctl().runChecked("cat", bot));
    }

    @Test
    void aMissingOrMaskedUnitHasNoText() {
        assertThatThrownBy(units.handler("nonesuch")::unitFile).isInstanceOf(UnitNotFoundException.class);
        ServiceHandler bot = units.service("masked", TestUnits.SLEEPER);
        bot.mask();

        assertThatThrownBy(bot::unitFile)
                .isInstanceOf(UnitNotFoundException.class)
                .hasMessageContaining("masked");
    }

    @Test
    void theLogOfAServiceIsFollowed() throws IOException {
        Path log = directory.resolve("bot.log");
        ServiceHandler bot = units.service(
                "followed",
                "ExecStart=/bin/sh -c 'i=0; while :; do i=$$((i+1)); echo line $$i; sleep 0.05; done'",
                "StandardOutput=append:" + log);
        List<String> received = new CopyOnWriteArrayList<>();

        try (LogFileFollow follow = LogFile.of(paths(bot, Kind.LOG_FILE).get(0)).follow(line -> add(received, line))) {
            bot.start();
            Await.until(() -> received.size() >= 3);
            Files.move(log, directory.resolve("bot.log.1"));
            bot.restart();
            Await.until(() -> received.lastIndexOf("line 1") > 0
                    && received.lastIndexOf("line 3") > received.lastIndexOf("line 1"));
            assertThat(follow).hasToString("follow bot.log");
        }
        bot.stop();

        int second = received.lastIndexOf("line 1");
        assertThat(received.subList(0, second)).isEqualTo(Files.readAllLines(directory.resolve("bot.log.1")));
        assertThat(Files.readAllLines(log))
                .startsWith(received.subList(second, received.size()).toArray(String[]::new));
    }

    private static void add(List<String> received, LogFileLine line) {
        received.add(line.text());
    }
}
