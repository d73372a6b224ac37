package io.github.servicehandler.journal;

import io.github.servicehandler.unit.UnitName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The journal of one or more units: which entries belong to it, according to the manager. Immutable. */
final class JournalctlClient {

    /** The number of recent entries about a unit that are searched for its last run. */
    private static final int RECENT = 20;

    private final JournalSource source;
    private final List<UnitName> units;
    private final JournalctlRunner journalctl;

    JournalctlClient(JournalSource source, List<UnitName> units) {
        this.source = source;
        this.units = units;
        this.journalctl = new JournalctlRunner(source);
    }

    JournalctlClient within(Duration newTimeout) {
        return new JournalctlClient(source.within(newTimeout), units);
    }

    JournalctlClient withWarningListener(Consumer<JournalWarning> newListener) {
        return new JournalctlClient(source.withWarningListener(newListener), units);
    }

    boolean isOfOneUnit() {
        return units.size() == 1;
    }

    /** Returns the units, such as {@code bot.service and 1 other}. */
    @Override
    public String toString() {
        return describe(units);
    }

    static String describe(List<UnitName> units) {
        int others = units.size() - 1;
        String more = others == 0 ? "" : others == 1 ? " and 1 other" : " and " + others + " others";
        return units.get(0) + more;
    }

    JournalSource source() {
        return source;
    }

    /** Returns what runs journalctl for this journal. */
    JournalctlRunner journalctl() {
        return journalctl;
    }

    /** Returns the check of whether the user may read this journal. */
    JournalAccessCheck access() {
        return new JournalAccessCheck(source);
    }

    /** Returns the check of whether journald keeps what the units write. */
    JournaldCheck journaldCheck(Duration limit) {
        return new JournaldCheck(source, limit);
    }

    List<UnitName> units() {
        return units;
    }

    /** Returns the identity of each unit, which the manager is asked for. */
    List<UnitIdentity> identities() {
        List<UnitIdentity> reported = UnitIdentity.fetch(source.runner(), source.manager(), units, source.timeout());
        source.memory().ifPresent(memory -> memory.remember(source.manager(), units, reported));
        return reported;
    }

    JournalctlSelection select(JournalQuerySpec spec, List<UnitIdentity> identities) {
        if (spec.isEmptyPeriod()) {
            return JournalctlSelection.NOTHING;
        }
        if (spec.run().latest()) {
            String id = latestRun(identities);
            return id.isEmpty()
                    ? JournalctlSelection.NOTHING
                    : ofRun(id, identities).with(spec);
        }
        String id = spec.run().id();
        return (id.isEmpty() ? ofUnits(spec, identities) : ofRun(id, identities)).with(spec);
    }

    /**
     * Returns the conditions with the latest run fixed to the one that is the latest now; empty if there was no run.
     */
    Optional<JournalQuerySpec> pin(JournalQuerySpec spec, List<UnitIdentity> identities) {
        if (!spec.run().latest()) {
            return Optional.of(spec);
        }
        String id = latestRun(identities);
        return id.isEmpty() ? Optional.empty() : Optional.of(spec.run(new JournalQuerySpec.Run(false, id)));
    }

    /** Returns the id of the latest run, or an empty text if there was none. For one unit only. */
    private String latestRun(List<UnitIdentity> identities) {
        UnitIdentity identity = identities.get(0);
        return identity.invocationId().isEmpty()
                ? latestRun(ofUnits(JournalQuerySpec.ALL, identities), identity)
                : identity.invocationId();
    }

    private JournalctlSelection ofRun(String id, List<UnitIdentity> identities) {
        return JournalctlSelection.of(
                        List.of(), FieldMatches.ofRun(id, source.isUserManager()), UnitAttribution.ofOne(units.get(0)))
                .inNamespaces(namespaces(identities));
    }

    private JournalctlSelection ofUnits(JournalQuerySpec spec, List<UnitIdentity> identities) {
        return ofUnitsOfManager(spec, identities).inNamespaces(namespaces(identities));
    }

    static Set<String> namespaces(List<UnitIdentity> identities) {
        return identities.stream()
                .map(UnitIdentity::logNamespace)
                .filter(namespace -> !namespace.isEmpty())
                .collect(Collectors.toSet());
    }

    private JournalctlSelection ofUnitsOfManager(JournalQuerySpec spec, List<UnitIdentity> identities) {
        if (!source.isUserManager()) {
            return JournalctlSelection.of(UnitAttribution.ofSystemUnits(units, identities), spec);
        }
        UnitAttribution attribution = UnitAttribution.ofUserUnits(units, identities);
        return identities.get(0).uid().isEmpty()
                // journalctl selects the entries of its own user
                ? JournalctlSelection.of(
                        units.stream().map(unit -> "--user-unit=" + unit).toList(), FieldMatches.all(), attribution)
                : JournalctlSelection.of(attribution, spec);
    }

    /**
     * Returns the id of the last run that the journal mentions, or an empty text. Needed because the manager soon
     * forgets a unit that is down.
     */
    private String latestRun(JournalctlSelection ofUnit, UnitIdentity identity) {
        return journalctl.read(ofUnit, ofUnit.backwards(RECENT), RECENT).stream()
                .flatMap(entry -> runOf(entry, identity).stream())
                .findFirst()
                .orElse("");
    }

    /**
     * Returns the id of the run that an entry is about; or else, for an entry by the unit itself, of the run that wrote
     * it.
     */
    private Optional<String> runOf(JournalEntry entry, UnitIdentity identity) {
        String ofUser = source.isUserManager() ? "USER_" : "";
        boolean isOwn = entry.fields("_SYSTEMD_" + ofUser + "UNIT").stream()
                .anyMatch(name ->
                        name.equals(units.get(0).toString()) || identity.names().contains(name));
        return entry.field(ofUser + "INVOCATION_ID")
                .or(() -> entry.field("_SYSTEMD_INVOCATION_ID").filter(id -> isOwn));
    }

    /**
     * Returns the selection of what is to be read forwards: if the query has an end, up to the last entry before it.
     */
    JournalctlSelection selectForwards(JournalQuerySpec spec, List<UnitIdentity> identities) {
        JournalctlSelection selection = select(spec, identities);
        if (!spec.hasEnd() || selection.isEmpty()) {
            return selection;
        }
        JournalQuerySpec latest = spec.since(null).after(null).last(1);
        return journalctl
                .latestCursor(select(latest, identities))
                .map(selection::endingAt)
                .orElse(JournalctlSelection.NOTHING);
    }
}
