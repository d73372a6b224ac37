package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.files.VersionWording;
import io.github.servicehandler.testing.internal.services.ServiceUnit;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.Map;

/** The message of systemctl that explains why a job failed. */
final class JobFailureMessage {

    private static final Map<String, String> REASONS = Map.of(
            "resources", "of unavailable resources or another system error",
            "protocol", "the service did not take the steps required by its unit configuration",
            "timeout", "a timeout was exceeded",
            "exit-code", "the control process exited with error code",
            "signal", "a fatal signal was delivered to the control process",
            "core-dump", "a fatal signal was delivered causing the control process to dump core",
            "watchdog", "the service failed to send watchdog ping",
            "start-limit-hit", "start of the service was attempted too often");

    private JobFailureMessage() {}

    static void print(SystemctlCall call, Unit unit) {
        if (!(unit instanceof ServiceUnit)) {
            call.reply().err("Job failed. See \"journalctl -xe\" for details.");
            return;
        }
        String option = call.manager().scope().systemctlOption();
        boolean hitLimit = unit.result().equals("start-limit-hit");
        String reason = hitLimit && call.manager().version() < 250 ? null : REASONS.get(unit.result());
        call.reply().err("Job for " + unit.id + " failed" + (reason == null ? "" : " because " + reason) + ".");
        call.reply()
                .err("See \"systemctl" + option + " status " + unit.id + "\" and \"journalctl" + option + " "
                        + new VersionWording(call.manager().version()).journalOptions(unit.id) + "\" for details.");
        if (hitLimit && reason != null) {
            call.reply().err("To force a start use \"systemctl" + option + " reset-failed " + unit.id + "\"");
            call.reply().err("followed by \"systemctl" + option + " start " + unit.id + "\" again.");
        }
    }
}
