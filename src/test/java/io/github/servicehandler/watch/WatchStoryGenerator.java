package io.github.servicehandler.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A generator of random stories for watches by pattern. The same seed gives the same story. */
final class WatchStoryGenerator {

    private static final List<String> PATTERNS = List.of(
            "*", "bot-*", "bot-?", "ghost*", "*.mount", "*.target", "bot-1", "once-*", "*-1.service", "nothing-*");

    /** The names of units that come and go. */
    private static final List<String> SERVICES =
            List.of("bot-1.service", "bot-2.service", "bot-x.service", "ghost-app.service");

    /** The names of units without files, which others name or ask about. */
    private static final List<String> MISSING =
            List.of("ghost-1.service", "bot-9.service", "srv-ghost.mount", "ghost.target", "bot-9.timer");

    private static final List<String> DEPENDENCIES =
            List.of("After", "Before", "Wants", "Requires", "Requisite", "BindsTo", "PartOf", "Conflicts", "OnFailure");

    private static final List<String> PROGRAMS = List.of(
            "ExecStart=/bin/sleep 1000",
            "ExecStart=/bin/sleep 1000",
            "ExecStart=/bin/true",
            "ExecStart=/bin/false",
            "Type=oneshot\nExecStart=/bin/true",
            "Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true");

    private static final List<String> LOOKS = List.of("show", "status", "is-active", "is-enabled", "cat");
    private static final List<String> CHANGES_OF_FILES = List.of("enable", "disable", "mask", "unmask");

    private final Random random;
    private int shortLived;

    private WatchStoryGenerator(long seed) {
        random = new Random(seed);
    }

    static WatchStory story(int version, long seed, int length) {
        WatchStoryGenerator generator = new WatchStoryGenerator(seed * 31 + version);
        List<WatchIncident> incidents = new ArrayList<>(List.of(generator.opening()));
        while (incidents.size() < length) {
            incidents.add(generator.incident());
        }
        return new WatchStory(version, incidents);
    }

    private WatchIncident incident() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> installation();
            case 3 -> uninstallation();
            case 4, 5, 6 -> command("start", pick(SERVICES));
            case 7 -> command("stop", pick(SERVICES));
            case 8 -> command("restart", pick(SERVICES));
            case 9, 10 -> look();
            case 11, 12 -> shortLivedUnit();
            case 13 -> command("kill", "--signal=KILL", pick(SERVICES));
            case 14 -> command("reset-failed", pick(SERVICES));
            case 15 -> command(pick(CHANGES_OF_FILES), pick(SERVICES));
            case 16 -> command("daemon-reload");
            case 17 -> opening();
            case 18 -> closing();
            default -> new WatchIncident("ten minutes pass", world -> world.pass(Duration.ofMinutes(10)));
        };
    }

    private WatchIncident installation() {
        String name = pick(SERVICES);
        String text = unitFile();
        return new WatchIncident(
                "cat > " + name + " <<'END'\n" + text + "END\nsystemctl daemon-reload",
                world -> world.install(name, text));
    }

    private String unitFile() {
        StringBuilder text = new StringBuilder("[Unit]\n");
        while (random.nextInt(100) < 50) {
            String other = random.nextBoolean() ? pick(MISSING) : pick(SERVICES);
            text.append(pick(DEPENDENCIES)).append('=').append(other).append('\n');
        }
        text.append("[Service]\n").append(pick(PROGRAMS)).append('\n');
        return text.append("[Install]\nWantedBy=default.target\n").toString();
    }

    private WatchIncident uninstallation() {
        String name = pick(SERVICES);
        return new WatchIncident("rm " + name + "\nsystemctl daemon-reload", world -> world.uninstall(name));
    }

    /** Another client looks at units, most of which do not exist. */
    private WatchIncident look() {
        return command(pick(LOOKS), random.nextInt(3) == 0 ? pick(SERVICES) : pick(MISSING));
    }

    private WatchIncident shortLivedUnit() {
        String name = (random.nextBoolean() ? "once-" : "bot-once-") + ++shortLived;
        String program = random.nextBoolean() ? "/bin/true" : "/bin/false";
        return new WatchIncident(
                "systemd-run --user --collect --unit=" + name + " " + program,
                world -> world.runShortLived(name, program));
    }

    private WatchIncident opening() {
        String pattern = pick(PATTERNS);
        return new WatchIncident("a watch of " + pattern + " is opened", world -> world.open(pattern));
    }

    private WatchIncident closing() {
        int which = random.nextInt(10);
        return new WatchIncident("watch " + which + " is closed", world -> world.close(which));
    }

    private static WatchIncident command(String... words) {
        return new WatchIncident("systemctl " + String.join(" ", words), world -> world.systemctl(words));
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
