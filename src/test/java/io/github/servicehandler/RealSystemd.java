package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandException;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandRunner;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests if the manager that they need does not answer. If {@code SERVICEHANDLER_REQUIRE_SYSTEMD=true} is set, as
 * inside a booted testbed, they fail instead, so that skipped tests are not taken for passed ones.
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
        Command question = Command.of("systemctl", manager, "show", "--property=Version");
        try {
            CommandResult answer = CommandRunner.local().run(question);
            return answer.succeeded()
                    ? ""
                    : question + " fails: " + answer.stderr().strip();
        } catch (CommandException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Requires the manager of the user who runs the tests. */
    public static final class User extends RealSystemd {
        /** Called by JUnit; public because the tests may be in any package. */
        public User() {
            super("--user");
        }
    }

    /** Requires the system manager, and root, whose requests it accepts. */
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
