package io.github.servicehandler.internal.dbus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of messages. */
public enum MessageType {

    /** A request to call a method. */
    METHOD_CALL(1),

    /** A reply to a call that succeeded. */
    METHOD_RETURN(2),

    /** A reply to a call that failed. */
    ERROR(3),

    /** A notification of an event. */
    SIGNAL(4);

    private static final MessageType[] BY_CODE = values();

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Returns the header fields that a message of this type must have. */
    List<HeaderField> required() {
        return switch (this) {
            case METHOD_CALL -> List.of(HeaderField.PATH, HeaderField.MEMBER);
            case METHOD_RETURN -> List.of(HeaderField.REPLY_SERIAL);
            case ERROR -> List.of(HeaderField.ERROR_NAME, HeaderField.REPLY_SERIAL);
            case SIGNAL -> List.of(HeaderField.PATH, HeaderField.INTERFACE, HeaderField.MEMBER);
        };
    }

    /** Returns the type with a code, or {@code null} for an unknown code, which a later specification may define. */
    static @Nullable MessageType of(int code) {
        return code >= 1 && code <= BY_CODE.length ? BY_CODE[code - 1] : null;
    }
}
