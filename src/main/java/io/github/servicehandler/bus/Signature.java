package io.github.servicehandler.bus;

import java.util.List;

/** Is the types of a sequence of values, such as {@code sa{sv}as}. Immutable. */
public final class Signature {

    /** Is the signature of no values. */
    public static final Signature EMPTY = new Signature("", List.of());

    private final String text;
    private final List<Type> types;

    private Signature(String text, List<Type> types) {
        this.text = text;
        this.types = types;
    }

    /**
     * Returns a signature.
     *
     * @param text such as {@code sa{sv}as}
     * @return the signature
     * @throws IllegalArgumentException if it is longer than 255 bytes, nests arrays or structs deeper than 32, or is not made of
     *     complete types
     */
    public static Signature of(String text) {
        return text.isEmpty() ? EMPTY : new Signature(text, List.copyOf(new SignatureParser(text).parse()));
    }

    /** Returns the complete types. */
    List<Type> types() {
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
     * Returns the signature as it is written.
     *
     * @return the text, empty for no values
     */
    @Override
    public String toString() {
        return text;
    }
}
