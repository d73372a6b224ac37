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
        String problem = problem(name);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException("name " + VisibleText.quoted(name) + " " + problem);
        }
        return name;
    }

    /** Returns whether the name follows the rules. */
    public static boolean isValid(String name) {
        return problem(name).isEmpty();
    }

    private static String problem(String name) {
        if (name.isBlank()) {
            return "must not be blank";
        }
        if (name.length() > MAX_LENGTH) {
            return "must be at most " + MAX_LENGTH + " characters long, but was " + name.length();
        }
        if (!name.codePoints().allMatch(VisibleText::isPrintable)) {
            return "must consist of printable characters and plain spaces";
        }
        return name.equals(name.strip()) ? "" : "must not begin or end with a space";
    }
}
