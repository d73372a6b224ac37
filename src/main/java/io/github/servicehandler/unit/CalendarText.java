package io.github.servicehandler.unit;

import io.github.servicehandler.internal.text.VisibleText;

/** The text of a calendar expression, of which a parser takes one part after another. Not thread-safe. */
final class CalendarText {

    private final String whole;
    private String rest;

    CalendarText(String text) {
        whole = text;
        rest = text;
    }

    /** Returns what has not been taken. */
    String rest() {
        return rest;
    }

    /** Goes on with another text instead of the rest. */
    void replace(String text) {
        rest = text;
    }

    boolean isAtEnd() {
        return rest.isEmpty();
    }

    boolean isAt(String symbol) {
        return rest.startsWith(symbol);
    }

    /** Takes a number of characters. */
    String take(int length) {
        String taken = rest.substring(0, length);
        rest = rest.substring(length);
        return taken;
    }

    /** Takes a symbol, if it comes next, and returns whether it did. */
    boolean take(String symbol) {
        boolean isNext = isAt(symbol);
        take(isNext ? symbol.length() : 0);
        return isNext;
    }

    /** Takes the digits that come next; there may be none. */
    String takeDigits() {
        int end = 0;
        while (end < rest.length() && rest.charAt(end) >= '0' && rest.charAt(end) <= '9') {
            end++;
        }
        return take(end);
    }

    void skipSpaces() {
        while (take(" ")) {
            // the next one may follow
        }
    }

    IllegalArgumentException invalid(String problem) {
        return new IllegalArgumentException("calendar expression " + VisibleText.quoted(whole) + " is invalid: "
                + problem
                + " (allowed is, for example, \"Mon..Fri 04:30\", \"*-*-01 12:00 Europe/Berlin\" or \"daily\")");
    }
}
