package io.github.servicehandler.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names that a rotation gives to the files of a log: that of the log, with a suffix such as {@code .1},
 * {@code -20261123} or {@code .old} after it.
 */
final class RotatedNames {

    private static final Logger log = LoggerFactory.getLogger(RotatedNames.class.getPackageName());

    private static final String SEPARATORS = ".-_~";
    private static final String COMPRESSED = ".gz";

    /** A name that a rotation gives by itself, with a number or a date: unlike that of another log, such as .err. */
    private static final Pattern NUMBERED = Pattern.compile(".*[.\\-_](old)?\\d[\\d.:\\-_T]*(\\.gz)?");

    private static final Pattern COUNT = Pattern.compile(".*\\.(\\d{1,3})(\\.gz)?");

    /** The order of names: a higher count is older, an earlier date is older. */
    static final Comparator<Path> OLDEST_FIRST =
            Comparator.comparingInt(RotatedNames::count).reversed().thenComparing(Path::toString);

    private RotatedNames() {}

    /** Returns whether a name may be that of a rotated file of a log. */
    static boolean isRotated(Path name, Path original) {
        String text = name.toString();
        String begin = original.toString();
        return text.length() > begin.length()
                && text.startsWith(begin)
                && SEPARATORS.indexOf(text.charAt(begin.length())) >= 0;
    }

    /** Returns the names of all logs that a file of this name may have been rotated from. */
    static List<Path> possibleOriginals(Path name) {
        String text = name.toString();
        List<Path> originals = new ArrayList<>();
        for (int i = text.length() - 1; i > 0; i--) {
            if (SEPARATORS.indexOf(text.charAt(i)) >= 0) {
                originals.add(name.getFileSystem().getPath(text.substring(0, i)));
            }
        }
        return originals;
    }

    /** Returns the files in the directory of a log that have a rotated name of it, in no order. */
    static List<Path> filesOf(Path path) {
        Path directory = path.getParent();
        Path name = path.getFileName();
        List<Path> found = new ArrayList<>();
        if (directory == null || name == null) {
            return found;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, file -> isRotated(file.getFileName(), name))) {
            files.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            log.debug("failed to search for rotated files of {}", path, e);
        }
        return found;
    }

    static boolean isNumbered(Path file) {
        return NUMBERED.matcher(file.getFileName().toString()).matches();
    }

    static boolean isCompressed(Path file) {
        return file.toString().endsWith(COMPRESSED);
    }

    private static int count(Path file) {
        Matcher matcher = COUNT.matcher(file.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
