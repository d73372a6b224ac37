package io.github.servicehandler.watchdog;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition on the readings of a sensor. */
final class SampledCondition extends Condition {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    static final int MAX_LAST = 100;

    private final Sensor sensor;
    private final int count;
    private final int last;

    private SampledCondition(Sensor sensor, int count, int last) {
        this.sensor = sensor;
        this.count = count;
        this.last = last;
    }

    static Condition of(String text, Sensor.Probe probe) {
        return of(text, TIMEOUT, probe);
    }

    /** @param timeout how long one reading may take */
    static Condition of(String text, Duration timeout, Sensor.Probe probe) {
        return of(text, timeout, probe, null);
    }

    /** @param identity what distinguishes the sensor from others with the same text */
    static Condition of(String text, Duration timeout, Sensor.Probe probe, @Nullable Object identity) {
        return new SampledCondition(new Sensor(text, DEFAULT_INTERVAL, timeout, probe, identity), 1, 1);
    }

    @Override
    Evaluation evaluate(ServiceSnapshot snapshot) {
        List<SensorReading> readings = snapshot.readings(sensor, last);
        long held = readings.stream().filter(r -> r.truth() == TruthValue.TRUE).count();
        long unknown =
                readings.stream().filter(r -> r.truth() == TruthValue.UNKNOWN).count() + last - readings.size();
        String evidence = readings.isEmpty()
                ? "no reading yet"
                : readings.get(readings.size() - 1).evidence();
        String text = last == 1 ? evidence : evidence + ", " + held + " of the last " + readings.size() + " readings";
        if (held >= count) {
            return Evaluation.of(true, text);
        }
        return Evaluation.of(held + unknown >= count ? TruthValue.UNKNOWN : TruthValue.FALSE, text);
    }

    @Override
    List<Sensor> sensors() {
        return List.of(sensor);
    }

    @Override
    public Condition inLast(int newCount, int newLast) {
        if (newCount <= 0 || newLast < newCount || newLast > MAX_LAST) {
            throw new IllegalArgumentException("cannot use " + newCount + " of the last " + newLast
                    + " readings; use two numbers from 1 to " + MAX_LAST + ", the first not greater than the second");
        }
        return new SampledCondition(sensor, newCount, newLast);
    }

    @Override
    public Condition sampledEvery(Duration interval) {
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException("the interval of readings must be at least "
                    + Times.text(SHORTEST_INTERVAL) + ", but was " + Times.text(interval));
        }
        return new SampledCondition(
                new Sensor(sensor.key(), interval, sensor.timeout(), sensor.probe(), sensor.identity()), count, last);
    }

    @Override
    public String toString() {
        String readings = last == 1 ? "" : " in " + count + " of " + last;
        String pace = sensor.every().equals(DEFAULT_INTERVAL) ? "" : " every " + Times.text(sensor.every());
        return sensor.key() + readings + pace;
    }
}
