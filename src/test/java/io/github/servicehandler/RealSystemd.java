package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Condition that skips tests if the manager that they need does not answer. If
 * {@code SERVICEHANDLER_REQUIRE_SYSTEMD=true} is set, as inside a booted testbed, they fail instead, so that skipped
 * tests are not taken for passed ones.
 */
public abstract class RealSystemd implements ExecutionCondition {

    private final String manager;

    private RealSystemd(String manager) {
        this.manager = manager;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String problem = problem();
        if (problem.isEmpty()) {
            return ConditionEvaluationResult.enabled("systemctl " + manager + " answers");
        }
        if (Boolean.parseBoolean(System.getenv("SERVICEHANDLER_REQUIRE_SYSTEMD"))) {
            throw new IllegalStateException("SERVICEHANDLER_REQUIRE_SYSTEMD is set, but " + problem);
        }
        return ConditionEvaluationResult.disabled(problem);
    }

    /** Returns why the tests cannot run, or an empty text if they can. */
    String problem() {
        Command command = Command.of("systemctl", manager, "show", "--property=Version");
        try {
            CommandResult result = CommandRunner.local().run(command);
            return result.succeeded()
                    ? ""
                    : command + " fails: " + result.stderr().strip();
        } catch (CommandException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Condition that the manager of the user who runs the tests answers. */
    public static final class User extends RealSystemd {
        /** Called by JUnit; public because the tests may be in any package. */
        public User() {
            super("--user");
        }
    }

    /** Condition that the system manager answers and that the tests run as root, whose requests it accepts. */
    public static final class SystemAsRoot extends RealSystemd {
        /** Called by JUnit; public because the tests may be in any package. */
        public SystemAsRoot() {
            super("--system");
        }

        @Override
        String problem() {
            return "root".equals(System.getProperty("user.name")) ? super.problem() : "this is not root";
        }
    }
}
