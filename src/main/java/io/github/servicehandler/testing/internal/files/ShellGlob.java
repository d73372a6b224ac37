package io.github.servicehandler.testing.internal.files;

import java.util.regex.Pattern;

/** A shell pattern that matches names as fnmatch(3) does. */
public final class ShellGlob {

    /** The characters that are special in a set of java.util.regex, but not in one of a shell pattern. */
    private static final Pattern SPECIAL_IN_SET = Pattern.compile("[\\\\\\[\\]&^]");

    private final Pattern pattern;

    private ShellGlob(Pattern pattern) {
        this.pattern = pattern;
    }

    public static ShellGlob of(String text) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            int end = c == '[' ? endOfSet(text, i) : -1;
            if (end > 0) {
                appendSet(text.substring(i, end), regex);
                i = end + 1;
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return new ShellGlob(Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    /** Returns the index of the bracket that ends a set; -1 if there is none. */
    private static int endOfSet(String text, int begin) {
        // a ] in first position is a member of the set
        return text.indexOf(']', (isNegated(text, begin) ? begin + 1 : begin) + 1);
    }

    private static void appendSet(String set, StringBuilder regex) {
        boolean negated = isNegated(set, 0);
        regex.append(negated ? "[^" : "[")
                .append(SPECIAL_IN_SET.matcher(negated ? set.substring(1) : set).replaceAll("\\\\$0"))
                .append(']');
    }

    private static boolean isNegated(String text, int begin) {
        return text.startsWith("!", begin) || text.startsWith("^", begin);
    }

    public static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }

    public boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
