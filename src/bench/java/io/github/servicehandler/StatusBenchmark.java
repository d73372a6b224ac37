package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import java.io.IOException;
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

/** The status of one running service, against the bare process that tells the same. */
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 4, time = 1)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls what is marked as setup
public class StatusBenchmark {

    private BenchUnits units;
    private ServiceHandler handler;
    private Command command;

    @Setup
    public void start() throws IOException {
        units = BenchUnits.install(1);
        handler = units.handlers().get(0);
        handler.start();
        command = units.systemd().statusCommand(handler);
    }

    @TearDown
    public void stop() throws IOException {
        handler.stop();
        units.close();
    }

    @Benchmark
    public ServiceStatus status() {
        return handler.status();
    }

    @Benchmark
    public byte[] bareShow() throws IOException, InterruptedException {
        return BareProcess.run(command);
    }
}
