package io.github.servicehandler.testing.internal.files;

import java.util.regex.Pattern;

/** A shell pattern that matches names as fnmatch(3) does. */
public final class ShellGlob {

    private final Pattern pattern;

    private ShellGlob(Pattern pattern) {
        this.pattern = pattern;
    }

    public static ShellGlob of(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = c == '[' ? text.indexOf(']', i + 2) : -1;
            if (end > 0) {
                String set = text.substring(i + 1, end)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("&&", "&\\&");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = end;
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return new ShellGlob(Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    public static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }

    public boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
