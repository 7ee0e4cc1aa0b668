package cn.smspay.files.billing;

import cn.smspay.books.charge.ChargeRecord;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Which records of a span of days are meant; an absent condition lets all pass.
 *
 * @param disposition a whole disposition, or the part before its colon
 */
public record Filter(
        LocalDate first,
        LocalDate last,
        Optional<String> province,
        Optional<String> command,
        Optional<String> disposition) {

    public static Filter days(LocalDate first, LocalDate last) {
        return new Filter(first, last, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Filter disposition(String wanted) {
        return new Filter(first, last, province, command, Optional.of(wanted));
    }

    boolean matches(ChargeRecord record) {
        return province.map(record.who().province()::equals).orElse(true)
                && command.map(record.what().command()::equals).orElse(true)
                && disposition
                        .map(d -> record.what().disposition().equals(d)
                                || record.what().disposition().startsWith(d + ":"))
                        .orElse(true);
    }

    /** For a manifest. */
    String words() {
        return "days " + first + " to " + last
                + province.map(p -> ", province " + p).orElse("")
                + command.map(c -> ", command " + c).orElse("")
                + disposition.map(d -> ", disposition " + d).orElse("");
    }
}
