package io.github.servicehandler.files;

import io.github.servicehandler.files.UnitFileText.Fragment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Parses what {@code systemctl cat} prints: each file below a comment with its path, an empty line between them. */
final class CatParser {

    private CatParser() {}

    /**
     * Returns the files.
     *
     * @param text what was printed
     * @param paths the files that must be in it: any comment may look like the beginning of one
     * @throws IllegalArgumentException if the text does not have that form
     */
    static UnitFileText parse(String text, List<String> paths) {
        List<Fragment> fragments = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < paths.size(); i++) {
            String header = header(paths.get(i));
            if (!text.startsWith(header, begin)) {
                throw new IllegalArgumentException("no text of " + paths.get(i));
            }
            begin += header.length();
            int end = i + 1 < paths.size() ? endBefore(text, header(paths.get(i + 1)), begin) : text.length();
            fragments.add(new Fragment(Path.of(paths.get(i)), text.substring(begin, end)));
            begin = end + 1;
        }
        return new UnitFileText(fragments);
    }

    private static String header(String path) {
        return "# " + path + "\n";
    }

    /** Returns where a file ends: systemctl ends its last line, whether the file does or not, and puts an empty one after it. */
    private static int endBefore(String text, String header, int begin) {
        int end = text.indexOf("\n\n" + header, begin - 1);
        if (end < 0) {
            throw new IllegalArgumentException("not all files of the unit are there");
        }
        return end + 1;
    }
}
