package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The statuses of a thousand stopped services, against the bare process that lists what is loaded. */
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 4, time = 1)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls what is marked as setup
public class StatusesBenchmark {

    private final Command command = Command.of("systemctl", "--user", "list-units", "--all", "--output=json");
    private BenchUnits units;
    private List<ServiceHandler> handlers;
    private Systemd overBus;

    @Setup
    public void install() throws IOException {
        units = BenchUnits.install(1000);
        handlers = units.handlers();
        units.systemd().statuses(handlers);
        overBus = units.systemd().overBus();
    }

    @TearDown
    public void remove() throws IOException {
        units.close();
    }

    @Benchmark
    public Map<ServiceHandler, ServiceStatus> statuses() {
        return units.systemd().statuses(handlers);
    }

    @Benchmark
    public Map<ServiceHandler, ServiceStatus> statusesOverBus() {
        return overBus.statuses(handlers);
    }

    /** The first call of each handler makes the manager read its unit's file. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public Map<ServiceHandler, ServiceStatus> statusesFirst() {
        return units.systemd().statuses(units.handlers());
    }

    @Benchmark
    public byte[] bareListUnits() throws IOException, InterruptedException {
        return BareProcess.run(command);
    }
}
