package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;
import java.util.regex.Pattern;

/**
 * The limits that systemd sets for a unit's processes together, for builders of unit files. See
 * systemd.resource-control(5).
 *
 * @param <B> the builder itself
 */
abstract class ResourceFileBuilder<B extends ResourceFileBuilder<B>> extends CommonFileBuilder<B> {

    private static final Pattern SIZE =
            Pattern.compile("(?!0+(\\.0+)?[KMGT]?$)[0-9]{1,15}(\\.[0-9]{1,9})?[KMGT]?|infinity");
    private static final Pattern PERCENT = Pattern.compile("([1-9][0-9]?|100)%");

    ResourceFileBuilder(UnitType type) {
        super(type);
    }

    /**
     * Sets {@code MemoryMax=}: the memory that the processes may use together. If they need more, the kernel kills one
     * of them.
     *
     * @param size bytes with an optional K, M, G or T (to the base 1024), a percentage of the machine's memory such as
     *     {@code 50%}, or {@code infinity}
     * @return this builder
     * @throws IllegalArgumentException if it is not such a size
     */
    public B memoryMax(String size) {
        return replaceOwn("MemoryMax", size("memory limit", size));
    }

    /**
     * Sets {@code MemoryHigh=}: the memory above which the processes are slowed down.
     *
     * @param size as for {@link #memoryMax(String)}
     * @return this builder
     * @throws IllegalArgumentException if it is not such a size
     */
    public B memoryHigh(String size) {
        return replaceOwn("MemoryHigh", size("memory limit", size));
    }

    /**
     * Sets {@code CPUQuota=}: the CPU time that the processes may use together.
     *
     * @param percent the share of one CPU, at least 1; more than 100 for several CPUs
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public B cpuQuota(int percent) {
        return replaceOwn("CPUQuota", atLeastOne("CPU quota", percent) + "%");
    }

    /**
     * Sets {@code TasksMax=}: the number of processes and threads that may exist at a time.
     *
     * @param tasks the number, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public B tasksMax(long tasks) {
        return replaceOwn("TasksMax", String.valueOf(atLeastOne("number of tasks", tasks)));
    }

    private static String size(String what, String size) {
        if (!SIZE.matcher(size).matches() && !PERCENT.matcher(size).matches()) {
            throw new IllegalArgumentException(
                    "the " + what + " must be a number of bytes above 0 with an optional K, M, G or T,"
                            + " a percentage up to 100%, or infinity, but was " + VisibleText.quoted(size));
        }
        return size;
    }

    private static long atLeastOne(String what, long number) {
        if (number < 1) {
            throw new IllegalArgumentException("the " + what + " must be at least 1, but was " + number);
        }
        return number;
    }
}
