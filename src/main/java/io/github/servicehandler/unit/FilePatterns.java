package io.github.servicehandler.unit;

/** File name patterns, which some settings take instead of paths. */
final class FilePatterns {

    private FilePatterns() {}

    /** Returns the pattern that only this path matches. */
    static String escape(String path) {
        return path.replaceAll("[*?\\[\\]\\\\]", "\\\\$0");
    }
}
