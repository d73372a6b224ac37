package io.github.servicehandler.internal.dbus;

import org.jspecify.annotations.Nullable;

/** The types that contain no other types. */
enum BasicType implements SignatureType {
    BYTE('y', 1) {
        @Override
        Object read(FrameInput in) {
            return in.uint8();
        }

        @Override
        void write(FrameOutput out, Object value) {
            out.int8((int) integer(value, 0, 0xff));
        }
    },
    BOOLEAN('b', 4) {
        @Override
        Object read(FrameInput in) {
            int value = in.int32();
            if (value != 0 && value != 1) {
                throw new MalformedMessageException(
                        "a boolean must be 0 or 1, but was " + Integer.toUnsignedString(value));
            }
            return value == 1;
        }

        @Override
        void write(FrameOutput out, Object value) {
            out.int32(SignatureType.cast(Boolean.class, value, "b") ? 1 : 0);
        }
    },
    INT16('n', 2) {
        @Override
        Object read(FrameInput in) {
            return in.int16();
        }

        @Override
        void write(FrameOutput out, Object value) {
            out.int16((int) integer(value, Short.MIN_VALUE, Short.MAX_VALUE));
        }
    },
    UINT16('q', 2) {
        @Override
        Object read(FrameInput in) {
            return Short.toUnsignedInt(in.int16());
        }

        @Override
        void write(FrameOutput out, Object value) {
            out.int16((int) integer(value, 0, 0xffff));
        }
    },
    INT32('i', 4) {
        @Override
        Object read(FrameInput in) {
            return in.int32();
        }

        @Override
        void write(FrameOutput out, Object value) {
            out.int32((int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
    },
    UINT32('u', 4) {
        @Override
        Object read(FrameInput in) {
            return Integer.toUnsignedLong(in.int32());
        }

        @Override
        void write(FrameOutput out, Object value) {
            out.int32((int) integer(value, 0, 0xffffffffL));
        }
    },
    INT64('x', 8) {
        @Override
        Object read(FrameInput in) {
            return in.int64();
        }

        @Override
        void write(FrameOutput out, Object value) {
            out.int64(integer(value, Long.MIN_VALUE, Long.MAX_VALUE));
        }
    },
    UINT64('t', 8) {
        @Override
        Object read(FrameInput in) {
            return in.int64();
        }

        @Override
        void write(FrameOutput out, Object value) {
            out.int64(integer(value, Long.MIN_VALUE, Long.MAX_VALUE));
        }
    },
    DOUBLE('d', 8) {
        @Override
        Object read(FrameInput in) {
            return Double.longBitsToDouble(in.int64());
        }

        @Override
        void write(FrameOutput out, Object value) {
            out.int64(Double.doubleToRawLongBits(SignatureType.cast(Double.class, value, "d")));
        }
    },
    STRING('s', 4) {
        @Override
        Object read(FrameInput in) {
            return in.text();
        }

        @Override
        void write(FrameOutput out, Object value) {
            out.text(SignatureType.cast(String.class, value, "s"));
        }
    },
    OBJECT_PATH('o', 4) {
        @Override
        Object read(FrameInput in) {
            String path = in.text();
            if (!BusNameSyntax.isObjectPath(path)) {
                throw new MalformedMessageException(TextExcerpt.of(path) + " is not a valid object path");
            }
            return path;
        }

        @Override
        void write(FrameOutput out, Object value) {
            String path = SignatureType.cast(String.class, value, "o");
            if (!BusNameSyntax.isObjectPath(path)) {
                throw new IllegalArgumentException(TextExcerpt.of(path) + " is not a valid object path");
            }
            out.text(path);
        }
    },
    SIGNATURE('g', 1) {
        @Override
        Object read(FrameInput in) {
            return in.signature().toString();
        }

        @Override
        void write(FrameOutput out, Object value) {
            out.signature(
                    Signature.of(SignatureType.cast(String.class, value, "g")).toString());
        }
    },
    UNIX_FD('h', 4) {
        @Override
        Object read(FrameInput in) {
            int index = in.int32();
            if (index < 0) {
                throw new MalformedMessageException("the index of a file descriptor must be at most "
                        + Integer.MAX_VALUE + ", but was " + Integer.toUnsignedString(index));
            }
            return index;
        }

        @Override
        void write(FrameOutput out, Object value) {
            out.int32((int) integer(value, 0, Integer.MAX_VALUE));
        }
    };

    private static final BasicType[] BY_CODE = new BasicType['z'];

    static {
        for (BasicType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final char code;
    private final int alignment;

    BasicType(char code, int alignment) {
        this.code = code;
        this.alignment = alignment;
    }

    /** Returns the type with a code, or {@code null} if no basic type has that code. */
    static @Nullable BasicType of(char code) {
        return code < BY_CODE.length ? BY_CODE[code] : null;
    }

    abstract Object read(FrameInput in);

    abstract void write(FrameOutput out, Object value);

    @Override
    public int alignment() {
        return alignment;
    }

    @Override
    public Object read(FrameInput in, int depth) {
        return read(in);
    }

    @Override
    public void write(FrameOutput out, Object value, int depth) {
        write(out, value);
    }

    @Override
    public String toString() {
        return String.valueOf(code);
    }

    /** Returns an integer of any width as a {@code long}, after checking that this type can represent it. */
    long integer(Object value, long min, long max) {
        if (!(value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte)) {
            throw new IllegalArgumentException(
                    "a value of type " + code + " must be an integer, but was of the Java type "
                            + value.getClass().getSimpleName());
        }
        long number = ((Number) value).longValue();
        if (number < min || number > max) {
            throw new IllegalArgumentException(
                    "a value of type " + code + " must be from " + min + " to " + max + ", but was " + number);
        }
        return number;
    }
}
