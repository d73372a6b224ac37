package io.github.servicehandler.internal.text;

/** The rules for a name that exists for people only, such as that of a service. */
public final class DisplayName {

    /** As long as the longest name of a unit, which is the name of a service that has no other. */
    private static final int MAX_LENGTH = 255;

    private DisplayName() {}

    /**
     * Returns a name that follows the rules: one line that a terminal shows as it is.
     *
     * @throws IllegalArgumentException if it does not; the message quotes it and describes what is allowed
     */
    public static String require(String name) {
        if (name.isBlank()) {
            throw invalid(name, "must not be blank");
        }
        if (name.length() > MAX_LENGTH) {
            throw invalid(name, "must be at most " + MAX_LENGTH + " characters long, but was " + name.length());
        }
        if (!name.codePoints().allMatch(VisibleText::isPrintable)) {
            throw invalid(name, "must consist of printable characters and plain spaces");
        }
        if (!name.equals(name.strip())) {
            throw invalid(name, "must not begin or end with a space");
        }
        return name;
    }

    private static IllegalArgumentException invalid(String name, String problem) {
        return new IllegalArgumentException("name " + VisibleText.quoted(name) + " " + problem);
    }
}
