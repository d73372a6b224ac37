package io.github.servicehandler.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A generator of random scripts: they install units and then run operations on them. The same seed gives the same
 * script.
 */
final class FuzzGenerator {

    private static final List<String> SIGNALS = List.of("TERM", "KILL", "INT", "USR1", "HUP", "0");
    private static final List<String> JOB_VERBS = List.of(
            "start",
            "start",
            "start",
            "stop",
            "stop",
            "restart",
            "restart",
            "try-restart",
            "reload",
            "reload-or-restart",
            "try-reload-or-restart");
    private static final List<String> ENABLEMENT_VERBS =
            List.of("enable", "enable", "disable", "disable", "reenable", "mask", "unmask");
    private static final List<String> QUERY_VERBS = List.of("is-active", "is-enabled", "is-failed");

    private static final List<Integer> OPERATIONS_ON_UNPINNED_UNITS =
            List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 4, 5, 6, 6, 7);
    private static final List<Integer> OPERATIONS_ON_PINNED_UNITS =
            List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 4, 5, 6, 6, 7, 8);

    private final FuzzUnits units;
    private final boolean pinned;
    private final List<FuzzStep> steps = new ArrayList<>();

    private FuzzGenerator(long seed) {
        Random random = new Random(seed);
        pinned = random.nextInt(100) < 60;
        units = new FuzzUnits(random, pinned);
    }

    static FuzzScript script(long seed, int operations) {
        FuzzGenerator generator = new FuzzGenerator(seed);
        generator.install();
        for (int i = 0; i < operations; i++) {
            generator.addOperation();
        }
        return new FuzzScript(generator.steps);
    }

    private void install() {
        for (String service : FuzzUnits.SERVICES) {
            // only unit files outside the administrator's directory can be masked
            write(units.chance(70), service + ".service", units.service(service + ".service"));
        }
        write(true, FuzzUnits.TEMPLATE, units.service(FuzzUnits.TEMPLATE));
        write(true, FuzzUnits.TARGET, units.target());
        run("daemon-reload");
        if (pinned) {
            pin();
        }
    }

    /** Keeps the services in memory, together with the results of their last run. */
    private void pin() {
        String all = String.join(" ", FuzzUnits.SERVICES).replaceAll("(case-.)", "$1.service");
        write(true, "case-pin.target", "[Unit]\nAfter=%s %s %s\n".formatted(all, FuzzUnits.INSTANCE, FuzzUnits.TARGET));
        run("daemon-reload");
        run("start", "case-pin.target");
    }

    private void addOperation() {
        // the time at which systemd unloads a unit is not defined, so operations that show it need pinned units
        int kind = units.pick(pinned ? OPERATIONS_ON_PINNED_UNITS : OPERATIONS_ON_UNPINNED_UNITS);
        switch (kind) {
            case 0 -> run(units.pick(JOB_VERBS), units.unit());
            case 1 -> run("kill", "--signal=" + units.pick(SIGNALS), units.unit());
            case 2 -> changeEnablement();
            case 3 -> run("reset-failed", units.unit());
            case 4 -> run("daemon-reload");
            // only stops take two units: with two starts, the state of the first at the second start would depend on
            // the scheduler
            case 5 -> run("stop", units.unit(), units.unit());
            case 6 -> changeFiles();
            case 7 -> run(units.pick(QUERY_VERBS), units.unit());
            default -> run("list-units", "--all", "--plain", "--no-legend", "case*");
        }
    }

    private void changeEnablement() {
        List<String> words = new ArrayList<>(List.of(units.pick(ENABLEMENT_VERBS)));
        if (units.chance(15)) {
            words.add("--now");
        }
        if (units.chance(15)) {
            words.add("--runtime");
        }
        words.add(units.chance(10) ? FuzzUnits.TEMPLATE : units.unit());
        steps.add(new FuzzStep.Run(words));
    }

    private void changeFiles() {
        String service = units.pick(FuzzUnits.SERVICES) + ".service";
        boolean lasting = units.chance(70);
        switch (units.pick(List.of(0, 0, 1, 2, 2))) {
            case 0 -> write(lasting, service, units.service(service));
            case 1 -> steps.add(new FuzzStep.Delete(lasting, service));
            default -> write(lasting, service + ".d/case.conf", units.dropIn(service));
        }
        if (units.chance(70)) {
            run("daemon-reload");
        } else {
            run("is-enabled", service);
        }
    }

    private void write(boolean lasting, String path, String text) {
        steps.add(new FuzzStep.Write(lasting, path, text));
    }

    private void run(String... words) {
        steps.add(FuzzStep.Run.of(words));
    }
}
