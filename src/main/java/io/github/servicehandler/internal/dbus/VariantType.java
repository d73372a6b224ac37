package io.github.servicehandler.internal.dbus;

/** Variant type: a value together with its type. */
record VariantType() implements SignatureType {

    @Override
    public int alignment() {
        return 1;
    }

    @Override
    public Object read(FrameInput in, int depth) {
        in.checkDepth(depth + 1);
        Signature signature = in.signature();
        if (signature.types().size() != 1) {
            throw new MalformedMessageException(
                    "a variant must have exactly one complete type, but had \"" + signature + "\"");
        }
        return new Variant(signature, signature.types().get(0).read(in, depth + 1));
    }

    @Override
    public void write(FrameOutput out, Object value, int depth) {
        out.checkDepth(depth + 1);
        Variant variant = SignatureType.cast(Variant.class, value, toString());
        out.signature(variant.signature().toString());
        variant.signature().types().get(0).write(out, variant.value(), depth + 1);
    }

    @Override
    public String toString() {
        return "v";
    }
}
