package io.github.servicehandler.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A generator of random scripts that give orders through the library, to one unit or to several. The same seed gives
 * the same script.
 */
final class OrderFuzzGenerator {

    /** The names of the units of these scripts, which need not exist. */
    static final List<String> UNITS = Stream.of(
                    OrderFuzzUnits.SERVICES,
                    OrderFuzzUnits.INSTANCES,
                    List.of(OrderFuzzUnits.TARGET, OrderFuzzUnits.MISSING, "case-alias.service", "case-u@1.service"))
            .flatMap(List::stream)
            .toList();

    private static final List<FuzzVerb> VERBS = List.of(FuzzVerb.values());

    private static final List<String> PLACES_OF_DROP_INS = List.of(
            "case-a.service.d", "case-b.service.d", "case-t@.service.d", "case-t@1.service.d", "case-.service.d");

    private static final Set<String> CANNOT_BE_MASKED = Set.of(OrderFuzzUnits.NEVER_MASKED, "case-alias.service");

    private final OrderFuzzUnits units;
    private final List<FuzzStep> steps = new ArrayList<>();

    private OrderFuzzGenerator(long seed) {
        units = new OrderFuzzUnits(new Random(seed));
    }

    static FuzzScript script(long seed, int operations) {
        OrderFuzzGenerator generator = new OrderFuzzGenerator(seed);
        generator.install();
        for (int i = 0; i < operations; i++) {
            generator.addOperation();
        }
        return new FuzzScript(generator.steps);
    }

    private void install() {
        for (String service : OrderFuzzUnits.SERVICES) {
            // only unit files outside the administrator's directory can be masked
            write(units.chance(60), service, units.service(service));
        }
        write(true, OrderFuzzUnits.TEMPLATE, units.service(OrderFuzzUnits.TEMPLATE));
        write(true, OrderFuzzUnits.TARGET, OrderFuzzUnits.target());
        // keeps the units in memory, because the time at which systemd unloads one is not defined
        write(
                true,
                "case-pin.target",
                "[Unit]\nAfter=" + String.join(" ", UNITS).replace("\\", "\\\\") + "\n");
        reload();
        steps.add(FuzzStep.Run.of("start", "case-pin.target"));
    }

    private void addOperation() {
        if (units.chance(75)) {
            order();
        } else if (units.chance(75)) {
            changeFiles();
        } else {
            steps.add(new FuzzStep.Find());
        }
    }

    private void order() {
        List<String> names = new ArrayList<>(List.of(units.pick(UNITS)));
        while (units.chance(30) && names.size() < 4) {
            names.add(units.pick(UNITS));
        }
        FuzzVerb verb = units.pick(VERBS);
        if (verb.isMask()) {
            names.replaceAll(name -> CANNOT_BE_MASKED.contains(name) ? OrderFuzzUnits.MISSING : name);
        }
        steps.add(new FuzzStep.Order(verb, names.stream().distinct().toList()));
    }

    private void changeFiles() {
        do {
            changeFile();
        } while (units.chance(40));
        reload();
    }

    private void changeFile() {
        String service = units.pick(OrderFuzzUnits.SERVICES);
        switch (units.pick(List.of(0, 1, 2, 2, 3, 4))) {
            case 0 -> write(units.chance(60), service, units.service(service));
            case 1 -> steps.add(new FuzzStep.Delete(units.chance(60), service));
            case 2 -> write(units.chance(60), units.pick(PLACES_OF_DROP_INS) + "/case.conf", units.dropIn());
            case 3 -> steps.add(new FuzzStep.Link("case-alias.service", OrderFuzzUnits.NEVER_MASKED));
            default -> steps.add(new FuzzStep.Link("case-g.target.wants/" + service, "../" + service));
        }
    }

    private void write(boolean lasting, String path, String text) {
        steps.add(new FuzzStep.Write(lasting, path, text));
    }

    private void reload() {
        steps.add(FuzzStep.Run.of("daemon-reload"));
    }
}
