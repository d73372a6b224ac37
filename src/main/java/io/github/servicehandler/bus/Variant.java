package io.github.servicehandler.bus;

import java.util.Objects;

/**
 * Is a value that brings its type along, as the values of properties do.
 *
 * @param signature the value's type, one complete type
 * @param value the value, in the Java type that {@link Message#body} lists
 */
public record Variant(Signature signature, Object value) {

    /**
     * Creates the variant. Whether the value is of the type, writing it tells.
     *
     * @throws IllegalArgumentException if the signature is not one complete type
     */
    public Variant {
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(value, "value");
        if (signature.types().size() != 1) {
            throw new IllegalArgumentException("A variant has one complete type, not \"" + signature + "\"");
        }
    }

    /**
     * Returns a variant.
     *
     * @param signature the value's type, such as {@code s}
     * @param value the value
     * @return the variant
     * @throws IllegalArgumentException if the signature is not one complete type
     */
    public static Variant of(String signature, Object value) {
        return new Variant(Signature.of(signature), value);
    }
}
