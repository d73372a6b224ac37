package io.github.servicehandler.internal.dbus;

import org.jspecify.annotations.Nullable;

/** The fields of a message's header, each with the type of its value. */
enum HeaderField {
    PATH(1, BasicType.OBJECT_PATH),
    INTERFACE(2, BasicType.STRING),
    MEMBER(3, BasicType.STRING),
    ERROR_NAME(4, BasicType.STRING),
    REPLY_SERIAL(5, BasicType.UINT32),
    DESTINATION(6, BasicType.STRING),
    SENDER(7, BasicType.STRING),
    SIGNATURE(8, BasicType.SIGNATURE),
    UNIX_FDS(9, BasicType.UINT32);

    private static final HeaderField[] BY_CODE = values();

    private final int code;
    private final BasicType type;

    HeaderField(int code, BasicType type) {
        this.code = code;
        this.type = type;
    }

    int code() {
        return code;
    }

    BasicType type() {
        return type;
    }

    /** Returns whether a value, which is of the field's type, is valid for the field. */
    boolean allows(Object value) {
        return switch (this) {
            case PATH -> BusNameSyntax.isObjectPath((String) value);
            case INTERFACE, ERROR_NAME -> BusNameSyntax.isInterface((String) value);
            case MEMBER -> BusNameSyntax.isMember((String) value);
            case DESTINATION, SENDER -> BusNameSyntax.isBusName((String) value);
            case REPLY_SERIAL -> (Long) value != 0;
            case SIGNATURE, UNIX_FDS -> true;
        };
    }

    /** Returns the field with a code, or {@code null} for an unknown code, which a later specification may define. */
    static @Nullable HeaderField of(int code) {
        return code >= 1 && code <= BY_CODE.length ? BY_CODE[code - 1] : null;
    }
}
