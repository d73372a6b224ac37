package io.github.servicehandler.files;

import io.github.servicehandler.files.UnitFileText.Fragment;
import io.github.servicehandler.unit.UnitName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A parser for the output of {@code systemctl cat}: each file follows a comment with its path, and an empty line
 * separates files.
 */
final class CatOutputParser {

    private CatOutputParser() {}

    /**
     * Returns the files.
     *
     * @param text the output
     * @param paths the files that must be in it, since any comment may look like the beginning of a file
     * @throws IllegalArgumentException if the text does not have that form
     */
    static UnitFileText parse(String text, List<String> paths) {
        List<Fragment> fragments = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < paths.size(); i++) {
            String header = header(paths.get(i));
            if (!text.startsWith(header, begin)) {
                throw new IllegalArgumentException("expected the text of " + paths.get(i));
            }
            begin += header.length();
            int end = i + 1 < paths.size() ? endBefore(text, header(paths.get(i + 1)), begin) : text.length();
            fragments.add(new Fragment(ReportedPath.of(paths.get(i)), text.substring(begin, end)));
            begin = end + 1;
        }
        return new UnitFileText(fragments);
    }

    /**
     * Returns the files of a template. Which ones they are is known only from the output.
     *
     * @throws IllegalArgumentException if the text does not have that form
     */
    static UnitFileText parse(String text, UnitName template) {
        Pattern header = Pattern.compile("(?:\\A|\\n\\n)# (/\\S.*/(?:" + Pattern.quote(template.toString())
                + "|(?:\\S+\\.)?" + template.type().suffix().substring(1) + "\\.d/[^/\\n]+\\.conf))(?=\\n)");
        return parse(
                text,
                header.matcher(text).results().map(found -> found.group(1)).toList());
    }

    private static String header(String path) {
        return "# " + path + "\n";
    }

    /** Returns where a file ends. systemctl ends its last line, even if the file does not, and adds an empty line. */
    private static int endBefore(String text, String header, int begin) {
        int end = text.indexOf("\n\n" + header, begin - 1);
        if (end < 0) {
            throw new IllegalArgumentException("the text does not contain all files of the unit");
        }
        return end + 1;
    }
}
