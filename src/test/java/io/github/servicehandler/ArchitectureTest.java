package io.github.servicehandler;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the structure of the library: which package may use which, and how long a file may be. */
class ArchitectureTest {

    private static final String ROOT = "io.github.servicehandler";
    private static final int MAX_LINES = 400;

    /** The packages of this library that each package may import; the root package is the empty name. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
            "command", Set.of(),
            "unit", Set.of(),
            "bus", Set.of(),
            "internal.systemctl", Set.of("command", "unit"),
            "journal", Set.of("command", "unit", "internal.systemctl"),
            "files", Set.of("command", "unit", "internal.systemctl"),
            "", Set.of("command", "unit", "internal.systemctl", "journal", "files"),
            "watch", Set.of("", "bus", "command", "unit", "internal.systemctl"),
            "watchdog", Set.of("", "watch", "journal", "command", "unit"),
            "testing", Set.of("command", "unit", "bus"));

    private final JavaClasses classes = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void packagesDoNotDependOnEachOtherInACircle() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(classes);
    }

    @Test
    void everyPackageIsOnTheMap() {
        assertThat(ours()).extracting(ArchitectureTest::packageOf).isSubsetOf(MAY_IMPORT.keySet());
    }

    @Test
    void importsGoDownTheMapOnly() {
        Stream<String> uphill = ours().flatMap(origin -> origin.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isOurs(dependency.getTargetClass()) && !isAllowed(dependency))
                .map(Dependency::getDescription);

        assertThat(uphill).isEmpty();
    }

    @Test
    void everyPermissionIsUsed() {
        Map<String, Set<String>> used = ours().flatMap(origin -> origin.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isOurs(targetOf(dependency)))
                .filter(dependency -> !packageOf(dependency.getOriginClass()).equals(packageOf(targetOf(dependency))))
                .collect(Collectors.groupingBy(
                        dependency -> packageOf(dependency.getOriginClass()),
                        Collectors.mapping(dependency -> packageOf(targetOf(dependency)), Collectors.toSet())));

        assertThat(MAY_IMPORT)
                .allSatisfy((from, allowed) ->
                        assertThat(used.getOrDefault(from, Set.of())).as(from).isEqualTo(allowed));
    }

    @Test
    void noFileIsTooLong() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java") && lines(file) > MAX_LINES))
                    .isEmpty();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<JavaClass> ours() {
        return classes.stream().filter(ArchitectureTest::isOurs);
    }

    private static boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(ROOT + ".");
    }

    private static JavaClass targetOf(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType();
    }

    private static boolean isAllowed(Dependency dependency) {
        String from = packageOf(dependency.getOriginClass());
        String to = packageOf(targetOf(dependency));
        return from.equals(to) || MAY_IMPORT.getOrDefault(from, Set.of()).contains(to);
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).replaceFirst("^\\.", "");
    }

    /** Assigns each package to a slice, including the root package. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return isOurs(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + ROOT;
        }
    }
}
