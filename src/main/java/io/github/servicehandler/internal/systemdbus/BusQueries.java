package io.github.servicehandler.internal.systemdbus;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandInterruptedException;
import io.github.servicehandler.command.CommandRunner;
import io.github.servicehandler.command.CommandTimeoutException;
import io.github.servicehandler.command.ManagerAddress;
import io.github.servicehandler.internal.concurrent.Deadline;
import io.github.servicehandler.internal.dbus.BusException;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.internal.systemctl.ManagerQueries;
import io.github.servicehandler.internal.systemctl.SystemctlCommands;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions to a manager over its bus. The answers are the same as those of systemctl, and come without a process.
 * What the bus cannot answer is asked by systemctl, whose answer or error then counts. Thread-safe.
 */
public final class BusQueries implements ManagerQueries {

    private static final Logger log = LoggerFactory.getLogger(BusQueries.class.getPackageName());

    private final ManagerAddress address;
    private final CommandRunner runner;
    private final Duration timeout;
    private final SystemctlCommands commands;
    private final ManagerQueries bySystemctl;

    /**
     * Creates the questions to a manager. Opens no connection yet.
     *
     * @param timeout the timeout of each question
     */
    public BusQueries(ManagerAddress address, CommandRunner runner, Duration timeout, ManagerQueries bySystemctl) {
        this.address = address;
        this.runner = runner;
        this.timeout = timeout;
        this.commands = new SystemctlCommands(address.arguments(), timeout);
        this.bySystemctl = bySystemctl;
    }

    @Override
    public <T> List<T> show(
            List<UnitName> units, List<String> properties, BiFunction<UnitName, UnitProperties, T> reader) {
        if (units.isEmpty() || properties.isEmpty() || !ShowFormatter.knowsAll(properties)) {
            return bySystemctl.show(units, properties, reader);
        }
        return ask(
                () -> commands.show(units, properties),
                (bus, deadline) -> {
                    List<UnitProperties> shown = new UnitReading(bus, properties, deadline).read(units);
                    return IntStream.range(0, units.size())
                            .mapToObj(i -> reader.apply(units.get(i), shown.get(i)))
                            .toList();
                },
                () -> bySystemctl.show(units, properties, reader));
    }

    @Override
    public <T> List<Optional<T>> showLoaded(
            List<UnitName> units, List<String> properties, BiFunction<UnitName, UnitProperties, T> reader) {
        if (units.isEmpty() || !ShowFormatter.knowsAll(properties)) {
            return bySystemctl.showLoaded(units, properties, reader);
        }
        return ask(
                () -> commands.show(units, properties),
                (bus, deadline) -> {
                    Map<UnitName, UnitProperties> shown = new UnitReading(bus, properties, deadline).readLoaded(units);
                    return units.stream()
                            .map(unit -> Optional.ofNullable(shown.get(unit)).map(values -> reader.apply(unit, values)))
                            .toList();
                },
                () -> bySystemctl.showLoaded(units, properties, reader));
    }

    @Override
    public <T> List<T> listUnits(List<String> patterns, Function<Map<String, String>, T> entry) {
        return ask(
                () -> commands.listUnits(patterns),
                List.of(ManagerCallFactory.listUnits(patterns)),
                replies -> ListReply.rows(replies.get(0))
                        .map(row -> Map.of(
                                "unit", row.get(0).toString(),
                                "description", row.get(1).toString(),
                                "load", row.get(2).toString(),
                                "active", row.get(3).toString(),
                                "sub", row.get(4).toString()))
                        .sorted(order("unit"))
                        .map(entry)
                        .toList(),
                () -> bySystemctl.listUnits(patterns, entry));
    }

    @Override
    public <T> List<T> listUnitFiles(List<String> patterns, Function<Map<String, String>, T> entry) {
        return ask(
                () -> commands.listUnitFiles(patterns),
                List.of(ManagerCallFactory.listUnitFiles(patterns)),
                replies -> ListReply.rows(replies.get(0))
                        .map(row -> Map.of(
                                "unit_file", ListReply.name(row),
                                "state", row.get(1).toString()))
                        .sorted(order("unit_file"))
                        .map(entry)
                        .toList(),
                () -> bySystemctl.listUnitFiles(patterns, entry));
    }

    /** Returns the order in which systemctl lists units: by type, then by name. */
    private static Comparator<Map<String, String>> order(String key) {
        Comparator<String> byType =
                Comparator.comparing(name -> name.substring(name.lastIndexOf('.') + 1), String.CASE_INSENSITIVE_ORDER);
        return Comparator.comparing(
                row -> row.getOrDefault(key, ""), byType.thenComparing(String.CASE_INSENSITIVE_ORDER));
    }

    @Override
    public UnitProperties managerProperties(String... names) {
        List<String> properties = List.of(names);
        if (!ShowFormatter.knowsAll(properties)) {
            return bySystemctl.managerProperties(names);
        }
        List<Message> calls =
                properties.stream().map(ManagerCallFactory::getOfManager).toList();
        return ask(
                () -> commands.showManager(properties),
                calls,
                replies -> {
                    Map<String, Variant> values = new LinkedHashMap<>();
                    for (int i = 0; i < names.length; i++) {
                        values.put(names[i], replies.get(i).value(0, Variant.class));
                    }
                    return ShowFormatter.select(properties, values);
                },
                () -> bySystemctl.managerProperties(names));
    }

    /** Sends all calls together, and returns what a reader makes of the replies. */
    private <T> T ask(
            Supplier<Command> command, List<Message> calls, Function<List<Message>, T> reader, Supplier<T> systemctl) {
        return ask(
                command,
                (bus, deadline) -> reader.apply(bus.connection().callAll(calls, deadline.remaining())),
                systemctl);
    }

    /**
     * Asks a question over the bus. If the bus does not give the answer, systemctl is asked.
     *
     * @param command returns the command that asks the same, for exceptions
     */
    private <T> T ask(Supplier<Command> command, BiFunction<OpenBus, Deadline, T> question, Supplier<T> systemctl) {
        Deadline deadline = Deadline.after(timeout);
        try {
            return SharedBus.use(runner, address, deadline, bus -> question.apply(bus, deadline));
        } catch (BusException | IllegalArgumentException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CommandInterruptedException(command.get());
            }
            if (deadline.isOver()) {
                throw new CommandTimeoutException(
                        command.get(), "the " + address + " did not answer within " + timeout.toMillis() + " ms");
            }
            log.debug("asking the {} by systemctl instead", address, e);
            return systemctl.get();
        }
    }
}
