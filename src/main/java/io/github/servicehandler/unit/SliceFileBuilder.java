package io.github.servicehandler.unit;

/**
 * Builder for the unit file of a slice, whose limits its units share. See systemd.slice(5) and
 * {@link UnitFile#slice()}. Methods described with "Adds" keep the earlier values of a setting; methods described with
 * "Sets" replace them. Not thread-safe.
 */
public final class SliceFileBuilder extends ResourceFileBuilder<SliceFileBuilder> {

    SliceFileBuilder() {
        super(UnitType.SLICE);
    }

    @Override
    SliceFileBuilder self() {
        return this;
    }
}
