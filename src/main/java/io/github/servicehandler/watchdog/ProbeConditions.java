package io.github.servicehandler.watchdog;

import io.github.servicehandler.command.Command;
import io.github.servicehandler.command.CommandResult;
import io.github.servicehandler.command.CommandTimeoutException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/** Conditions that check a port, an address or a command. */
final class ProbeConditions {

    private static final int TIMEOUT_MILLIS = 5000;
    /** The time to end a command that has exceeded its timeout. */
    private static final Duration TIME_TO_END = Duration.ofSeconds(30);

    private static final int FIRST_BAD_STATUS = 400;
    private static final int LAST_PORT = 65_535;

    private ProbeConditions() {}

    static Condition tcp(String host, int port) {
        if (port <= 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("the port must be from 1 to " + LAST_PORT + ", but was " + port);
        }
        String text = "tcp-fails " + host + ":" + port;
        return SampledCondition.of(text, input -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
                return new SensorReading(TruthValue.FALSE, null, host + ":" + port + " answers", input.now());
            } catch (IOException e) {
                return new SensorReading(
                        TruthValue.TRUE, null, host + ":" + port + ": " + IoErrorText.of(e), input.now());
            }
        });
    }

    static Condition http(URI address) {
        String scheme = String.valueOf(address.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException(
                    "the address must begin with http: or https:, but was \"" + address + "\"");
        }
        if (address.getHost() == null) {
            throw new IllegalArgumentException("the address must have a host, but was \"" + address + "\"");
        }
        return SampledCondition.of("http-fails " + RuleFileQuotes.ifNeeded(address.toString()), input -> {
            try {
                int status = get(address);
                String evidence = address + ": " + (status < 0 ? "not an HTTP answer" : status);
                TruthValue fails = TruthValue.of(status < 0 || status >= FIRST_BAD_STATUS);
                return new SensorReading(fails, (long) status, evidence, input.now());
            } catch (IOException e) {
                return new SensorReading(TruthValue.TRUE, null, address + ": " + IoErrorText.of(e), input.now());
            }
        });
    }

    private static int get(URI address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        try {
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setUseCaches(false);
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    static Condition command(Command command) {
        Duration timeout = command.timeout().plus(TIME_TO_END);
        Sensor.Probe probe = input -> {
            try {
                CommandResult result = input.service().systemd().runner().run(command);
                String evidence = command.program() + " exited with " + Action.exit(result);
                return new SensorReading(
                        TruthValue.of(result.exitCode() != 0), (long) result.exitCode(), evidence, input.now());
            } catch (CommandTimeoutException e) {
                String evidence = command.program() + " did not end within " + Times.text(command.timeout());
                return new SensorReading(TruthValue.TRUE, null, evidence, input.now());
            }
        };
        // the text has neither the input nor the timeout, so the sensor is identified by the command, too
        return SampledCondition.of("command-fails " + RuleFileQuotes.ifNeeded(command), timeout, probe, command);
    }
}
