package io.github.servicehandler.internal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The search for the word that was meant by a misspelt one. */
public final class SimilarWord {

    private static final int LETTERS_PER_MISTAKE = 3;

    private SimilarWord() {}

    /** Returns the allowed word that differs least, whatever its case; empty if none is similar. */
    public static Optional<String> closest(String found, Collection<String> allowed) {
        String plain = plain(found);
        return allowed.stream()
                .filter(word -> mistakes(plain, plain(word)) <= Math.max(1, word.length() / LETTERS_PER_MISTAKE))
                .filter(word -> mistakes(plain, plain(word)) < Math.min(plain.length(), word.length()))
                .min(Comparator.comparingInt(word -> mistakes(plain, plain(word))));
    }

    /** Returns a word in lower case, with dashes, and without punctuation at its end. */
    public static String plain(String word) {
        String small = word.toLowerCase(Locale.ROOT).replace('_', '-');
        return small.length() > 1 ? small.replaceAll("[:;.,=]+$", "") : small;
    }

    /** Returns how many letters were left out, added, replaced, or exchanged with the letter beside them. */
    private static int mistakes(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cost(cost, one, other, i, j);
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int cost(int[][] cost, String one, String other, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean exchanged =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return exchanged ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
