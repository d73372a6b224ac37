package io.github.servicehandler.watchdog;

import io.github.servicehandler.Outcome;
import io.github.servicehandler.ServiceHandler;
import io.github.servicehandler.ServiceStatus;
import io.github.servicehandler.Verb;
import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what an action says. It may wait. */
@FunctionalInterface
interface Deed {

    /**
     * Says what to do it to.
     *
     * @param service the service
     * @param fired why
     * @param watched finds other services by their names
     * @param stoppedByRule tells by its name whether a service is down because of a rule
     * @param leftAlone tells by its name whether a service is in maintenance or quarantine
     */
    record Target(
            ServiceHandler service,
            WatchdogEvent.Fired fired,
            Function<String, ServiceHandler> watched,
            Predicate<String> stoppedByRule,
            Predicate<String> leftAlone) {}

    /**
     * Tells what came of it.
     *
     * @param succeeded whether it was done
     * @param detail what there is to say about it; may be empty
     * @param seen how services were afterwards
     */
    record Result(boolean succeeded, String detail, Map<ServiceHandler, ServiceStatus> seen) {

        static Result done(String detail) {
            return new Result(true, detail, Map.of());
        }
    }

    Result perform(Target target);

    static Deed of(Verb verb) {
        return target -> {
            Outcome outcome = target.service().perform(verb);
            return new Result(succeeded(outcome), firstLine(outcome), Map.of(target.service(), outcome.after()));
        };
    }

    static boolean succeeded(Outcome outcome) {
        return outcome.kind() != Outcome.Kind.FAILED;
    }

    static String firstLine(Outcome outcome) {
        return outcome.toString().lines().findFirst().orElse("");
    }

    static Result run(Command command, Target target) {
        CommandResult result = target.service().systemd().runner().run(command);
        return new Result(result.exitCode() == 0, command.program() + " exited with " + result.exitCode(), Map.of());
    }

    static Result log(Target target) {
        Logger log = LoggerFactory.getLogger(Watchdog.class);
        log.warn("{}", target.fired());
        return Result.done("");
    }
}
