package io.github.servicehandler.unit;

/**
 * Builder for the unit file of a target, which is a name for a group of units. See systemd.target(5) and
 * {@link UnitFile#target()}. Methods described with "Adds" keep the earlier values of a setting; methods described with
 * "Sets" replace them. Not thread-safe.
 */
public final class TargetFileBuilder extends CommonFileBuilder<TargetFileBuilder> {

    TargetFileBuilder() {
        super(UnitType.TARGET);
    }

    @Override
    TargetFileBuilder self() {
        return this;
    }
}
