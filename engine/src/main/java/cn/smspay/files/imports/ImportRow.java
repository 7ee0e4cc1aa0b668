package cn.smspay.files.imports;

import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One record of a file that is being imported. Whatever cannot be read becomes a fault with its place; values of secret
 * columns are never repeated in one.
 */
final class ImportRow {
    private static final int SECRET_DIGITS = 18;

    private final ImportFaults faults;
    private final int line;
    private final Map<String, String> fields;
    private boolean good = true;

    ImportRow(ImportFaults faults, int line, Map<String, String> fields) {
        this.faults = faults;
        this.line = line;
        this.fields = fields;
    }

    int line() {
        return line;
    }

    void fault(String what) {
        good = false;
        faults.add(line, what);
    }

    /** Whether nothing was wrong with it so far. */
    boolean isGood() {
        return good;
    }

    void warning(String what) {
        faults.warn(line, what);
    }

    /** The text of a column; empty if there is none. */
    Optional<String> text(String column) {
        return Optional.ofNullable(fields.get(column)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A column that must be there and that {@code read} understands. */
    <T> Optional<T> wanted(String column, String right, Function<String, Optional<T>> read) {
        var text = text(column);
        if (text.isEmpty()) {
            fault(column + " is missing; it is " + right);
            return Optional.empty();
        }
        return understood(column, text.get(), right, read);
    }

    /** A column that may be left out. */
    <T> Optional<T> orElse(String column, T otherwise, String right, Function<String, Optional<T>> read) {
        return text(column).map(text -> understood(column, text, right, read)).orElse(Optional.of(otherwise));
    }

    /** A column that changes nothing when it is left out or empty. */
    <T> Optional<T> ifThere(String column, String right, Function<String, Optional<T>> read) {
        return text(column).flatMap(text -> understood(column, text, right, read));
    }

    /** Columns get swapped: as many digits as a recharge card has are not repeated anywhere. */
    private static boolean mayBeSecret(String text) {
        return text.chars().filter(Character::isDigit).count() >= SECRET_DIGITS;
    }

    private <T> Optional<T> understood(String column, String text, String right, Function<String, Optional<T>> read) {
        var value = read.apply(text);
        if (value.isEmpty()) {
            fault(column + (ImportColumns.isSecret(column) || mayBeSecret(text) ? "" : " is \"" + text + "\"")
                    + " and should be " + right);
        }
        return value;
    }

    Optional<Msisdn> msisdn() {
        return wanted("msisdn", "a mobile number of 11 digits", Msisdn::read);
    }

    static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static Optional<Boolean> yesOrNo(String text) {
        return switch (text) {
            case "yes", "true", "1", "是" -> Optional.of(true);
            case "no", "false", "0", "否" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<Fen> positive(String text) {
        return Fen.readYuan(text).filter(Fen::isPositive);
    }
}
