package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.ExitNames;
import io.github.servicehandler.internal.text.VisibleText;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exit code or a signal that ends a process, as {@code SuccessExitStatus=} and similar settings list them.
 *
 * <pre>{@code
 * ExitStatus.parse("CHDIR").toString();      // 200/CHDIR
 * ExitStatus.parse("SIGTERM").toString();    // 15/TERM
 * }</pre>
 *
 * <p>Immutable and thread-safe. See systemd.exec(5), "Process Exit Codes".
 *
 * @param number the exit code, or the number of the signal
 * @param isSignal whether it is a signal
 */
public record ExitStatus(int number, boolean isSignal) {

    private static final int LAST_CODE = 255;
    private static final int FIRST_REAL_TIME = 34;
    private static final int LAST_SIGNAL = 64;
    private static final String REAL_TIME_PREFIX = "RTMIN+";
    private static final Pattern FORM = Pattern.compile("(?:(?<number>[0-9]{1,9})/)?(?<word>[A-Z0-9_+]+)");
    private static final Pattern CODE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern REAL_TIME = Pattern.compile("RTMIN(?:\\+[0-9]{1,2})?");

    /**
     * Checks the number.
     *
     * @param number the exit code, or the number of the signal on Linux
     * @param isSignal whether it is a signal
     * @throws IllegalArgumentException if an exit code is not from 0 to 255, or if there is no such signal on Linux
     */
    public ExitStatus {
        boolean exists = isSignal ? !signalName(number).isEmpty() : number >= 0 && number <= LAST_CODE;
        if (!exists) {
            throw new IllegalArgumentException(
                    isSignal
                            ? "a signal must be from 1 to 31 or 34 to 64, but was " + number
                            : "an exit code must be from 0 to 255, but was " + number);
        }
    }

    /**
     * Parses an exit code or a signal. A number alone is an exit code.
     *
     * @param text a number from 0 to 255; a name of {@code systemd-analyze exit-status}, such as {@code CHDIR}; a
     *     signal with or without {@code SIG}, such as {@code SIGTERM} or {@code RTMIN+3}; or number and name, such as
     *     {@code 200/CHDIR}
     * @return the status
     * @throws IllegalArgumentException if it is none of these; the message quotes it
     */
    public static ExitStatus parse(String text) {
        Matcher form = FORM.matcher(Objects.requireNonNull(text, "text"));
        ExitStatus status = form.matches() ? ofWord(form.group("word")).orElse(null) : null;
        if (status == null || !isNumberOf(status, form.group("number"))) {
            throw new IllegalArgumentException("exit status " + VisibleText.quoted(text)
                    + " is invalid: it must be a number from 0 to 255, a name such as \"CHDIR\", or a signal such as"
                    + " \"SIGTERM\"");
        }
        return status;
    }

    private static boolean isNumberOf(ExitStatus status, @Nullable String number) {
        return number == null
                || (Integer.parseInt(number) == status.number && status.name().isPresent());
    }

    private static Optional<ExitStatus> ofWord(String word) {
        if (CODE.matcher(word).matches()) {
            int code = Integer.parseInt(word);
            return code <= LAST_CODE ? Optional.of(new ExitStatus(code, false)) : Optional.empty();
        }
        OptionalInt code = ExitNames.exitCode(word);
        return code.isPresent()
                ? Optional.of(new ExitStatus(code.getAsInt(), false))
                : signal(word.startsWith("SIG") ? word.substring(3) : word);
    }

    private static Optional<ExitStatus> signal(String name) {
        if (REAL_TIME.matcher(name).matches()) {
            int offset = name.equals("RTMIN") ? 0 : Integer.parseInt(name.substring(REAL_TIME_PREFIX.length()));
            int number = FIRST_REAL_TIME + offset;
            return number <= LAST_SIGNAL ? Optional.of(new ExitStatus(number, true)) : Optional.empty();
        }
        OptionalInt number = name.startsWith("RT") ? OptionalInt.empty() : ExitNames.signalNumber(name);
        return number.isPresent() ? Optional.of(new ExitStatus(number.getAsInt(), true)) : Optional.empty();
    }

    private static String signalName(int number) {
        return number >= FIRST_REAL_TIME && number <= LAST_SIGNAL
                ? REAL_TIME_PREFIX + (number - FIRST_REAL_TIME)
                : ExitNames.ofSignal(number);
    }

    /**
     * Returns systemd's name of the exit code, or that of the signal without {@code SIG}. The names of the codes are
     * those of systemd 262; earlier versions have fewer.
     *
     * @return the name; empty for a code without one
     */
    public Optional<String> name() {
        String name = isSignal ? signalName(number) : ExitNames.ofExitCode(number);
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /**
     * Returns the number, and the name if there is one.
     *
     * @return the text, such as {@code 200/CHDIR}, {@code 143} or {@code 15/TERM}; {@link #parse} gives an equal status
     */
    @Override
    public String toString() {
        return name().map(name -> number + "/" + name).orElseGet(() -> "" + number);
    }
}
