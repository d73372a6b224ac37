package io.github.servicehandler.testing.internal.process;

/**
 * The prefix characters before a program; see systemd.service(5), "Special executable prefixes".
 *
 * @param rest the text after the prefix; it begins where a character contradicts or repeats one before it
 * @param ignoresFailure whether there is a dash
 * @param isShellLine whether there is a vertical bar, so that the user's shell runs the command; from 262 on at the
 *     latest
 * @param namesItself whether there is an at sign, so that the next word is the name under which the program runs
 */
record ExecPrefix(String rest, boolean ignoresFailure, boolean isShellLine, boolean namesItself) {

    private static final int FIRST_WITH_SHELL = 262;

    static ExecPrefix of(String word, int version) {
        int end = 0;
        while (end < word.length() && isPrefix(word.charAt(end), word.substring(0, end), version)) {
            end++;
        }
        String prefix = word.substring(0, end);
        return new ExecPrefix(word.substring(end), prefix.contains("-"), prefix.contains("|"), prefix.contains("@"));
    }

    private static boolean isPrefix(char c, String before, int version) {
        return switch (c) {
            case '-', '@', ':' -> before.indexOf(c) < 0;
            case '|' -> version >= FIRST_WITH_SHELL && before.indexOf(c) < 0;
            case '+' -> before.indexOf('+') < 0 && before.indexOf('!') < 0;
            case '!' ->
                before.indexOf('+') < 0
                        && before.chars().filter(other -> other == '!').count() < 2;
            default -> false;
        };
    }
}
