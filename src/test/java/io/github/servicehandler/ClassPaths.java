package io.github.servicehandler;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Class paths for JVMs that tests start. */
public final class ClassPaths {

    private ClassPaths() {}

    /** Returns the class path that contains the given classes. */
    public static String of(Class<?>... classes) {
        return Stream.of(classes).map(ClassPaths::place).distinct().collect(Collectors.joining(":"));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
