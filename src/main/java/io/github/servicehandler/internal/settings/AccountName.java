package io.github.servicehandler.internal.settings;

import java.util.Set;
import java.util.regex.Pattern;

/** The names and numbers that systemd accepts in settings such as {@code User=}. */
public final class AccountName {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
    private static final Pattern VALID_NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");

    /** The numbers that mean "no user" in 16 and in 32 bits. */
    private static final Set<Long> NOBODY = Set.of(0xffffL, 0xffffffffL);

    private static final long MAX = 0xffffffffL;

    private AccountName() {}

    public static boolean isValid(String text) {
        if (NUMBER.matcher(text).matches()) {
            return VALID_NUMBER.matcher(text).matches() && isValid(Long.parseLong(text));
        }
        return !text.isBlank()
                && !Set.of(".", "..").contains(text)
                && text.equals(text.strip())
                && text.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == ':' || c == '/');
    }

    private static boolean isValid(long number) {
        return number <= MAX && !NOBODY.contains(number);
    }
}
