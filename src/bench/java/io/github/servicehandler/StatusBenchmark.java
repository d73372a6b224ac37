package io.github.servicehandler;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.internal.dbus.BusConnection;
import io.github.servicehandler.internal.dbus.Message;
import io.github.servicehandler.internal.dbus.SystemdBusNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** The status of one running service, against the bare process and the bare calls on the bus that tell the same. */
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 4, time = 1)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls what is marked as setup
public class StatusBenchmark {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** What one decision about a service needs to know. */
    private static final List<String> OF_UNIT = List.of("LoadState", "ActiveState", "SubState", "InvocationID");

    private static final List<String> OF_SERVICE = List.of("Result", "MainPID", "NRestarts", "ExecMainStatus");

    private BenchUnits units;
    private ServiceHandler handler;
    private ServiceHandler overBus;
    private Command command;
    private BusConnection bus;
    private List<Message> gets;

    @Setup
    public void start() throws IOException {
        units = BenchUnits.install(1);
        handler = units.handlers().get(0);
        handler.start();
        command = units.systemd().statusCommand(handler);
        overBus = units.systemd().overBus().service(handler.fullName());
        Path socket = Path.of(System.getenv("XDG_RUNTIME_DIR"), "systemd/private");
        bus = BusConnection.toPrivateSocket(socket, signal -> {}, reason -> {}, TIMEOUT);
        String path = handler.unitName().busPath();
        gets = Stream.concat(
                        OF_UNIT.stream().map(name -> SystemdBusNames.get(path, SystemdBusNames.UNIT, name)),
                        OF_SERVICE.stream().map(name -> SystemdBusNames.get(path, SystemdBusNames.SERVICE, name)))
                .toList();
    }

    @TearDown
    public void stop() throws IOException {
        bus.close();
        handler.stop();
        units.close();
    }

    @Benchmark
    public ServiceStatus status() {
        return handler.status();
    }

    @Benchmark
    public ServiceStatus statusOverBus() {
        return overBus.status();
    }

    @Benchmark
    public List<Message> bareGets() {
        return bus.callAll(gets, TIMEOUT);
    }

    @Benchmark
    public byte[] bareShow() throws IOException, InterruptedException {
        return BareProcess.run(command);
    }
}
