package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.TestMistakeException;
import io.github.servicehandler.testing.internal.files.BusError;
import io.github.servicehandler.testing.internal.files.UnitNameMangler;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The implementation of {@code systemctl show}, for units and for the manager itself. */
final class ShowVerb {

    private ShowVerb() {}

    static void run(SystemctlCall call) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String option : List.of("--property", "-P")) {
            call.line().values(option).forEach(value -> wanted.addAll(List.of(value.split(","))));
        }
        if (call.names().isEmpty()) {
            print(call, ManagerShowProperties.of(call.manager()), wanted);
            return;
        }
        if (call.names().stream().anyMatch(SystemctlCall::isNumber)) {
            showJobs(call);
            return;
        }
        boolean first = true;
        for (String name : call.units()) {
            try {
                UnitNameMangler.requireUnit(name);
            } catch (BusError e) {
                call.reply().fail(1, "Failed to get properties: " + e.text());
                return;
            }
            if (!first) {
                call.reply().out("");
            }
            first = false;
            show(call, name, wanted);
        }
    }

    /** Reports that there is no job with a number, for which systemctl takes a name that is one. */
    private static void showJobs(SystemctlCall call) {
        for (String number : call.names()) {
            if (!SystemctlCall.isNumber(number) || isJob(call, number)) {
                throw new TestMistakeException("the fake's systemctl cannot show the properties of jobs");
            }
            call.reply()
                    .fail(
                            1,
                            "Failed to get properties: Unknown object '/org/freedesktop/systemd1/job/" + number + "'.");
        }
    }

    private static boolean isJob(SystemctlCall call, String number) {
        return call.manager().jobs().queued().stream().anyMatch(job -> number.equals("" + job.id));
    }

    private static void show(SystemctlCall call, String name, Set<String> wanted) {
        try {
            Unit unit = call.manager().load(name);
            print(call, UnitShowProperties.of(unit, wanted, TimestampStyle.of(call)), wanted);
        } catch (BusError e) {
            call.reply().fail(1, "Failed to get properties: " + e.text());
        }
    }

    /**
     * Prints the wanted properties; if none are named, prints all those that are not empty, or all with {@code --all}.
     */
    private static void print(SystemctlCall call, Map<String, String> properties, Set<String> wanted) {
        boolean valueOnly =
                call.line().has("--value") || !call.line().values("-P").isEmpty();
        properties.forEach((name, value) -> {
            if (wanted.isEmpty() ? call.line().has("--all") || !value.isEmpty() : wanted.contains(name)) {
                call.reply().out(valueOnly ? value : name + "=" + value);
            }
        });
    }
}
