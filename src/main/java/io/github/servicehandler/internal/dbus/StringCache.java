package io.github.servicehandler.internal.dbus;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decoder of strings that remembers the short ones, because thousands of signals repeat the same names of properties,
 * interfaces and units. It remembers a fixed number of strings; a new one replaces the one with the same hash. Not
 * thread-safe.
 */
final class StringCache {

    private static final int SLOTS = 1024;
    private static final int LONGEST = 128;
    private static final int SIGNATURES = 256;

    private final byte[] @Nullable [] bytes = new byte[SLOTS][];
    private final @Nullable String[] texts = new String[SLOTS];
    private final Map<String, Signature> signatures = new HashMap<>();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

    /** Returns the text that UTF-8 bytes encode. */
    String text(byte[] from, int begin, int length) {
        if (length > LONGEST) {
            return decoded(from, begin, length);
        }
        int slot = hash(from, begin, length) & (SLOTS - 1);
        byte[] known = bytes[slot];
        String text = texts[slot];
        if (known == null || text == null || !Arrays.equals(known, 0, known.length, from, begin, begin + length)) {
            text = decoded(from, begin, length);
            bytes[slot] = Arrays.copyOfRange(from, begin, begin + length);
            texts[slot] = text;
        }
        return text;
    }

    /** Returns the signature that bytes encode. */
    Signature signature(byte[] from, int begin, int length) {
        return signature(text(from, begin, length));
    }

    /** Returns the signature that a text represents. */
    Signature signature(String text) {
        Signature known = signatures.get(text);
        return known == null ? parsed(text) : known;
    }

    private Signature parsed(String text) {
        Signature signature;
        try {
            signature = Signature.of(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()));
        }
        if (signatures.size() >= SIGNATURES) {
            signatures.clear();
        }
        signatures.put(text, signature);
        return signature;
    }

    private static int hash(byte[] from, int begin, int length) {
        int hash = length;
        for (int i = begin; i < begin + length; i++) {
            hash = 31 * hash + from[i];
        }
        return hash ^ (hash >>> 16);
    }

    private String decoded(byte[] from, int begin, int length) {
        boolean ascii = true;
        for (int i = begin; i < begin + length; i++) {
            if (from[i] == 0) {
                throw new MalformedMessageException("a string must not contain a NUL");
            }
            ascii &= from[i] > 0;
        }
        return ascii ? new String(from, begin, length, StandardCharsets.ISO_8859_1) : unicode(from, begin, length);
    }

    private String unicode(byte[] from, int begin, int length) {
        try {
            CharBuffer text = utf8.decode(ByteBuffer.wrap(from, begin, length));
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("a string must be valid UTF-8");
        }
    }
}
