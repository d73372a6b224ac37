package io.github.servicehandler.internal.dbus;

import java.util.List;

/** The types of a sequence of values, such as {@code sa{sv}as}. Immutable. */
public final class Signature {

    /** The signature of no values. */
    public static final Signature EMPTY = new Signature("", List.of());

    private final String text;
    private final List<SignatureType> types;

    private Signature(String text, List<SignatureType> types) {
        this.text = text;
        this.types = types;
    }

    /**
     * Parses a signature.
     *
     * @param text the text of the signature, such as {@code sa{sv}as}
     * @return the signature
     * @throws IllegalArgumentException if it is longer than 255 bytes, nests arrays or structs more than 32 deep, or is
     *     not a sequence of complete types
     */
    public static Signature of(String text) {
        return text.isEmpty() ? EMPTY : new Signature(text, List.copyOf(new SignatureParser(text).parse()));
    }

    /** Returns the complete types. */
    List<SignatureType> types() {
        return types;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature signature && signature.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /**
     * Returns the text of the signature.
     *
     * @return the text, empty for no values
     */
    @Override
    public String toString() {
        return text;
    }
}
