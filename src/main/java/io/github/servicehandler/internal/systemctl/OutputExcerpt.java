package io.github.servicehandler.internal.systemctl;

import io.github.servicehandler.internal.text.VisibleText;

/** The first lines of a program's output, on one line and short enough for an error message. */
public final class OutputExcerpt {

    private static final int LONGEST = 300;

    private OutputExcerpt() {}

    /** Returns the excerpt; blanks around line breaks are dropped. */
    public static String of(String text) {
        // shortened first, because flattening is slow for texts with many blanks
        String begin = text.substring(0, Math.min(text.length(), 4 * LONGEST));
        String flat = VisibleText.line(begin.strip().replaceAll("\\s*\\R\\s*", "; "));
        return flat.length() <= LONGEST ? flat : flat.substring(0, LONGEST) + "…";
    }
}
