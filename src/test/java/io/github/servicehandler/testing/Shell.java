package io.github.servicehandler.testing;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import java.util.List;
import java.util.stream.Stream;

/** A shell that runs commands against the user manager of a fake. */
public record Shell(FakeSystemd fake) {

    public CommandResult systemctl(String... words) {
        return run("systemctl", words);
    }

    public CommandResult systemdRun(String... words) {
        return run("systemd-run", words);
    }

    /** Returns the messages of the selected journal entries. */
    List<String> journal(String... words) {
        return run(
                        "journalctl",
                        Stream.concat(Stream.of("-q", "-o", "cat"), Stream.of(words))
                                .toArray(String[]::new))
                .stdout()
                .lines()
                .toList();
    }

    /** Returns properties of a unit, each as {@code Key=value}, in the order in which the fake prints them. */
    public List<String> show(String unit, String properties) {
        return systemctl("show", "-p", properties, unit).stdout().lines().toList();
    }

    private CommandResult run(String program, String... words) {
        return fake.run(Command.of(
                Stream.concat(Stream.of(program, "--user"), Stream.of(words)).toList()));
    }
}
