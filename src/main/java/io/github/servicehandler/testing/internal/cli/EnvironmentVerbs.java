package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.manager.ManagerEnvironment;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The systemctl verbs about the manager's environment: show-environment, set-environment, unset-environment and
 * import-environment.
 */
final class EnvironmentVerbs {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?s)[A-Za-z_][A-Za-z0-9_]*=.*");
    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\\s\"\\\\`$*?\\[\\]'()<>|&;!]");
    private static final int FIRST_WITH_JSON = 248;

    private final SystemctlCall call;
    private final ManagerEnvironment environment;

    private EnvironmentVerbs(SystemctlCall call) {
        this.call = call;
        this.environment = call.manager().environment();
    }

    static void addTo(Map<String, VerbHandler> verbs) {
        verbs.put("show-environment", call -> new EnvironmentVerbs(call).show());
        verbs.put("set-environment", call -> new EnvironmentVerbs(call).set());
        verbs.put("unset-environment", call -> new EnvironmentVerbs(call).unset());
        verbs.put("import-environment", call -> new EnvironmentVerbs(call).importVariables());
    }

    private void show() {
        Map<String, String> all = environment.all();
        String output = call.line().value("--output", "");
        if (output.equals("json-pretty") && call.manager().version() >= FIRST_WITH_JSON) {
            throw new TestMistakeException("the fake's systemctl prints the environment only with --output=json");
        }
        if (output.startsWith("json") && call.manager().version() >= FIRST_WITH_JSON) {
            call.reply()
                    .out(all.entrySet().stream()
                            .map(variable ->
                                    JsonWriter.quote(variable.getKey()) + ":" + JsonWriter.quote(variable.getValue()))
                            .collect(Collectors.joining(",", "{", "}")));
            return;
        }
        all.forEach((name, value) -> call.reply().out(name + "=" + quoted(value)));
    }

    /** Quotes a value as a POSIX shell reads it. */
    private static String quoted(String value) {
        if (!NEEDS_QUOTES.matcher(value).find()) {
            return value;
        }
        String escaped = value.replace("\\", "\\\\")
                .replace("'", "\\'")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
        return "$'" + escaped + "'";
    }

    private void set() {
        if (!call.names().stream().allMatch(word -> ASSIGNMENT.matcher(word).matches())) {
            call.reply().fail(1, "Failed to set environment: Invalid environment assignments");
            return;
        }
        for (String word : call.names()) {
            int equals = word.indexOf('=');
            environment.set(word.substring(0, equals), word.substring(equals + 1));
        }
    }

    private void unset() {
        boolean valid = call.names().stream()
                .allMatch(word ->
                        NAME.matcher(word).matches() || ASSIGNMENT.matcher(word).matches());
        if (!valid) {
            call.reply().fail(1, "Failed to set environment: Invalid environment variable names or assignments");
            return;
        }
        for (String word : call.names()) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                environment.unset(word);
            } else {
                environment.unset(word.substring(0, equals), word.substring(equals + 1));
            }
        }
    }

    /** Copies variables of the command to the manager. */
    private void importVariables() {
        Map<String, String> variables = call.command().environment();
        if (call.names().isEmpty()) {
            call.reply().err("Calling import-environment without a list of variable names is deprecated.");
            variables.forEach(environment::set);
        }
        for (String name : call.names()) {
            if (!NAME.matcher(name).matches()) {
                call.reply().fail(1, "Not a valid environment variable name: " + name);
                return;
            }
        }
        for (String name : call.names()) {
            String value = variables.get(name);
            if (value == null) {
                call.reply().err("Environment variable $" + name + " not set, ignoring.");
            } else {
                environment.set(name, value);
            }
        }
    }
}
