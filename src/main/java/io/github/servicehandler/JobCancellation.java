package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.internal.systemctl.ManagerClient;
import java.util.regex.Pattern;

/** The cancelling of a job. */
final class JobCancellation {

    private static final Pattern NO_SUCH_JOB = Pattern.compile("Job [0-9]+ does not exist");

    private JobCancellation() {}

    /** Returns whether there was such a job. */
    static boolean cancel(ManagerClient client, QueuedJob job) {
        Command command = client.commands().cancel(job.id());
        CommandResult result = client.run(command);
        if (NO_SUCH_JOB.matcher(result.stderr()).find()) {
            return false;
        }
        if (!result.succeeded()) {
            throw ManagerClient.failure(command, result);
        }
        return true;
    }
}
