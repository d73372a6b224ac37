package io.github.servicehandler;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The laws of the architecture: which package uses which, and how far classes of one package may depend on each other.
 */
class ArchitectureTest {

    private static final String ROOT = "io.github.servicehandler";

    /** The largest cycle of classes inside a package. Lower this number when a cycle shrinks; never raise it. */
    private static final int LARGEST_CYCLE = 11;

    /** The packages of this library that each package uses, exactly; the root package is the empty name. */
    private static final Map<String, Set<String>> USES = Map.ofEntries(
            Map.entry("internal.text", Set.of()),
            Map.entry("internal.storage", Set.of()),
            Map.entry("internal.settings", Set.of()),
            Map.entry("unit", Set.of("internal.settings", "internal.storage", "internal.text")),
            Map.entry("internal.concurrent", Set.of()),
            Map.entry("command", Set.of("internal.concurrent", "internal.text")),
            Map.entry(
                    "internal.systemctl",
                    Set.of("command", "internal.concurrent", "internal.storage", "internal.text", "unit")),
            Map.entry("internal.dbus", Set.of("internal.concurrent", "internal.text")),
            Map.entry(
                    "internal.systemdbus",
                    Set.of(
                            "command",
                            "internal.concurrent",
                            "internal.dbus",
                            "internal.systemctl",
                            "internal.text",
                            "unit")),
            Map.entry(
                    "files",
                    Set.of("command", "internal.concurrent", "internal.systemctl", "internal.text", "journal", "unit")),
            Map.entry(
                    "journal", Set.of("command", "internal.concurrent", "internal.systemctl", "internal.text", "unit")),
            Map.entry(
                    "",
                    Set.of(
                            "command",
                            "files",
                            "internal.concurrent",
                            "internal.systemctl",
                            "internal.systemdbus",
                            "internal.text",
                            "journal",
                            "unit")),
            Map.entry("internal.cgroup", Set.of("")),
            Map.entry(
                    "watch",
                    Set.of(
                            "",
                            "command",
                            "internal.concurrent",
                            "internal.dbus",
                            "internal.systemctl",
                            "internal.systemdbus",
                            "internal.text",
                            "unit")),
            Map.entry(
                    "watchdog",
                    Set.of(
                            "",
                            "command",
                            "internal.cgroup",
                            "internal.concurrent",
                            "internal.storage",
                            "internal.text",
                            "journal",
                            "unit",
                            "watch")),
            Map.entry("testing.internal", Set.of()),
            Map.entry("testing.internal.time", Set.of("command", "unit")),
            Map.entry(
                    "testing.internal.files",
                    Set.of("internal.settings", "testing.internal", "testing.internal.time", "unit")),
            Map.entry(
                    "testing.internal.process",
                    Set.of("internal.settings", "testing.internal.files", "testing.internal.time", "unit")),
            Map.entry("testing.internal.journal", Set.of("testing.internal", "testing.internal.time")),
            Map.entry(
                    "testing.internal.units",
                    Set.of(
                            "internal.settings",
                            "testing.internal",
                            "testing.internal.files",
                            "testing.internal.journal",
                            "testing.internal.process",
                            "testing.internal.time",
                            "unit")),
            Map.entry(
                    "testing.internal.services",
                    Set.of(
                            "internal.settings",
                            "testing.internal.files",
                            "testing.internal.journal",
                            "testing.internal.process",
                            "testing.internal.time",
                            "testing.internal.units")),
            Map.entry(
                    "testing.internal.manager",
                    Set.of(
                            "internal.settings",
                            "testing.internal",
                            "testing.internal.files",
                            "testing.internal.journal",
                            "testing.internal.process",
                            "testing.internal.services",
                            "testing.internal.time",
                            "testing.internal.units",
                            "unit")),
            Map.entry(
                    "testing.internal.cli",
                    Set.of(
                            "internal.settings",
                            "command",
                            "testing.internal",
                            "testing.internal.files",
                            "testing.internal.journal",
                            "testing.internal.manager",
                            "testing.internal.process",
                            "testing.internal.services",
                            "testing.internal.time",
                            "testing.internal.units",
                            "unit")),
            Map.entry(
                    "testing.internal.bus",
                    Set.of(
                            "command",
                            "internal.dbus",
                            "testing.internal.cli",
                            "testing.internal.files",
                            "testing.internal.manager",
                            "testing.internal.time",
                            "testing.internal.units",
                            "unit")),
            Map.entry(
                    "testing",
                    Set.of(
                            "command",
                            "testing.internal",
                            "testing.internal.bus",
                            "testing.internal.cli",
                            "testing.internal.files",
                            "testing.internal.journal",
                            "testing.internal.manager",
                            "testing.internal.process",
                            "testing.internal.services",
                            "testing.internal.time",
                            "testing.internal.units",
                            "unit")));

    private static final Pattern PACKAGE =
            Pattern.compile("^package io\\.github\\.servicehandler\\.?([\\w.]*);", Pattern.MULTILINE);
    private static final Pattern IMPORT = Pattern.compile(
            "^import (?:static )?io\\.github\\.servicehandler((?:\\.[a-z]\\w*)*)\\.[A-Z]", Pattern.MULTILINE);

    private final JavaClasses classes = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void packagesDoNotDependOnEachOtherInACycle() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(classes);
    }

    @Test
    void packagesImportExactlyWhatTheTableSays() {
        Map<String, Set<String>> imported = new TreeMap<>();
        SourceTest.sources().map(SourceTest::text).forEach(source -> {
            Matcher declaration = PACKAGE.matcher(source);
            if (declaration.find()) { // module-info has none
                String name = declaration.group(1);
                imported.computeIfAbsent(name, key -> new TreeSet<>()).addAll(importsOf(source, name));
            }
        });

        assertThat(imported).isEqualTo(new TreeMap<>(USES));
    }

    /** Returns the packages in the import lines. A constant leaves no trace in the class that uses it. */
    private static Set<String> importsOf(String source, String packageName) {
        return IMPORT.matcher(source)
                .results()
                .map(line -> line.group(1).replaceFirst("^\\.", ""))
                .filter(name -> !name.equals(packageName))
                .collect(Collectors.toSet());
    }

    @TestFactory
    Stream<DynamicTest> classesOfAPackageFormNoLargeCycle() {
        return USES.keySet().stream()
                .sorted()
                .map(name -> dynamicTest(
                        name.isEmpty() ? "root" : name,
                        () -> assertThat(cyclesIn(name))
                                .allSatisfy(cycle -> assertThat(cycle).hasSizeLessThanOrEqualTo(LARGEST_CYCLE))));
    }

    @Test
    void theLimitOfCyclesIsTheLargestThatThereIs() {
        int largest = USES.keySet().stream()
                .flatMap(name -> cyclesIn(name).stream())
                .mapToInt(Collection::size)
                .max()
                .orElse(0);

        assertThat(LARGEST_CYCLE).as("lower the limit: cycles have shrunk").isEqualTo(largest);
    }

    /**
     * Returns the sets of top-level classes of a package in which each depends on each other, be it by way of others.
     */
    private List<Set<String>> cyclesIn(String packageName) {
        Map<String, Set<String>> edges = new TreeMap<>();
        ours().filter(type -> packageOf(type).equals(packageName))
                .forEach(type -> edges.computeIfAbsent(topLevel(type), name -> new TreeSet<>())
                        .addAll(neighbours(type)));
        return edges.keySet().stream()
                .map(name -> cycleOf(name, edges))
                .filter(cycle -> !cycle.isEmpty())
                .distinct()
                .toList();
    }

    /** Returns the classes that a class depends on and that depend on it; none if it is not part of a cycle. */
    private static Set<String> cycleOf(String name, Map<String, Set<String>> edges) {
        return reachableFrom(name, edges).stream()
                .filter(other -> reachableFrom(other, edges).contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> reachableFrom(String name, Map<String, Set<String>> edges) {
        Set<String> seen = new HashSet<>();
        collect(name, edges, seen);
        return seen;
    }

    private static void collect(String name, Map<String, Set<String>> edges, Set<String> seen) {
        edges.getOrDefault(name, Set.of()).stream().filter(seen::add).forEach(next -> collect(next, edges, seen));
    }

    private static Set<String> neighbours(JavaClass type) {
        return targets(type)
                .filter(target -> target.getPackageName().equals(type.getPackageName()))
                .map(ArchitectureTest::topLevel)
                .filter(name -> !name.equals(topLevel(type)))
                .collect(Collectors.toSet());
    }

    private static Stream<JavaClass> targets(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(ArchitectureTest::isOurs);
    }

    private static String topLevel(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }

    private Stream<JavaClass> ours() {
        return classes.stream().filter(ArchitectureTest::isOurs);
    }

    private static boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(ROOT + ".")
                && !type.getSimpleName().equals("package-info");
    }

    private static String packageOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).replaceFirst("^\\.", "");
    }

    /** An assignment that makes each package a slice, the root package too. */
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
