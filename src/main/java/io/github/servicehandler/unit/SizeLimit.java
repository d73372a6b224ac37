package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A limit of memory or of another size, such as {@code 1G}, {@code 1.5K}, {@code 50%} or {@code infinity}: the value of
 * settings such as {@code MemoryMax=}.
 *
 * <pre>{@code
 * SizeLimit.parse("1.5K").bytes();      // 1536
 * SizeLimit.ofBytes(2048).toString();   // 2K
 * }</pre>
 *
 * <p>K, M, G, T, P and E are powers of 1024. A percentage is one of the machine's memory, and exact to a hundredth.
 * Immutable and thread-safe. See systemd.resource-control(5).
 */
public final class SizeLimit {

    /** No limit. */
    public static final SizeLimit INFINITY = new SizeLimit(-1, false);

    private static final String UNITS = "EPTGMKB";
    private static final int BITS_PER_UNIT = 10;
    private static final int UNIT = 1024;
    private static final int HUNDRED = 100;
    private static final Pattern PART =
            Pattern.compile("[ \\t\\n\\r]*([0-9]+)(?:\\.([0-9]*))?[ \\t\\n\\r]*([EPTGMKB]?)");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})(?:\\.([0-9]{1,2}))?%");
    private static final BigInteger MAX_BYTES = BigInteger.valueOf(Long.MAX_VALUE);

    private final long amount;
    private final boolean isPercentage;

    /** @param amount bytes, hundredths of a percent, or -1 for no limit */
    private SizeLimit(long amount, boolean isPercentage) {
        this.amount = amount;
        this.isPercentage = isPercentage;
    }

    /**
     * Parses a limit.
     *
     * @param text bytes, with or without fraction and unit, such as {@code 1.5G}, and also several that become smaller,
     *     such as {@code 1G 512M}; a percentage from 0 to 100, with at most two decimals; or {@code infinity}
     * @return the limit
     * @throws IllegalArgumentException if it is none of these, or 8 EiB and more; the message quotes it
     */
    public static SizeLimit parse(String text) {
        if (Objects.requireNonNull(text, "text").equals("infinity")) {
            return INFINITY;
        }
        Matcher percent = PERCENT.matcher(text);
        return percent.matches() ? new SizeLimit(hundredths(percent, text), true) : ofBytes(bytes(text));
    }

    private static long hundredths(Matcher percent, String text) {
        String decimals = percent.group(2) == null ? "" : percent.group(2);
        int hundredths =
                Integer.parseInt(percent.group(1)) * HUNDRED + Integer.parseInt((decimals + "00").substring(0, 2));
        if (hundredths > HUNDRED * HUNDRED) {
            throw invalid(text);
        }
        return hundredths;
    }

    private static long bytes(String text) {
        Matcher part = PART.matcher(text);
        BigInteger sum = BigInteger.ZERO;
        int largest = 0;
        int end = 0;
        do {
            boolean isPart = part.find(end) && part.start() == end;
            int unit = !isPart ? -1 : part.group(3).isEmpty() ? UNITS.length() : UNITS.indexOf(part.group(3));
            if (unit < largest) {
                throw invalid(text);
            }
            sum = sum.add(bytes(part, Math.max(0, UNITS.indexOf('B') - unit)));
            largest = unit + 1;
            end = part.end();
        } while (end < text.length());
        if (sum.compareTo(MAX_BYTES) > 0) {
            throw invalid(text);
        }
        return sum.longValueExact();
    }

    private static BigInteger bytes(Matcher part, int power) {
        String decimals = part.group(2) == null || part.group(2).isEmpty() ? "0" : part.group(2);
        BigDecimal number = new BigDecimal(part.group(1) + "." + decimals);
        return number.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(BITS_PER_UNIT * power)))
                .toBigInteger();
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("size " + VisibleText.quoted(text)
                + " is invalid: it must be \"infinity\", a percentage from 0% to 100%, or bytes with one of the units"
                + " K, M, G, T, P and E, such as \"1.5G\", below 8 EiB");
    }

    /**
     * Returns a limit of bytes.
     *
     * @param bytes the number of bytes, not negative
     * @return the limit
     * @throws IllegalArgumentException if it is negative
     */
    public static SizeLimit ofBytes(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("the number of bytes must not be negative, but was " + bytes);
        }
        return new SizeLimit(bytes, false);
    }

    /**
     * Returns whether there is no limit.
     *
     * @return whether this is {@code infinity}
     */
    public boolean isInfinite() {
        return amount < 0;
    }

    /**
     * Returns the bytes.
     *
     * @return the bytes; empty if the limit is a percentage or infinite
     */
    public OptionalLong bytes() {
        return isPercentage || isInfinite() ? OptionalLong.empty() : OptionalLong.of(amount);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SizeLimit that && amount == that.amount && isPercentage == that.isPercentage;
    }

    @Override
    public int hashCode() {
        return Objects.hash(amount, isPercentage);
    }

    /**
     * Returns the limit in the largest unit of which it is a whole number.
     *
     * @return the text, such as {@code 2K}, {@code 1500}, {@code 12.5%} or {@code infinity}; {@link #parse} gives an
     *     equal limit
     */
    @Override
    public String toString() {
        if (isInfinite()) {
            return "infinity";
        }
        if (isPercentage) {
            return BigDecimal.valueOf(amount, 2).stripTrailingZeros().toPlainString() + "%";
        }
        long rest = amount;
        int unit = UNITS.indexOf('B');
        while (unit > 0 && rest > 0 && rest % UNIT == 0) {
            rest /= UNIT;
            unit--;
        }
        return rest + (UNITS.charAt(unit) == 'B' ? "" : UNITS.substring(unit, unit + 1));
    }
}
