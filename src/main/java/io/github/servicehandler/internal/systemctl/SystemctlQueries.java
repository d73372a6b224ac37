package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions that systemctl asks a manager. Each of them runs a command, and {@code show} several for many units.
 */
public final class SystemctlQueries implements ManagerQueries {

    private static final Logger log = LoggerFactory.getLogger(SystemctlQueries.class.getPackageName());

    /**
     * The maximum number of characters of names on one command line: the system allows 2 MiB, including the
     * environment.
     */
    private static final int LONGEST_LINE = 1024 * 1024;

    private final ManagerClient client;

    /** Creates the questions to the manager of a client. Runs nothing. */
    public SystemctlQueries(ManagerClient client) {
        this.client = client;
    }

    @Override
    public <T> List<T> show(
            List<UnitName> units, List<String> properties, BiFunction<UnitName, UnitProperties, T> reader) {
        List<T> results = new ArrayList<>(units.size());
        int begin = 0;
        while (begin < units.size()) {
            int end = batchEnd(units, begin);
            List<UnitName> batch = units.subList(begin, end);
            results.addAll(show(
                    client.commands().show(batch, properties), text -> ShowOutputParser.read(text, batch, reader)));
            begin = end;
        }
        return results;
    }

    private static int batchEnd(List<UnitName> units, int begin) {
        int length = 0;
        for (int i = begin; i < units.size(); i++) {
            length += units.get(i).toString().length() + 1;
            if (length > LONGEST_LINE) {
                return i;
            }
        }
        return units.size();
    }

    private static UnitProperties single(String text) {
        return ShowOutputParser.parse(text).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no properties"));
    }

    private <T> T show(Command command, Function<String, T> parser) {
        CommandResult result = client.run(command);
        if (!result.succeeded() && (result.stdout().isEmpty() || SystemctlErrors.isManagerFailure(result))) {
            throw SystemctlErrors.translate(command, result);
        }
        T results = ManagerClient.parse(command, result, parser);
        if (!result.succeeded()) {
            // old versions of systemctl report a property that the unit's type lacks as an error
            log.warn("{} reported an error: {}", command, OutputExcerpt.of(result.stderr()));
        }
        return results;
    }

    @Override
    public <T> List<T> listUnits(List<String> patterns, Function<Map<String, String>, T> entry) {
        return client.read(client.commands().listUnits(patterns), text -> JsonRows.read(text, entry));
    }

    @Override
    public <T> List<T> listUnitFiles(List<String> patterns, Function<Map<String, String>, T> entry) {
        Command command = client.commands().listUnitFiles(patterns);
        CommandResult result = client.run(command);
        // systemctl exits with 1 if a pattern without wildcards matches no file
        if (!result.succeeded()
                && (SystemctlErrors.isManagerFailure(result) || result.stdout().isEmpty())) {
            throw SystemctlErrors.translate(command, result);
        }
        return ManagerClient.parse(command, result, text -> JsonRows.read(text, entry));
    }

    @Override
    public UnitProperties managerProperties(String... names) {
        return client.read(client.commands().showManager(List.of(names)), SystemctlQueries::single);
    }
}
