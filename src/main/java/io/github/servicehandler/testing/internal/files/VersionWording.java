package io.github.servicehandler.testing.internal.files;

import java.util.List;

/** The messages of systemd and systemctl whose wording depends on the version. */
public final class VersionWording {

    private static final int FIRST_WITH_UPHELD_BY = 254;

    private static final String POSSIBLE_REASONS = """
            \s
            Possible reasons for having %s of units are:
            • A unit may be statically enabled by being symlinked from another unit's
              %s directory.
            • A unit's purpose may be to act as a helper for some other unit which has
              a requirement dependency on it.
            • A unit may be started when needed via activation (socket, path, timer,
              D-Bus, udev, scripted systemctl call, ...).
            • In case of template units, the unit is meant to be enabled with some
              instance name specified.""";

    private static final String OLD_INTRODUCTION = """
            The unit files have no installation config (WantedBy=, RequiredBy=, Also=,
            Alias= settings in the [Install] section, and DefaultInstance= for template
            units). This means they are not meant to be enabled using systemctl.
            """;

    private static final String NEW_INTRODUCTION = """
            The unit files have no installation config (WantedBy=, RequiredBy=, UpheldBy=,
            Also=, or Alias= settings in the [Install] section, and DefaultInstance= for
            template units). This means they are not meant to be enabled or disabled using systemctl.
            """;

    private final int version;
    private final boolean ofSystemctl;

    public VersionWording(int version) {
        this(version, false);
    }

    /**
     * Creates the wording of a version.
     *
     * @param offline whether systemctl changes unit files itself; old versions then use other words than the manager
     */
    public VersionWording(int version, boolean offline) {
        this.version = version;
        this.ofSystemctl = offline && !isNew();
    }

    private boolean isNew() {
        return version >= FIRST_WITH_UPHELD_BY;
    }

    /** Returns whether a unit file can name the units that uphold it. */
    boolean hasUpheldBy() {
        return isNew();
    }

    /** Returns the note that enabling a unit without installation settings had no effect. */
    public String notMeantToBeEnabled() {
        return isNew()
                ? NEW_INTRODUCTION + String.format(POSSIBLE_REASONS, "these kinds", ".wants/, .requires/, or .upholds/")
                : OLD_INTRODUCTION + String.format(POSSIBLE_REASONS, "this kind", ".wants/ or .requires/");
    }

    /** Returns whether disabling such a unit prints that note too. */
    public boolean notesUselessDisabling() {
        return isNew();
    }

    /** Returns systemctl's message that a verb has failed, with the manager's reason or its own. */
    public String failed(String action, String reason) {
        return "Failed to " + action + (reason.matches("(unit|file) .*") ? ", " : ": ") + reason;
    }

    /** Returns whether {@code set-default} without a manager fails for a missing unit. */
    public boolean failsForMissingDefault() {
        return version >= 250;
    }

    /** Returns whether {@code disable} without a manager fails for a missing unit. */
    public boolean failsForMissingUnits() {
        return version >= 262;
    }

    /** Returns whether {@code disable} without a manager reports a missing unit twice. */
    public boolean repeatsMissingUnits() {
        return isNew();
    }

    /** Returns the error for {@code --now} without a manager; empty in versions that ignore the option. */
    public String nowWithoutManager() {
        if (version >= 262) {
            return "--now cannot be used with --root=.";
        }
        return isNew()
                ? "--now cannot be used when systemd is not running or in conjunction with --root=/--global, refusing."
                : "";
    }

    public String masked(String path) {
        if (ofSystemctl) {
            return "unit " + path + " is masked.";
        }
        return isNew() ? "Unit " + path + " is masked" : "Unit file " + path + " is masked.";
    }

    /** Returns the error for enabling a transient or generated unit. */
    public String transientOrGenerated(String path) {
        if (ofSystemctl) {
            return "unit " + path + " is transient or generated.";
        }
        return "Unit " + path + " is transient or generated" + (isNew() ? "" : ".");
    }

    /** Returns the error for a change of the enablement of an alias whose unit does not exist. */
    public String severed(String alias) {
        return isNew() ? "Unit " + alias + " is an unresolvable alias" : "File " + alias + ": Link has been severed";
    }

    /** Returns whether {@code disable} only warns of an alias whose unit does not exist. */
    public boolean disablesSevered() {
        return !isNew();
    }

    /** Returns whether an alias of a unit that is itself a link leads to that link, and not to where the link leads. */
    public boolean linksAliasesToLinks() {
        return isNew();
    }

    /** Returns whether {@code cat} shows where a link leads. */
    public boolean showsTargets() {
        return version >= 262;
    }

    public String fileMissing(String unit) {
        if (ofSystemctl) {
            return "unit " + unit + " does not exist.";
        }
        return isNew() ? "Unit " + unit + " does not exist" : "Unit file " + unit + " does not exist.";
    }

    /** Returns whether enabling a template without an instance is an error; systemd 247 silently did nothing. */
    public boolean refusesTemplates() {
        return version >= 250;
    }

    public String templateRefused(String unit, String target) {
        return isNew()
                ? "Refusing to operate on template unit " + unit + " when destination unit " + target
                        + " is a non-template unit"
                : "Destination unit " + target + " is a non-template unit.";
    }

    /** Returns the error for an alias of a template that is not a template itself. */
    String aliasRefused(String unit, String alias) {
        return "Cannot alias " + unit + " as " + alias + (isNew() ? "" : ".");
    }

    /** Returns whether an alias that is the unit's own name is ignored; systemd 247 tries to create the link. */
    boolean ignoresAliasesOfOneself() {
        return version >= 250;
    }

    String invalidName(String name) {
        return isNew() ? "Invalid unit name " + name : "\"" + name + "\" is not a valid unit name.";
    }

    String invalidReference(String path) {
        return "Invalid unit reference " + path + (isNew() ? "" : ".");
    }

    /** Returns the error for enabling a unit by an alias that is a link in a directory of the configuration. */
    public String aliasOrLinked(String unit) {
        return isNew()
                ? "Refusing to operate on linked unit file " + unit
                : "Refusing to operate on alias name or linked unit file: " + unit;
    }

    /** Returns whether enabling a unit goes on without a unit of {@code Also=} that it cannot enable. */
    public boolean ignoresAuxiliaryFailures() {
        return version >= 250;
    }

    /** Returns whether enabling a unit warns about links for units that do not exist. */
    public boolean warnsOfMissingDependents() {
        return version >= 250;
    }

    public String fileExists(String path) {
        if (ofSystemctl) {
            return "file " + quotedByOldSystemctl(path) + " already exists.";
        }
        return isNew() ? "File '" + path + "' already exists" : "File " + path + " already exists.";
    }

    private String quotedByOldSystemctl(String path) {
        return version < 250 ? path : "\"" + path + "\"";
    }

    /** Returns the error for a link that already exists with another target. */
    public String taken(String path, String target) {
        if (ofSystemctl) {
            return "file " + quotedByOldSystemctl(path) + " already exists and is a symlink to "
                    + quotedByOldSystemctl(target) + ".";
        }
        return isNew()
                ? "File '" + path + "' already exists and is a symlink to " + target
                : "File " + path + " already exists and is a symlink to " + target + ".";
    }

    /** Returns whether an existing link to a file of the same name in another directory is accepted. */
    public boolean acceptsLinksByFileName() {
        return version >= 250;
    }

    /** Returns whether a dangling link is replaced. */
    public boolean replacesDanglingLinks() {
        return isNew();
    }

    public String notFrozen() {
        return isNew() ? "Unit is not active" : "Unit is inactive.";
    }

    /** Returns the message about a created link; the quotes depend on the version. */
    public String linkCreated(String path, String target) {
        String quote = version >= 257 ? "'" : "";
        return "Created symlink " + quote + path + quote + " → " + quote + target + quote + ".";
    }

    public String linkRemoved(String path) {
        String quote = version >= 257 ? "'" : version >= 250 ? "\"" : "";
        return "Removed " + quote + path + quote + ".";
    }

    /** Returns the warning that active units can start a unit that was stopped. */
    public String stoppedButTriggered(String unit, List<String> triggers) {
        return isNew()
                ? "Stopping '" + unit + "', but its triggering units are still active:\n" + String.join(", ", triggers)
                : "Warning: Stopping " + unit + ", but it can still be activated by:\n  "
                        + String.join("\n  ", triggers);
    }

    /** Returns the warning that active units can start a unit that was disabled; empty in old versions. */
    public String disabledButTriggered(String unit, List<String> triggers) {
        return isNew()
                ? "Disabling '" + unit + "', but its triggering units are still active:\n" + String.join(", ", triggers)
                : "";
    }

    /** Returns the options in systemctl's hint to journalctl; older versions do not select the unit. */
    public String journalOptions(String unit) {
        return version < 250 ? "-xe" : "-xeu " + unit;
    }

    /** Returns the error for a transient unit whose name is in use. */
    public String taken(String unit) {
        return "Unit " + unit + (version < 250 ? " already exists." : " was already loaded or has a fragment file.");
    }

    /** Returns the error of systemd-run for a unit name that is not a service. */
    public String notAService(String unit) {
        return version < 262
                ? "Failed to start transient service unit: Cannot set property ExecStart, or unknown property."
                : "Unit name \"" + unit + "\" has unit type \"" + UnitNameMangler.suffix(unit)
                        + "\", but \"service\" is expected as unit.\nFailed to mangle unit name: Invalid argument";
    }

    public String badSpan(String key, String value) {
        return "Failed to parse " + key + (version < 262 ? "=" + value : "= value '" + value + "'")
                + ": Invalid argument";
    }

    /** Returns the error for cleaning a unit that is not a service, including the typo of systemd 247. */
    public String notCleanable(String unit) {
        return "Unit '" + unit + "' does not support" + (version < 250 ? "ing" : "") + " cleaning.";
    }
}
