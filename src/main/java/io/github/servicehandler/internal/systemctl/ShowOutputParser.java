package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.unit.UnitName;
import io.github.servicehandler.unit.UnitProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A parser for the output of {@code systemctl show}: {@code Name=value} lines, and an empty line between units.
 *
 * <p>Values of {@code Exec…} properties may contain raw newlines. A line that does not begin with a property's name
 * continues the value before it, and so does every line before the end of a command in braces.
 */
public final class ShowOutputParser {

    private static final int LONGEST_SHARED_VALUE = 8;
    private static final String COMMAND_BEGIN = "{ path=";
    private static final String COMMAND_END = " }";

    /** Names and most short values are repeated for every unit. Sharing one object for each reduces garbage. */
    private final String[] cache = new String[1024];

    private final String text;
    private final List<UnitProperties> units = new ArrayList<>();
    private final List<String> current = new ArrayList<>(64);
    /** Where the last property's value begins. Where it ends is known only when the next property or unit begins. */
    private int valueBegin = -1;

    private int valueEnd;

    private ShowOutputParser(String text) {
        this.text = text;
    }

    /**
     * Returns a block of properties for each unit, in the order printed.
     *
     * @throws IllegalArgumentException if the text does not have that form, or ends within a line
     */
    public static List<UnitProperties> parse(String text) {
        return new ShowOutputParser(text).parse();
    }

    /**
     * Returns what {@code reader} makes of the properties of each unit, in the order of the units.
     *
     * @throws IllegalArgumentException if the text does not have that form, is about another number of units, or the
     *     reader refuses the properties of a unit
     */
    public static <T> List<T> read(String text, List<UnitName> units, BiFunction<UnitName, UnitProperties, T> reader) {
        List<UnitProperties> blocks = parse(text);
        if (blocks.size() != units.size()) {
            throw new IllegalArgumentException("expected " + units.size() + " units, but found " + blocks.size());
        }
        List<T> read = new ArrayList<>(units.size());
        for (int i = 0; i < blocks.size(); i++) {
            read.add(reader.apply(units.get(i), blocks.get(i)));
        }
        return read;
    }

    private List<UnitProperties> parse() {
        int begin = 0;
        while (begin < text.length()) {
            int end = text.indexOf('\n', begin);
            if (end < 0) {
                throw new IllegalArgumentException("the last line is not terminated");
            }
            if (isInsideCommand()) {
                valueEnd = end;
            } else if (end == begin) {
                finishUnit();
            } else {
                line(begin, end);
            }
            begin = end + 1;
        }
        finishUnit();
        return units;
    }

    private boolean isInsideCommand() {
        return valueBegin >= 0
                && text.startsWith(COMMAND_BEGIN, valueBegin)
                && !text.startsWith(COMMAND_END, valueEnd - COMMAND_END.length());
    }

    private void line(int begin, int end) {
        int equals = nameEnd(begin, end);
        if (equals > begin) {
            finishValue();
            current.add(word(begin, equals));
            valueBegin = equals + 1;
        } else if (current.isEmpty()) {
            throw new IllegalArgumentException("the first line of a unit is not a property");
        }
        valueEnd = end;
    }

    private void finishValue() {
        if (valueBegin >= 0) {
            current.add(value(valueBegin, valueEnd));
            valueBegin = -1;
        }
    }

    /** Returns where the property's name ends, or -1 if the line does not begin with a property's name. */
    private int nameEnd(int begin, int end) {
        if (!isUpper(text.charAt(begin))) {
            return -1;
        }
        for (int i = begin + 1; i < end; i++) {
            char c = text.charAt(i);
            if (c == '=') {
                return i;
            }
            if (!isUpper(c) && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private String value(int begin, int end) {
        return end - begin <= LONGEST_SHARED_VALUE ? word(begin, end) : text.substring(begin, end);
    }

    private String word(int begin, int end) {
        int hash = end - begin;
        for (int i = begin; i < end; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        int slot = (hash ^ (hash >>> 10)) & (cache.length - 1);
        String known = cache[slot];
        if (known != null && known.length() == end - begin && text.startsWith(known, begin)) {
            return known;
        }
        String word = text.substring(begin, end);
        cache[slot] = word;
        return word;
    }

    private void finishUnit() {
        finishValue();
        if (!current.isEmpty()) {
            units.add(UnitProperties.ofPairs(current));
            current.clear();
        }
    }
}
