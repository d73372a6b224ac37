package io.github.servicehandler.bus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the types of messages. */
public enum MessageType {

    /** Asks for something. */
    METHOD_CALL(1),

    /** Answers a call. */
    METHOD_RETURN(2),

    /** Refuses a call. */
    ERROR(3),

    /** Tells of something that happened. */
    SIGNAL(4);

    private static final MessageType[] BY_CODE = values();

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Returns the header fields without which a message of this type makes no sense. */
    List<HeaderField> required() {
        return switch (this) {
            case METHOD_CALL -> List.of(HeaderField.PATH, HeaderField.MEMBER);
            case METHOD_RETURN -> List.of(HeaderField.REPLY_SERIAL);
            case ERROR -> List.of(HeaderField.ERROR_NAME, HeaderField.REPLY_SERIAL);
            case SIGNAL -> List.of(HeaderField.PATH, HeaderField.INTERFACE, HeaderField.MEMBER);
        };
    }

    /** Returns the type with a code, or {@code null} for one that a later specification may define. */
    static @Nullable MessageType of(int code) {
        return code >= 1 && code <= BY_CODE.length ? BY_CODE[code - 1] : null;
    }
}
