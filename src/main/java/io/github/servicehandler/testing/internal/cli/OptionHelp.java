package io.github.servicehandler.testing.internal.cli;

import io.github.servicehandler.testing.internal.process.LinuxSignals;
import io.github.servicehandler.testing.internal.services.ServiceDirectories;
import java.util.List;

/** The lists of values that systemctl prints for the value {@code help} of an option, such as {@code --state=help}. */
final class OptionHelp {

    /**
     * Each line has a title and the values. A number after an at sign is the first of the compared versions with it.
     */
    private static final String STATES = """
            load states|stub loaded not-found bad-setting error merged masked
            active states|active reloading inactive failed activating deactivating maintenance refreshing@257
            file states|enabled enabled-runtime linked linked-runtime alias masked masked-runtime static disabled \
            indirect generated transient bad
            automount|dead waiting running failed
            device|dead tentative plugged
            mount|dead mounting mounting-done mounted remounting unmounting remounting-sigterm remounting-sigkill \
            unmounting-sigterm unmounting-sigkill failed cleaning
            path|dead waiting running failed
            scope|dead start-chown@252 running abandoned stop-sigterm stop-sigkill failed
            service|dead condition start-pre start start-post running running-revalidating@262 exited \
            refresh-extensions@262 refresh-credentials@262 reload reload-signal@257 reload-notify@257 reload-post@262 \
            mounting@257 stop stop-watchdog stop-sigterm stop-sigkill stop-post final-watchdog final-sigterm \
            final-sigkill failed dead-before-auto-restart@257 failed-before-auto-restart@257 dead-resources-pinned@257 \
            auto-restart auto-restart-queued@257 cleaning
            slice|dead active
            socket|dead start-pre start-open@262 start-chown start-post listening deferred@262 running stop-pre \
            stop-pre-sigterm stop-pre-sigkill stop-post final-sigterm final-sigkill failed cleaning
            swap|dead activating activating-done active deactivating deactivating-sigterm deactivating-sigkill failed \
            cleaning
            target|dead active
            timer|dead waiting running elapsed failed
            """;

    private static final List<String> TYPES = List.of(
            "service", "mount", "swap", "socket", "target", "device", "automount", "timer", "path", "slice", "scope");

    private final int version;
    private final CommandReply reply;
    private final boolean legend;

    private OptionHelp(CommandLineOptions line, int version, CommandReply reply) {
        this.version = version;
        this.reply = reply;
        this.legend = !line.has("--no-legend");
    }

    /** Prints the values of the first option that asks for them; returns false if none does. */
    static boolean print(CommandLineOptions line, int version, CommandReply reply) {
        OptionHelp help = new OptionHelp(line, version, reply);
        if (asks(line, "--type")) {
            help.printList("Available unit types:", TYPES);
        } else if (asks(line, "--state")) {
            help.printStates();
        } else if (asks(line, "--signal")) {
            LinuxSignals.listed().forEach(reply::out);
        } else if (asks(line, "--what")) {
            ServiceDirectories.kinds(version).forEach(reply::out);
        } else {
            return false;
        }
        return true;
    }

    private static boolean asks(CommandLineOptions line, String option) {
        return UnitListFilter.words(line, option).contains("help");
    }

    private void printStates() {
        List<String> lines = STATES.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).split("\\|", -1);
            if (i > 0) {
                reply.out("");
            }
            String title = fields[0].endsWith(" states") ? fields[0] : fields[0] + " unit substates";
            printList("Available " + (title.endsWith(" states") ? "unit " + title : title) + ":", values(fields[1]));
        }
    }

    private List<String> values(String words) {
        return List.of(words.split(" ", -1)).stream()
                .filter(word -> !word.contains("@") || Integer.parseInt(word.replaceFirst(".*@", "")) <= version)
                .map(word -> word.replaceFirst("@.*", ""))
                .toList();
    }

    private void printList(String title, List<String> values) {
        if (legend) {
            reply.out(title);
        }
        values.forEach(reply::out);
    }
}
