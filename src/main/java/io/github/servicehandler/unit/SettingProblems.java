package io.github.servicehandler.unit;

import io.github.servicehandler.internal.settings.KnownDirectives;
import io.github.servicehandler.internal.settings.ValueForm;
import io.github.servicehandler.internal.text.SimilarWord;
import io.github.servicehandler.unit.UnitFileProblem.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The search for problems that a version of systemd has with the settings of a unit file. */
final class SettingProblems {

    private final UnitFileLayout layout;
    private final int version;
    private final List<UnitFileProblem> problems = new ArrayList<>();

    private SettingProblems(UnitFileLayout layout, int version) {
        this.layout = layout;
        this.version = KnownDirectives.nextKnownVersion(version);
    }

    /** Returns the problems of the lines, those that parsing found included, in the order of the lines. */
    static List<UnitFileProblem> of(UnitFileLayout layout, int version) {
        SettingProblems search = new SettingProblems(layout, version);
        search.problems.addAll(layout.problems());
        layout.lines().forEach(search::check);
        search.checkWhole();
        search.problems.sort(Comparator.comparingInt(UnitFileProblem::line));
        return List.copyOf(search.problems);
    }

    private void check(UnitFileLayout.Line line) {
        if (line.entry() == null || !KnownDirectives.isKnownSection(line.section())) {
            return;
        }
        String key = line.entry().key();
        if (KnownDirectives.isKnown(line.section(), key, version)) {
            checkValue(line, line.entry());
        } else {
            addUnknown(line, line.entry());
        }
    }

    private void addUnknown(UnitFileLayout.Line line, Assignment entry) {
        List<String> sections = KnownDirectives.sectionsWith(entry.key(), version).stream()
                .filter(this::isPossible)
                .toList();
        if (!sections.isEmpty()) {
            add(line, entry, Kind.WRONG_SECTION, "it belongs to [" + String.join("] or [", sections) + "]");
            return;
        }
        Set<String> known = KnownDirectives.keys(line.section(), version);
        Optional<String> similar = SimilarWord.closest(entry.key(), known);
        add(
                line,
                entry,
                Kind.UNKNOWN_KEY,
                similar.map(key -> "did you mean " + key + "=?").orElse(""));
    }

    /** Returns whether a file of this type may have the section. */
    private boolean isPossible(String section) {
        UnitType type = layout.type();
        return type == null || Set.of("Unit", type.section(), "Install").contains(section);
    }

    private void checkValue(UnitFileLayout.Line line, Assignment entry) {
        ValueForm.of(line.section(), entry.key())
                // an empty value is the default, but not of a boolean
                .filter(form -> !entry.value().isEmpty() || form.kind() == ValueForm.Kind.BOOLEAN)
                .flatMap(form -> new ValueCheck(form, version).complaint(entry.value()))
                .ifPresent(complaint -> add(line, entry, complaint.kind(), complaint.advice()));
    }

    private void add(UnitFileLayout.Line line, Assignment entry, Kind kind, String advice) {
        String text = UnitFileParser.excerpt(entry.key() + "=" + entry.value());
        problems.add(new UnitFileProblem(line.number(), kind, text, advice));
    }

    private void checkWhole() {
        UnitType type = layout.type();
        // an empty file is a masked unit
        if (type != null && !layout.lines().isEmpty() && problems.stream().noneMatch(UnitFileProblem::fatal)) {
            UnitRefusal.of(layout, type)
                    .ifPresent(reason -> problems.add(new UnitFileProblem(0, Kind.INCOMPLETE_UNIT, "", reason)));
        }
    }
}
