package io.github.servicehandler.bus;

/** Is one complete type of a signature. It knows how its values are written and read. */
sealed interface Type permits BasicType, ArrayType, DictType, StructType, VariantType {

    /** Returns the boundary, in bytes from the message's beginning, at which values begin. */
    int alignment();

    /**
     * Reads a value.
     *
     * @param depth how many containers are around it
     */
    Object read(FrameInput in, int depth);

    /**
     * Writes a value.
     *
     * @param depth how many containers are around it
     * @throws IllegalArgumentException if it is not of this type
     */
    void write(FrameOutput out, Object value, int depth);

    /** Returns the value as an instance of a class, or complains that it is none. */
    static <T> T cast(Class<T> wanted, Object value, String type) {
        if (!wanted.isInstance(value)) {
            throw new IllegalArgumentException("A value of type " + type + " is a " + wanted.getSimpleName()
                    + ", not a " + value.getClass().getSimpleName());
        }
        return wanted.cast(value);
    }
}
