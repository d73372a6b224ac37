package io.github.servicehandler;

import io.github.servicehandler.internal.systemctl.ManagerClient;
import io.github.servicehandler.unit.CalendarExpression;
import io.github.servicehandler.unit.ServiceType;
import io.github.servicehandler.unit.UnitFile;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A timer and the service that it starts, which have the same name but for their types. */
final class ScheduledUnits {

    private final ManagerClient client;
    private final UnitFiles files;
    private final UnitName timer;
    private final UnitName service;

    /** @throws IllegalArgumentException if the name is not one of a timer or service that can run */
    ScheduledUnits(ManagerClient client, UnitFiles files, String name) {
        UnitName unit = HandlerNames.runnable(name);
        if (unit.type() != UnitType.SERVICE && unit.type() != UnitType.TIMER) {
            throw new IllegalArgumentException(unit + " is neither a timer nor a service");
        }
        this.client = client;
        this.files = files;
        this.timer = UnitName.of(unit.stem() + UnitType.TIMER.suffix());
        this.service = UnitName.of(unit.stem() + UnitType.SERVICE.suffix());
    }

    /** Installs both units, starts the timer now and at each boot, and returns the timer's name. */
    String install(String calendar, String... command) {
        CalendarExpression.parse(calendar);
        return install(
                UnitFile.timer()
                        .description("Timer of " + service)
                        .onCalendar(calendar)
                        .persistent(true)
                        .wantedBy("timers.target")
                        .build(),
                UnitFile.service()
                        .description("Scheduled by " + timer)
                        .type(ServiceType.ONESHOT)
                        .execStart(command)
                        .build());
    }

    /** Does the same with files of the caller. */
    String install(UnitFile timerFile, UnitFile serviceFile) {
        files.install(Map.of(timer.toString(), timerFile, service.toString(), serviceFile));
        files.enable(timer.toString());
        // a restart, since a timer that is already active may have had another schedule
        client.runChecked(client.command(Verb.RESTART.request(List.of(timer))));
        return timer.toString();
    }

    /**
     * Returns the names of the units in the order in which they are removed: the timer would start the service again.
     */
    List<String> names() {
        return List.of(timer.toString(), service.toString());
    }

    /** Removes the units in their order, up to the first that cannot be removed. */
    List<Outcome> remove(Function<String, Outcome> removal) {
        List<Outcome> outcomes = new ArrayList<>();
        for (String unit : names()) {
            if (outcomes.stream().allMatch(Outcome::succeeded)) {
                outcomes.add(removal.apply(unit));
            }
        }
        return List.copyOf(outcomes);
    }
}
