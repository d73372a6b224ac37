package io.github.servicehandler.internal.dbus;

import java.util.Objects;

/**
 * A value together with its type, such as the value of a property.
 *
 * @param signature the type of the value, one complete type
 * @param value the value, in the Java type listed at {@link Message#body}
 */
public record Variant(Signature signature, Object value) {

    /**
     * Creates a variant. Whether the value matches the type is checked only when it is encoded.
     *
     * @throws IllegalArgumentException if the signature is not one complete type
     */
    public Variant {
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(value, "value");
        if (signature.types().size() != 1) {
            throw new IllegalArgumentException(
                    "a variant must have exactly one complete type, but had \"" + signature + "\"");
        }
    }

    /**
     * Returns a variant.
     *
     * @param signature the type of the value, such as {@code s}
     * @param value the value
     * @return the variant
     * @throws IllegalArgumentException if the signature is not one complete type
     */
    public static Variant of(String signature, Object value) {
        return new Variant(Signature.of(signature), value);
    }
}
