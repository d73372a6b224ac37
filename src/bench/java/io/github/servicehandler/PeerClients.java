package io.github.servicehandler;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Clients in other languages that are installed on this machine from Debian packages. */
final class PeerClients {

    private static final Path SOURCES = Path.of("src", "bench", "peers");
    private static final String PYTHON = "/usr/bin/python3";

    private PeerClients() {}

    /** Returns how to run each of them; an empty command if it is not here. */
    static Map<String, List<String>> commands() throws IOException, InterruptedException {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("pystemd", pystemd());
        commands.put("go-systemd", goSystemd());
        return commands;
    }

    private static List<String> pystemd() throws InterruptedException {
        boolean isHere = succeeds(new ProcessBuilder(PYTHON, "-c", "import pystemd"));
        return isHere ? List.of(PYTHON, SOURCES.resolve("pystemd_hearer.py").toString()) : List.of();
    }

    /** Builds it, against the sources that golang-github-coreos-go-systemd-dev installs. */
    private static List<String> goSystemd() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("servicehandler-bench");
        Path program = directory.resolve("go-systemd");
        ProcessBuilder build = new ProcessBuilder(
                "go",
                "build",
                "-o",
                program.toString(),
                SOURCES.resolve("go_systemd_hearer.go").toString());
        build.environment()
                .putAll(Map.of(
                        "GOPATH", "/usr/share/gocode",
                        "GO111MODULE", "off",
                        "GOCACHE", directory.resolve("cache").toString()));
        return succeeds(build) ? List.of(program.toString()) : List.of();
    }

    private static boolean succeeds(ProcessBuilder command) throws InterruptedException {
        try {
            return command.redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
