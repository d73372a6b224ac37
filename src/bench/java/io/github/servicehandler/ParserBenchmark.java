package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.internal.systemctl.ShowOutputParser;
import io.github.servicehandler.unit.UnitProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** All properties of a thousand units: what the real systemctl shows of the user manager's services, over and over. */
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 4, time = 1)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls what is marked as setup
public class ParserBenchmark {

    private static final int UNITS = 1000;

    private String text;

    /** Counter of what was parsed. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Parsed {
        public double megabytes;
    }

    @Setup
    public void capture() throws IOException, InterruptedException {
        try (BenchUnits units = BenchUnits.install(1)) {
            units.handlers().get(0).start();
            byte[] shown = BareProcess.run(Command.of("systemctl", "--user", "show", "--", "*.service"));
            units.handlers().get(0).stop();
            List<String> blocks = List.of(new String(shown, StandardCharsets.UTF_8).split("(?<=\n)\n"));
            text = String.join("\n", Collections.nCopies(UNITS / blocks.size() + 1, String.join("\n", blocks)));
        }
    }

    @Benchmark
    public List<UnitProperties> parse(Parsed parsed) {
        List<UnitProperties> units = ShowOutputParser.parse(text);
        parsed.megabytes += text.length() / 1e6;
        return units;
    }
}
