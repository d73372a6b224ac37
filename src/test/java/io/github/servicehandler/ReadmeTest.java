package io.github.servicehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Test that every block of Java in the README compiles against the library. */
class ReadmeTest {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

    private static final String IMPORTS =
            Stream.of("", ".command", ".files", ".journal", ".unit", ".watch", ".watchdog", ".testing")
                            .map(suffix -> "import io.github.servicehandler" + suffix + ".*;\n")
                            .collect(Collectors.joining())
                    + "import java.net.URI;\nimport java.nio.file.*;\nimport java.time.*;\nimport java.util.*;\nimport java.util.regex.Pattern;\nimport java.util.stream.*;\nimport org.mockito.Mockito;\n";

    static Stream<String> blocks() throws IOException {
        return JAVA_BLOCK
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(match -> match.group(1));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void compiles(String block, @TempDir Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeThat(compiler).as("a JDK, not only a JRE").isNotNull();
        StringWriter complaints = new StringWriter();
        Boolean compiled = compiler.getTask(complaints, null, null, options(classes), null, List.of(source(block)))
                .call();
        assertThat(compiled).as(complaints.toString()).isTrue();
    }

    private static List<String> options(Path classes) {
        String path = Stream.of("java.class.path", "jdk.module.path")
                .map(name -> System.getProperty(name, ""))
                .collect(Collectors.joining(System.getProperty("path.separator")));
        return List.of("-proc:none", "-classpath", path, "-d", classes.toString());
    }

    private static JavaFileObject source(String block) {
        String code = IMPORTS + "class Readme {\n void code() throws Exception {\n" + block + "}\n}\n";
        return new SimpleJavaFileObject(URI.create("string:///Readme.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
    }
}
