package io.github.servicehandler.watchdog;

import io.github.servicehandler.internal.text.SimilarWord;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** A guess of which allowed word was meant by a word that is not allowed. */
final class WordSuggestion {

    /** Words of other languages and programs, with those that rule files have for them. */
    private static final Map<String, String> SYNONYMS = Map.of(
            "&&",
            "and",
            "||",
            "or",
            "!",
            "not",
            "running",
            "up",
            "stopped",
            "down",
            "error",
            "failed",
            "inactive",
            "down",
            "active",
            "up");

    private WordSuggestion() {}

    /** Returns a question such as {@code (did you mean "failed"?)}; empty if no allowed word is similar. */
    static String of(String found, Collection<String> allowed) {
        return closest(found, allowed)
                .map(word -> " (did you mean \"" + word + "\"?)")
                .orElse("");
    }

    private static Optional<String> closest(String found, Collection<String> allowed) {
        String plain = SimilarWord.plain(found);
        String synonym = SYNONYMS.getOrDefault(plain, plain);
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        if (allowed.contains(synonym)) {
            return Optional.of(synonym);
        }
        return SimilarWord.closest(plain, allowed);
    }
}
