package io.github.servicehandler.bus;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Is a message of the D-Bus protocol. Immutable, but for the {@code byte[]} in a body.
 *
 * <p>What a message does not have is the empty string or zero: no name, path or serial may be that.
 */
public final class Message {

    private static final int NO_REPLY_EXPECTED = 1;

    private final MessageType type;
    private final int flags;
    private final int serial;
    private final Map<HeaderField, Object> fields;
    private final Signature signature;
    private final List<Object> body;

    /** Takes fields and values as they are: who calls this has checked them and does not change them any more. */
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
     * Returns a call without arguments.
     *
     * @param destination whom to call, such as {@code org.freedesktop.systemd1}
     * @param path the object to call
     * @param interfaceName the interface that has the method
     * @param member the method
     * @return the call
     * @throws IllegalArgumentException if one of them is not a name of its kind
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
     * @param path the object that it comes from
     * @param interfaceName the interface that has the signal
     * @param member the signal
     * @return the signal
     * @throws IllegalArgumentException if one of them is not a name of its kind
     */
    public static Message signal(String path, String interfaceName, String member) {
        return of(MessageType.SIGNAL)
                .with(HeaderField.PATH, path)
                .with(HeaderField.INTERFACE, interfaceName)
                .with(HeaderField.MEMBER, member);
    }

    /**
     * Returns an answer without values, to whoever called.
     *
     * @param call the call, with its serial
     * @return the answer
     * @throws IllegalArgumentException if the call has no serial
     */
    public static Message returnOf(Message call) {
        return of(MessageType.METHOD_RETURN).answering(call);
    }

    /**
     * Returns a refusal, to whoever called.
     *
     * @param call the call, with its serial
     * @param errorName such as {@code org.freedesktop.systemd1.NoSuchUnit}
     * @param text what went wrong
     * @return the refusal
     * @throws IllegalArgumentException if the call has no serial or the error's name is none
     */
    public static Message errorOf(Message call, String errorName, String text) {
        return of(MessageType.ERROR)
                .with(HeaderField.ERROR_NAME, errorName)
                .answering(call)
                .withBody("s", text);
    }

    private Message answering(Message call) {
        Message answer = with(HeaderField.REPLY_SERIAL, Integer.toUnsignedLong(call.serial));
        return call.sender().isEmpty() ? answer : answer.withDestination(call.sender());
    }

    /**
     * Returns this message with other values. Whether each is of its type, encoding tells.
     *
     * @param types the values' types, such as {@code sa{sv}}
     * @param values the values, in the Java types that {@link #body} lists; a whole number may be of any width
     * @return the message
     * @throws IllegalArgumentException if the types are no signature, or are more or fewer than the values
     */
    public Message withBody(String types, Object... values) {
        Signature other = Signature.of(types);
        if (other.types().size() != values.length) {
            throw new IllegalArgumentException(
                    "\"" + types + "\" is " + other.types().size() + " values, not " + values.length);
        }
        Map<HeaderField, Object> all = new EnumMap<>(fields);
        all.remove(HeaderField.SIGNATURE);
        if (values.length > 0) {
            all.put(HeaderField.SIGNATURE, types);
        }
        return new Message(type, flags, serial, all, other, List.of(values));
    }

    /**
     * Returns this message with another serial. A connection gives its own to what it sends.
     *
     * @param other the serial, not zero
     * @return the message
     */
    public Message withSerial(int other) {
        return new Message(type, flags, other, fields, signature, body);
    }

    /**
     * Returns this message with another destination.
     *
     * @param name a name on the bus
     * @return the message
     * @throws IllegalArgumentException if it is no such name
     */
    public Message withDestination(String name) {
        return with(HeaderField.DESTINATION, name);
    }

    /**
     * Returns this message with another sender, as a bus sets it.
     *
     * @param name a name on the bus
     * @return the message
     * @throws IllegalArgumentException if it is no such name
     */
    public Message withSender(String name) {
        return with(HeaderField.SENDER, name);
    }

    /**
     * Returns this call with the wish not to be answered.
     *
     * @return the message
     */
    public Message withoutReply() {
        return new Message(type, flags | NO_REPLY_EXPECTED, serial, fields, signature, body);
    }

    private Message with(HeaderField field, Object value) {
        if (!field.allows(value)) {
            throw new IllegalArgumentException(Excerpt.of(String.valueOf(value)) + " is no " + field);
        }
        Map<HeaderField, Object> all = new EnumMap<>(fields);
        all.put(field, value);
        return new Message(type, flags, serial, all, signature, body);
    }

    /**
     * Returns what kind of message this is.
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
     * Tells whether this is a call whose sender wants an answer.
     *
     * @return whether it is
     */
    public boolean expectsReply() {
        return type == MessageType.METHOD_CALL && (flags & NO_REPLY_EXPECTED) == 0;
    }

    /**
     * Returns the number that the sender gave it.
     *
     * @return the serial, an unsigned number; zero if it has none yet
     */
    public int serial() {
        return serial;
    }

    /**
     * Returns the serial of the call that this answers.
     *
     * @return the serial, an unsigned number; zero if this is no answer
     */
    public int replySerial() {
        Object value = fields.get(HeaderField.REPLY_SERIAL);
        return value == null ? 0 : ((Long) value).intValue();
    }

    /**
     * Returns the object that is called or that the signal comes from.
     *
     * @return the path, or the empty string
     */
    public String path() {
        return text(HeaderField.PATH);
    }

    /**
     * Returns the interface that the member belongs to.
     *
     * @return the name, or the empty string
     */
    public String interfaceName() {
        return text(HeaderField.INTERFACE);
    }

    /**
     * Returns the method or the signal.
     *
     * @return the name, or the empty string
     */
    public String member() {
        return text(HeaderField.MEMBER);
    }

    /**
     * Returns what went wrong.
     *
     * @return the error's name, or the empty string if this is no error
     */
    public String errorName() {
        return text(HeaderField.ERROR_NAME);
    }

    /**
     * Returns for whom it is.
     *
     * @return a name on the bus, or the empty string
     */
    public String destination() {
        return text(HeaderField.DESTINATION);
    }

    /**
     * Returns from whom it is. A bus vouches for it; on a private socket it means nothing.
     *
     * @return a unique name on the bus, or the empty string
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
     * Returns the values: for {@code b} a Boolean, {@code n} a Short, {@code y q i h} an Integer, {@code u x} and {@code t} (whose bits
     * are unsigned) a Long, {@code d} a Double, {@code s o g} a String, {@code v} a {@link Variant}, {@code ay} a {@code byte[]},
     * another array or a struct a List, a dictionary a Map in the order of its entries.
     *
     * @return the values, unmodifiable; none is null
     */
    public List<Object> body() {
        return body;
    }

    /**
     * Returns a value.
     *
     * @param index which one, from 0
     * @param wanted its Java type
     * @param <T> its Java type
     * @return the value
     * @throws BusException if the message has no such value: {@link ErrorNames#INVALID_ARGS}
     */
    public <T> T value(int index, Class<T> wanted) {
        if (index >= body.size() || !wanted.isInstance(body.get(index))) {
            throw new BusException(
                    ErrorNames.INVALID_ARGS, "Value " + index + " of " + this + " is not a " + wanted.getSimpleName());
        }
        return wanted.cast(body.get(index));
    }

    /** Returns the type of a value, or the empty string if there is no such value. */
    String typeOf(int index) {
        return index < body.size() ? signature.types().get(index).toString() : "";
    }

    /**
     * Returns what the message is about, for people; not its values, which may be secret.
     *
     * @return the text
     */
    @Override
    public String toString() {
        String what = type == MessageType.ERROR ? errorName() : interfaceName() + "." + member();
        return type + " " + (path() + " " + what + "(" + signature + ")").strip();
    }
}
