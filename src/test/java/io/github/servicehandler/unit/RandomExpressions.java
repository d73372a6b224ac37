package io.github.servicehandler.unit;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A seeded source of time spans and calendar expressions, most of them valid. */
final class RandomExpressions {

    static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "America/Santiago",
            "Asia/Beirut",
            "Pacific/Apia",
            "Etc/GMT+5",
            "Europe/London");

    private static final List<String> DAYS =
            List.of("Mon", "tue", "Wednesday", "Thu", "Fri", "SAT", "sunday", "Monday", "Sun", "Wed", "Tuesday");
    private static final List<String> WORDS = List.of(
            "minutely",
            "hourly",
            "daily",
            "Weekly",
            "monthly",
            "quarterly",
            "semiannually",
            "biannually",
            "semi-annually",
            "yearly",
            "ANNUALLY",
            "@0",
            "@1893456000",
            "weekly UTC",
            "daily Europe/Berlin");
    private static final List<String> UNITS = List.of(
            "", "s", "sec", "second", "seconds", "ms", "msec", "us", "usec", "µs", "μs", "m", "min", "minute",
            "minutes", "h", "hr", "hour", "hours", "d", "day", "days", "w", "week", "weeks", "M", "month", "months",
            "y", "year", "years");
    private static final String NOISE = "*/.,:-~ 0123456789MonUTC@+x";

    private final Random random;

    RandomExpressions(long seed) {
        random = new Random(seed);
    }

    String calendar() {
        if (chance(12)) {
            return pick(WORDS);
        }
        String text = (chance(3) ? weekdays() + " " : "") + date() + time() + zone();
        return chance(8) ? distorted(text.strip()) : text.strip();
    }

    String span() {
        if (chance(20)) {
            return pick(List.of("infinity", " infinity ", "infinity 1s", "0", "", "1y-1s", ".5", "5.", "1h.5"));
        }
        String text = IntStream.rangeClosed(1, 1 + random.nextInt(3))
                .mapToObj(part -> number() + pick(List.of("", "", " ")) + pick(UNITS))
                .collect(Collectors.joining(pick(List.of(" ", " ", "", "  "))));
        return chance(8) ? distorted(text) : text;
    }

    private String number() {
        String whole = chance(10) ? "" + (random.nextLong() >>> random.nextInt(64)) : "" + random.nextInt(500);
        return chance(4) ? whole + "." + "" + random.nextInt(10_000) : whole;
    }

    private String weekdays() {
        return IntStream.rangeClosed(1, 1 + random.nextInt(3))
                .mapToObj(part -> chance(3) ? pick(DAYS) + pick(List.of("..", "..", "-")) + pick(DAYS) : pick(DAYS))
                .collect(Collectors.joining(","));
    }

    private String date() {
        if (chance(3)) {
            return "";
        }
        boolean fromEnd = chance(6);
        String day = (fromEnd ? "~" : "-") + field(1, fromEnd ? 28 : 31) + " ";
        String month = field(1, 12);
        return chance(3) ? month + day : year() + "-" + month + day;
    }

    private String year() {
        return chance(2) ? "*" : chance(4) ? "" + random.nextInt(100) : field(1970, 2199);
    }

    private String time() {
        if (chance(4)) {
            return "";
        }
        String seconds = chance(2) ? "" : ":" + (chance(6) ? fractions() : field(0, 59));
        return field(0, 23) + ":" + field(0, 59) + seconds;
    }

    private String fractions() {
        String start = random.nextInt(60) + "." + random.nextInt(1000);
        return chance(2) ? start : start + "/" + (1 + random.nextInt(20)) + "." + random.nextInt(10);
    }

    private String field(int first, int last) {
        return chance(3)
                ? "*"
                : IntStream.rangeClosed(1, chance(3) ? 1 + random.nextInt(3) : 1)
                        .mapToObj(part -> range(first, last))
                        .collect(Collectors.joining(","));
    }

    private String range(int first, int last) {
        int start = first + random.nextInt(last - first + 1);
        int stop = start + random.nextInt(last - start + 2);
        String text = (chance(2) && start < 10 ? "0" : "") + start + (chance(3) ? ".." + stop : "");
        return chance(4) ? text + "/" + (1 + random.nextInt((last - first) / 2 + 1)) : text;
    }

    private String zone() {
        return chance(3) ? "" : " " + (chance(3) ? pick(List.of("UTC", "utc", "Utc")) : pick(ZONES));
    }

    private String distorted(String text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(3));
        return text.substring(0, at)
                + (chance(2) ? NOISE.charAt(random.nextInt(NOISE.length())) : "")
                + text.substring(end);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns true once in {@code times}. */
    private boolean chance(int times) {
        return random.nextInt(times) == 0;
    }
}
