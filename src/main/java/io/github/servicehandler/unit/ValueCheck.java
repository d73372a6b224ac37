package io.github.servicehandler.unit;

import io.github.servicehandler.internal.settings.AccountName;
import io.github.servicehandler.internal.settings.SettingValues;
import io.github.servicehandler.internal.settings.ValueForm;
import io.github.servicehandler.internal.text.SimilarWord;
import io.github.servicehandler.unit.UnitFileProblem.Kind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The check of the values of one form. Values with specifiers are accepted where systemd resolves these. */
final class ValueCheck {

    /**
     * What is wrong with a value.
     *
     * @param kind whether systemd ignores the value or refuses the unit
     * @param advice what is allowed
     */
    record Complaint(Kind kind, String advice) {}

    private static final Pattern SIZE = Pattern.compile("\\+?([0-9]+(\\.[0-9]*)?\\s*[KMGTPEB]?\\s*)+|infinity");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,2}(\\.[0-9]*)?|100(\\.0*)?)%|[0-9.]+[‰‱]");
    private static final Pattern TASKS = Pattern.compile("\\+?0*[1-9][0-9]*|infinity");
    private static final Pattern PERCENTAGE = Pattern.compile("(?!0*(\\.0*)?%)[0-9]+(\\.[0-9]{1,2})?%");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,10}|\\+?0[xbo][0-9A-Fa-f]{1,32}");
    private static final Pattern MODE = Pattern.compile("0*[0-7]{1,4}");

    private final ValueForm form;
    private final int version;

    ValueCheck(ValueForm form, int version) {
        this.form = form;
        this.version = version;
    }

    /** Returns what is wrong with a value, or empty if it is valid. */
    Optional<Complaint> complaint(String value) {
        return switch (form.kind()) {
            case BOOLEAN -> unless(SettingValues.parseBoolean(value).isPresent(), "it must be yes or no");
            case SPAN ->
                unless(isParsed(TimeSpan::parse, value), "it must be a time span, such as 1min 30s, or infinity");
            case CALENDAR ->
                unless(
                        value.contains("%") || isParsed(CalendarExpression::parse, value),
                        "it must be a calendar expression, such as Mon..Fri 04:30");
            case NUMBER -> unless(isNumber(value), "it must be a whole number");
            case MODE -> unless(MODE.matcher(value).matches(), "it must be an octal number, such as 0644");
            case SIZE ->
                unless(
                        isShare(value) || SIZE.matcher(value).matches(),
                        "it must be a number with an optional K, M, G or T, a percentage up to 100%, or infinity");
            case TASKS ->
                unless(
                        isShare(value) || TASKS.matcher(value).matches(),
                        "it must be a number from 1 on, a percentage up to 100%, or infinity");
            case PERCENTAGE -> unless(PERCENTAGE.matcher(value).matches(), "it must be a percentage, such as 150%");
            case WORDS -> ofWord(value);
            case UNITS -> ofUnits(value);
            case COMMAND -> new CommandCheck(version).complaint(value);
            case ACCOUNT, ACCOUNTS -> ofAccounts(value);
            case DIRECTORY -> ofDirectory(value);
            case PATH -> refusedUnless(isPath(value), "it must be an absolute path without \"..\"");
        };
    }

    private static Optional<Complaint> unless(boolean valid, String advice) {
        return valid ? Optional.empty() : Optional.of(new Complaint(Kind.BAD_VALUE, advice));
    }

    static Optional<Complaint> refusedUnless(boolean valid, String advice) {
        return valid ? Optional.empty() : Optional.of(new Complaint(Kind.REFUSED_VALUE, advice));
    }

    private static boolean isParsed(Consumer<String> parser, String value) {
        try {
            parser.accept(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isShare(String value) {
        return value.startsWith("%") || SHARE.matcher(value).matches();
    }

    private static boolean isNumber(String value) {
        return NUMBER.matcher(value).matches() || value.equals("infinity");
    }

    private Optional<Complaint> ofWord(String value) {
        if (form.accepts(value, version)) {
            return Optional.empty();
        }
        Set<String> words = form.words(version);
        String question = SimilarWord.closest(value, words)
                .map(word -> "; did you mean " + word + "?")
                .orElse("");
        return unless(false, "it must be one of " + String.join(", ", words) + question);
    }

    private static Optional<Complaint> ofUnits(String value) {
        boolean valid = Arrays.stream(value.split("[ \t]+", -1))
                .allMatch(word -> word.isEmpty() || word.contains("%") || isUnit(word));
        return unless(valid, "it must be names of units with their types, such as network.target");
    }

    private static boolean isUnit(String word) {
        try {
            return word.equals(UnitName.of(word).toString());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Complaint> ofAccounts(String value) {
        boolean valid = Arrays.stream(value.split("[ \t]+", -1))
                .allMatch(name -> name.contains("%") || AccountName.isValid(name));
        return refusedUnless(valid, "it must be a name without ':' and '/', or a number");
    }

    private static Optional<Complaint> ofDirectory(String value) {
        String path = value.startsWith("-") ? value.substring(1) : value;
        boolean valid = path.equals("~") || isPath(path);
        return path.equals(value)
                ? refusedUnless(valid, "it must be an absolute path without \"..\", or ~")
                : unless(valid, "it must be an absolute path without \"..\", or ~");
    }

    private static boolean isPath(String value) {
        return value.contains("%") || SettingValues.isNormalizedPath(value);
    }
}
