package io.github.servicehandler.internal.dbus;

/** Limits that the D-Bus specification sets. */
final class ProtocolLimits {

    static final int MESSAGE_BYTES = 128 * 1024 * 1024;
    static final int ARRAY_BYTES = 64 * 1024 * 1024;
    static final int NAME_BYTES = 255;
    static final int SIGNATURE_BYTES = 255;

    /** How deep a signature may nest arrays, and separately structs. */
    static final int SIGNATURE_DEPTH = 32;

    /** How deep a message may nest arrays, structs, dict entries and variants in total. */
    static final int DEPTH = 64;

    private ProtocolLimits() {}
}
