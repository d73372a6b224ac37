package io.github.servicehandler.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The output of a service in the journal, depending on its settings. */
class OutputContract extends Contract {

    private void installDescribed(String... service) {
        write("case.service", "[Unit]\nDescription=What it is\n[Service]\n" + String.join("\n", service) + "\n");
    }

    @Test
    void whatAServiceWrites() {
        installDescribed("ExecStart=/bin/sh -c 'echo hello; exec sleep 1000'");
        up("case");

        awaitOutput("hello");
    }

    @Test
    void whatAServiceWritesAsAnError() {
        installDescribed("ExecStart=/bin/sh -c 'echo trouble >&2; exec sleep 1000'");
        up("case");

        awaitOutput("trouble");
    }

    @Test
    void linesComeInTheirOrder() {
        installDescribed("ExecStart=/bin/sh -c 'echo one; echo two; echo three; exec sleep 1000'");
        up("case");

        awaitOutput("three");
        assertThat(output()).containsExactly("one", "two", "three");
    }

    @Test
    void theLastLinesCanBeAskedFor() {
        installDescribed("ExecStart=/bin/sh -c 'echo one; echo two; echo three; exec sleep 1000'");
        up("case");
        awaitOutput("three");

        String run = "_SYSTEMD_INVOCATION_ID=" + show("case", "InvocationID");
        assertThat(run("journalctl", "--no-pager", "--quiet", "--output=cat", "--lines=2", run)
                        .exits(0)
                        .lines())
                .containsExactly("two", "three");
    }

    @Test
    void anIdentifierOfItsOwn() {
        installDescribed("SyslogIdentifier=case-tag", "ExecStart=/bin/sh -c 'echo hello; exec sleep 1000'");
        up("case");

        awaitJournal("hello", "SYSLOG_IDENTIFIER=case-tag");
    }

    @Test
    void anIdentifierByDefault() {
        installDescribed("ExecStart=/bin/sh -c 'echo hello; exec sleep 1000'");
        up("case");
        awaitOutput("hello");

        awaitJournal("hello", "SYSLOG_IDENTIFIER=sh", "_SYSTEMD_INVOCATION_ID=" + show("case", "InvocationID"));
    }

    @Test
    void outputCanGoNowhere() {
        installDescribed(
                "StandardOutput=null",
                "ExecStart=/bin/sh -c 'echo hello; echo trouble >&2; exec sleep 1000'",
                "StandardError=journal");
        up("case");

        awaitOutput("trouble");
        assertThat(output()).containsExactly("trouble");
    }

    @ParameterizedTest
    @CsvSource({"<3>, 3", "<7>, 7", "'', 6"})
    void aPrefixSetsThePriority(String prefix, int priority) {
        installDescribed("ExecStart=/bin/sh -c 'echo \"" + prefix + "hello\"; exec sleep 1000'");
        up("case");

        awaitJournal("hello", "PRIORITY=" + priority, "_SYSTEMD_INVOCATION_ID=" + show("case", "InvocationID"));
    }

    /** Returns the output of the service's last run. */
    private List<String> output() {
        return journal("_SYSTEMD_INVOCATION_ID=" + show("case", "InvocationID"), "_TRANSPORT=stdout");
    }

    private void awaitOutput(String line) {
        awaitJournal(line, "_SYSTEMD_INVOCATION_ID=" + show("case", "InvocationID"), "_TRANSPORT=stdout");
    }
}
