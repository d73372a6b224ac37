package io.github.servicehandler.it;

import io.github.servicehandler.ClassPaths;
import io.github.servicehandler.ServiceHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Command lines that run a main class of these tests in a JVM of its own. */
final class Programs {

    private Programs() {}

    static List<String> command(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ClassPaths.of(main, ServiceHandler.class, LoggerFactory.class),
                main.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        return command;
    }
}
