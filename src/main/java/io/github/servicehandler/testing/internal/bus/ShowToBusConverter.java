package io.github.servicehandler.testing.internal.bus;

import io.github.servicehandler.internal.dbus.Variant;
import io.github.servicehandler.testing.internal.cli.ManagerShowProperties;
import io.github.servicehandler.testing.internal.cli.ShownWordList;
import io.github.servicehandler.testing.internal.cli.TimerShowProperties;
import io.github.servicehandler.testing.internal.cli.TimestampStyle;
import io.github.servicehandler.testing.internal.cli.UnitShowProperties;
import io.github.servicehandler.testing.internal.manager.Manager;
import io.github.servicehandler.testing.internal.time.Microseconds;
import io.github.servicehandler.testing.internal.time.VirtualTime;
import io.github.servicehandler.testing.internal.units.Job;
import io.github.servicehandler.testing.internal.units.TimerUnit;
import io.github.servicehandler.testing.internal.units.Unit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A converter from the output of {@code systemctl show} to the D-Bus values from which systemctl prints it. */
final class ShowToBusConverter {

    private static final Pattern ERROR = Pattern.compile("(\\S+) \"(.*)\"", Pattern.DOTALL);
    private static final List<Object> NO_ERROR = List.of("", "");
    private static final long NOT_SET = -1;
    private static final long NOT_SET_32 = 0xffffffffL;

    private final Map<String, String> texts;

    private ShowToBusConverter(Map<String, String> texts) {
        this.texts = texts;
    }

    /** Returns the properties of a unit whose new values are sent when they change. */
    static Map<String, Variant> changingValues(Unit unit, BusInterface busInterface) {
        return of(unit, busInterface, busInterface.changing());
    }

    static Map<String, Variant> of(Unit unit, BusInterface busInterface, Set<String> wanted) {
        Set<String> needed = new LinkedHashSet<>(wanted);
        wanted.forEach(property -> needed.add(property + "Monotonic"));
        Map<String, String> texts = UnitShowProperties.of(unit, needed, TimestampStyle.PRETTY);
        if (unit instanceof TimerUnit timer) {
            texts.put("NextElapseUSecRealtimeMonotonic", "" + TimerShowProperties.nextCalendar(timer));
        }
        return new ShowToBusConverter(texts).values(busInterface, wanted);
    }

    static Map<String, Variant> ofManager(Manager manager, Set<String> wanted) {
        return new ShowToBusConverter(ManagerShowProperties.of(manager)).values(BusInterface.MANAGER, wanted);
    }

    static Map<String, Variant> of(Job job) {
        return Map.of("State", Variant.of("s", job.running ? "running" : "waiting"));
    }

    /** Returns the properties of a job that do not change. */
    static Map<String, Variant> constantsOf(Job job) {
        return Map.of(
                "Id", Variant.of("u", job.id),
                "Unit", Variant.of("(so)", List.of(job.unit.id, ObjectPaths.of(job.unit))),
                "JobType", Variant.of("s", job.type.word()));
    }

    private Map<String, Variant> values(BusInterface busInterface, Set<String> wanted) {
        Map<String, Variant> values = new LinkedHashMap<>();
        for (String property : wanted) {
            String type = busInterface.type(property);
            String text = texts.get(property);
            if (type != null && text != null) {
                values.put(property, Variant.of(type, value(property, type, text)));
            }
        }
        return values;
    }

    private Object value(String property, String type, String text) {
        return switch (type) {
            case "b" -> text.equals("yes");
            case "u" -> text.equals("[not set]") ? NOT_SET_32 : Long.parseLong(text);
            case "i" -> Long.parseLong(text);
            case "t" -> number(property, text);
            case "as" -> ShownWordList.split(text);
            case "ay" -> HexFormat.of().parseHex(text);
            case "(uo)" ->
                List.of(text.isEmpty() ? 0 : Long.parseLong(text), text.isEmpty() ? "/" : ObjectPaths.ofJob(text));
            case "(ss)" -> error(text);
            default -> text;
        };
    }

    private long number(String property, String text) {
        String monotonic = texts.get(property + "Monotonic");
        if (monotonic != null) {
            long micros = numberOrSpan(monotonic);
            return micros == 0 || micros == NOT_SET ? 0 : VirtualTime.realtime(micros);
        }
        return numberOrSpan(text);
    }

    /** Parses a plain number or a time span. */
    private static long numberOrSpan(String text) {
        if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
            return text.isEmpty() ? 0 : NOT_SET;
        }
        return text.chars().allMatch(Character::isDigit)
                ? Long.parseLong(text)
                : Microseconds.parse(text).orElse(NOT_SET);
    }

    private static List<Object> error(String text) {
        Matcher parts = ERROR.matcher(text);
        return parts.matches() ? List.of(parts.group(1), parts.group(2)) : NO_ERROR;
    }
}
