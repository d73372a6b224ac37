package io.github.servicehandler.unit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Generator of unit files of all types by their builders, with difficult values. The same seed gives the same files.
 */
final class RandomBuilds {

    private final RandomText random;

    RandomBuilds(long seed) {
        this.random = new RandomText(seed);
    }

    /** Returns the unit files of so many units by their names. */
    Map<String, UnitFile> next(int count) {
        Map<String, UnitFile> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = "servicehandler-random-" + i;
            switch (random.nextInt(8)) {
                case 0 -> files.put(name + ".timer", timer());
                case 1 -> files.put(name + ".socket", socket());
                case 2 -> files.put(name + ".path", path());
                case 3 -> files.put(name + ".target", common(UnitFile.target()).build());
                case 4 ->
                    files.put(
                            "servicehandlerrandom" + i + ".slice",
                            limits(UnitFile.slice()).build());
                default -> files.put(name + ".service", service());
            }
        }
        return files;
    }

    private UnitFile service() {
        boolean oneshot = random.nextInt(3) == 0;
        UnitFileBuilder builder = limits(UnitFile.service())
                .type(oneshot ? ServiceType.ONESHOT : ServiceType.EXEC)
                .restart(oneshot ? RestartPolicy.ON_FAILURE : any(RestartPolicy.values()));
        for (int i = oneshot ? random.nextInt(3) : 0; i >= 0; i--) {
            builder.execStart(command());
        }
        sometimes(builder, own -> own.execStartPre(command()));
        sometimes(builder, own -> own.execStop(command()));
        sometimes(builder, own -> own.execReload(command()));
        sometimes(builder, own -> own.environment("A" + random.nextInt(9), value()));
        sometimes(builder, own -> own.environmentFile(anyPath()));
        sometimes(builder, own -> own.workingDirectory(anyPath()));
        sometimes(builder, own -> own.user(any("root", "0", "daemon")));
        sometimes(builder, own -> own.group(any("root", "0", "daemon")));
        sometimes(builder, own -> own.remainAfterExit(random.nextInt(2) == 0));
        sometimes(builder, own -> own.restartSec(time()));
        sometimes(builder, own -> own.timeoutStart(time()));
        sometimes(builder, own -> own.timeoutStop(time()));
        sometimes(builder, own -> own.successExitStatus(random.nextInt(256)));
        sometimes(builder, own -> own.standardOutput(random.nextInt(2) == 0 ? "null" : anyPath()));
        sometimes(builder, own -> own.slice("bots.slice"));
        return builder.build();
    }

    private UnitFile timer() {
        TimerFileBuilder builder = common(UnitFile.timer()).unit("basic.target");
        builder.onCalendar(any("daily", "Mon..Fri 04:30", "*-*-01 00:00:00 UTC"));
        sometimes(builder, own -> own.onBootSec(time()));
        sometimes(builder, own -> own.onUnitActiveSec(time()));
        sometimes(builder, own -> own.persistent(true));
        sometimes(builder, own -> own.accuracy(time()));
        sometimes(builder, own -> own.randomizedDelay(time()));
        return builder.build();
    }

    private UnitFile socket() {
        SocketFileBuilder builder = common(UnitFile.socket()).service("dbus.service");
        builder.listenStream(any("1234", "127.0.0.1:80", "[::1]:80", "/run/a b", "@abstract"));
        sometimes(builder, own -> own.listenDatagram(any("53", "/run/%n.sock")));
        sometimes(builder, own -> own.listenFifo(anyPath()));
        sometimes(builder, own -> own.socketMode("0600"));
        return builder.build();
    }

    private UnitFile path() {
        PathFileBuilder builder = common(UnitFile.path()).unit("basic.target");
        builder.pathExists(anyPath());
        sometimes(builder, own -> own.pathChanged(anyPath()));
        sometimes(builder, own -> own.directoryNotEmpty(anyPath()));
        sometimes(builder, own -> own.makeDirectory(true));
        return builder.build();
    }

    private <B extends CommonFileBuilder<B>> B common(B builder) {
        sometimes(builder, own -> own.description("a" + UntrustedText.strip(line()) + "z"));
        sometimes(builder, own -> own.after("network.target", "a@b"));
        sometimes(builder, own -> own.before("shutdown.target"));
        sometimes(builder, own -> own.wants("no-such"));
        sometimes(builder, own -> own.wantedBy("default.target"));
        return builder;
    }

    private <B extends ResourceFileBuilder<B>> B limits(B builder) {
        sometimes(builder, own -> own.memoryMax(any("1G", "1.5M", "50%", "infinity", "1048576")));
        sometimes(builder, own -> own.memoryHigh(any("2T", "7%")));
        sometimes(builder, own -> own.cpuQuota(1 + random.nextInt(400)));
        sometimes(builder, own -> own.tasksMax(1 + random.nextInt(1000)));
        return common(builder);
    }

    private <B> void sometimes(B builder, Consumer<B> setting) {
        if (random.nextInt(2) == 0) {
            setting.accept(builder);
        }
    }

    String[] command() {
        return Stream.concat(Stream.of("/bin/true"), words().stream()).toArray(String[]::new);
    }

    List<String> words() {
        return Stream.generate(() -> random.next(15)).limit(random.nextInt(5)).toList();
    }

    /** Returns a value that an environment variable can have. */
    String value() {
        return random.next(20).replaceAll("[\\x01-\\x08\\x0b-\\x1f\\x7f]", "");
    }

    private String anyPath() {
        return "/tmp/x" + line().replaceAll("[/\\s\\x01-\\x1f\\x7f]", "") + "x";
    }

    private String line() {
        return random.next(15).replaceAll("[\\n\\r]", "");
    }

    private Duration time() {
        return Duration.ofMillis(random.nextInt(100_000_000));
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
