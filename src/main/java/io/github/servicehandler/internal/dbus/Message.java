package io.github.servicehandler.internal.dbus;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A message of the D-Bus protocol. Immutable, except for the contents of a {@code byte[]} in the body.
 *
 * <p>A header field that a message does not have reads as the empty string or zero, neither of which is a valid value.
 */
public final class Message {

    private static final int NO_REPLY_EXPECTED = 1;

    private final MessageType type;
    private final int flags;
    private final int serial;
    private final Map<HeaderField, Object> fields;
    private final Signature signature;
    private final List<Object> body;

    /** Creates a message from valid parts, without a copy. The caller must not change them afterwards. */
    Message(
            MessageType type,
            int flags,
            int serial,
            Map<HeaderField, Object> fields,
            Signature signature,
            List<Object> body) {
        this.type = type;
        this.flags = flags;
        this.serial = serial;
        this.fields = fields;
        this.signature = signature;
        this.body = body;
    }

    private static Message of(MessageType type) {
        return new Message(type, 0, 0, new EnumMap<>(HeaderField.class), Signature.EMPTY, List.of());
    }

    /**
     * Returns a method call without arguments.
     *
     * @param destination the bus name to call, such as {@code org.freedesktop.systemd1}
     * @param path the path of the object to call
     * @param interfaceName the interface that has the method
     * @param member the method's name
     * @return the call
     * @throws IllegalArgumentException if an argument is not a valid name of its kind
     */
    public static Message call(String destination, String path, String interfaceName, String member) {
        return of(MessageType.METHOD_CALL)
                .with(HeaderField.PATH, path)
                .with(HeaderField.INTERFACE, interfaceName)
                .with(HeaderField.MEMBER, member)
                .with(HeaderField.DESTINATION, destination);
    }

    /**
     * Returns a signal without arguments.
     *
     * @param path the path of the object that emits the signal
     * @param interfaceName the interface that has the signal
     * @param member the signal's name
     * @return the signal
     * @throws IllegalArgumentException if an argument is not a valid name of its kind
     */
    public static Message signal(String path, String interfaceName, String member) {
        return of(MessageType.SIGNAL)
                .with(HeaderField.PATH, path)
                .with(HeaderField.INTERFACE, interfaceName)
                .with(HeaderField.MEMBER, member);
    }

    /**
     * Returns a reply without values, addressed to the sender of the call.
     *
     * @param call the call, with its serial
     * @return the reply
     * @throws IllegalArgumentException if the call has no serial
     */
    public static Message returnOf(Message call) {
        return of(MessageType.METHOD_RETURN).replyingTo(call);
    }

    /**
     * Returns an error reply, addressed to the sender of the call.
     *
     * @param call the call, with its serial
     * @param errorName the error's name, such as {@code org.freedesktop.systemd1.NoSuchUnit}
     * @param text what went wrong
     * @return the error reply
     * @throws IllegalArgumentException if the call has no serial or the error name is invalid
     */
    public static Message errorOf(Message call, String errorName, String text) {
        return of(MessageType.ERROR)
                .with(HeaderField.ERROR_NAME, errorName)
                .replyingTo(call)
                .withBody("s", text);
    }

    private Message replyingTo(Message call) {
        Message reply = with(HeaderField.REPLY_SERIAL, Integer.toUnsignedLong(call.serial));
        return call.sender().isEmpty() ? reply : reply.withDestination(call.sender());
    }

    /**
     * Returns a copy of this message with another body. Whether each value matches its type is checked only when the
     * message is encoded.
     *
     * @param types the types of the values, such as {@code sa{sv}}
     * @param values the values, in the Java types listed at {@link #body}; an integer may be of any width
     * @return the message
     * @throws IllegalArgumentException if the types are not a valid signature, or are more or fewer than the values
     */
    public Message withBody(String types, Object... values) {
        Signature other = Signature.of(types);
        if (other.types().size() != values.length) {
            throw new IllegalArgumentException("a body of the signature \"" + types + "\" must have "
                    + other.types().size() + " values, but had " + values.length);
        }
        Map<HeaderField, Object> all = new EnumMap<>(fields);
        all.remove(HeaderField.SIGNATURE);
        if (values.length > 0) {
            all.put(HeaderField.SIGNATURE, types);
        }
        return new Message(type, flags, serial, all, other, List.of(values));
    }

    /**
     * Returns a copy of this message with another serial. A connection assigns its own serials to the messages that it
     * sends.
     *
     * @param other the serial, not zero
     * @return the message
     */
    public Message withSerial(int other) {
        return new Message(type, flags, other, fields, signature, body);
    }

    /**
     * Returns a copy of this message with another destination.
     *
     * @param name a bus name
     * @return the message
     * @throws IllegalArgumentException if it is not a valid bus name
     */
    public Message withDestination(String name) {
        return with(HeaderField.DESTINATION, name);
    }

    /**
     * Returns a copy of this message with another sender. On a bus, the bus itself sets the sender.
     *
     * @param name a bus name
     * @return the message
     * @throws IllegalArgumentException if it is not a valid bus name
     */
    public Message withSender(String name) {
        return with(HeaderField.SENDER, name);
    }

    /**
     * Returns a copy of this call that asks for no reply.
     *
     * @return the message
     */
    public Message withoutReply() {
        return new Message(type, flags | NO_REPLY_EXPECTED, serial, fields, signature, body);
    }

    private Message with(HeaderField field, Object value) {
        if (!field.allows(value)) {
            throw new IllegalArgumentException(TextExcerpt.of(String.valueOf(value)) + " is not a valid " + field);
        }
        Map<HeaderField, Object> all = new EnumMap<>(fields);
        all.put(field, value);
        return new Message(type, flags, serial, all, signature, body);
    }

    /**
     * Returns the type of this message.
     *
     * @return the type
     */
    public MessageType type() {
        return type;
    }

    int flags() {
        return flags;
    }

    /**
     * Returns whether this is a call whose sender expects a reply.
     *
     * @return {@code true} if it is
     */
    public boolean expectsReply() {
        return type == MessageType.METHOD_CALL && (flags & NO_REPLY_EXPECTED) == 0;
    }

    /**
     * Returns the serial that the sender gave this message.
     *
     * @return the serial, an unsigned number; zero if it has none yet
     */
    public int serial() {
        return serial;
    }

    /**
     * Returns the serial of the call that this message replies to.
     *
     * @return the serial, an unsigned number; zero if this is not a reply
     */
    public int replySerial() {
        Object value = fields.get(HeaderField.REPLY_SERIAL);
        return value == null ? 0 : ((Long) value).intValue();
    }

    /**
     * Returns the path of the object that is called or that emits the signal.
     *
     * @return the path, or the empty string
     */
    public String path() {
        return text(HeaderField.PATH);
    }

    /**
     * Returns the interface that has the method or the signal.
     *
     * @return the name, or the empty string
     */
    public String interfaceName() {
        return text(HeaderField.INTERFACE);
    }

    /**
     * Returns the name of the method or the signal.
     *
     * @return the name, or the empty string
     */
    public String member() {
        return text(HeaderField.MEMBER);
    }

    /**
     * Returns the name of the error.
     *
     * @return the name, or the empty string if this is not an error
     */
    public String errorName() {
        return text(HeaderField.ERROR_NAME);
    }

    /**
     * Returns the recipient.
     *
     * @return a bus name, or the empty string
     */
    public String destination() {
        return text(HeaderField.DESTINATION);
    }

    /**
     * Returns the sender. On a bus it is trustworthy, because the bus sets it; on a private socket it is not.
     *
     * @return a unique bus name, or the empty string
     */
    public String sender() {
        return text(HeaderField.SENDER);
    }

    private String text(HeaderField field) {
        Object value = fields.get(field);
        return value == null ? "" : (String) value;
    }

    Map<HeaderField, Object> fields() {
        return fields;
    }

    /**
     * Returns the types of the values.
     *
     * @return the signature
     */
    public Signature signature() {
        return signature;
    }

    /**
     * Returns the values. {@code b} is a Boolean; {@code n} a Short; {@code y q i h} an Integer; {@code u x t} a Long,
     * whose bits are unsigned for {@code t}; {@code d} a Double; {@code s o g} a String; {@code v} a {@link Variant};
     * {@code ay} a {@code byte[]}; any other array and a struct a List; a dictionary a Map in the order of its entries.
     *
     * @return the values, unmodifiable; none is {@code null}
     */
    public List<Object> body() {
        return body;
    }

    /**
     * Returns one of the values.
     *
     * @param index the index of the value, from 0
     * @param javaType the Java type of the value
     * @param <T> the Java type of the value
     * @return the value
     * @throws BusException with {@link DBusErrorNames#INVALID_ARGS} if the message has no value of this type at the
     *     index
     */
    public <T> T value(int index, Class<T> javaType) {
        if (index >= body.size() || !javaType.isInstance(body.get(index))) {
            throw new BusException(
                    DBusErrorNames.INVALID_ARGS,
                    "value " + index + " of " + this + " must be of the Java type " + javaType.getSimpleName());
        }
        return javaType.cast(body.get(index));
    }

    /** Returns the type of a value, or the empty string if there is no such value. */
    String typeOf(int index) {
        return index < body.size() ? signature.types().get(index).toString() : "";
    }

    /**
     * Returns a summary for error messages. It leaves out the values, which may be secret.
     *
     * @return the summary
     */
    @Override
    public String toString() {
        String what = type == MessageType.ERROR ? errorName() : interfaceName() + "." + member();
        return type + " " + (path() + " " + what + "(" + signature + ")").strip();
    }
}
