package io.github.servicehandler.testing.internal.manager;

import io.github.servicehandler.testing.internal.files.ManagerScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The environment that a manager passes to its services: its own variables and those that clients have set. */
public final class ManagerEnvironment {

    private final ManagerScope scope;
    private final Map<String, String> clientVariables = new TreeMap<>();

    ManagerEnvironment(ManagerScope scope) {
        this.scope = scope;
    }

    /** Returns all variables; those of clients replace the manager's own and otherwise follow them by name. */
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String assignment : scope.environment()) {
            int equals = assignment.indexOf('=');
            all.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        all.putAll(clientVariables);
        return all;
    }

    public void set(String name, String value) {
        clientVariables.put(name, value);
    }

    /** Removes a client's variable, so that a variable of the manager itself has its first value again. */
    public void unset(String name) {
        clientVariables.remove(name);
    }

    /** Removes a client's variable if it has this value. */
    public void unset(String name, String value) {
        clientVariables.remove(name, value);
    }
}
