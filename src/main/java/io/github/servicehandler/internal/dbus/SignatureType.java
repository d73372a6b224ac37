package io.github.servicehandler.internal.dbus;

/** One complete type of a signature. It reads and writes its values. */
sealed interface SignatureType permits BasicType, ArrayType, DictType, StructType, VariantType {

    /** Returns the alignment of values, in bytes from the beginning of the message. */
    int alignment();

    /**
     * Reads a value.
     *
     * @param depth the number of containers around the value
     */
    Object read(FrameInput in, int depth);

    /**
     * Writes a value.
     *
     * @param depth the number of containers around the value
     * @throws IllegalArgumentException if the value is not of this type
     */
    void write(FrameOutput out, Object value, int depth);

    /**
     * Returns the value as an instance of a class.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static <T> T cast(Class<T> javaType, Object value, String type) {
        if (!javaType.isInstance(value)) {
            throw new IllegalArgumentException(
                    "a value of type " + type + " must be of the Java type " + javaType.getSimpleName()
                            + ", but was of " + value.getClass().getSimpleName());
        }
        return javaType.cast(value);
    }
}
