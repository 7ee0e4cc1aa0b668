package cn.smspay.books.charge;

import java.util.List;

/**
 * A charge record as one line of the CSV file (RFC 4180, UTF-8, no line end). It is also the form over which the chain is
 * computed, so it never changes for records that exist. One thread.
 *
 * <p>A word that a spreadsheet would run as a formula gets an apostrophe in front, and so does a word that starts with an
 * apostrophe; a reader drops one leading apostrophe. Numbers are never touched.
 */
public final class CsvLine {
    public static final List<String> COLUMNS = List.of(
            "record_type",
            "number",
            "corrects",
            "uplink",
            "event_time",
            "recorded_time",
            "accounting_day",
            "late",
            "msisdn",
            "subscription",
            "subscriber",
            "province",
            "brand",
            "service_number",
            "smsc",
            "smsc_message_id",
            "data_coding",
            "octets",
            "part",
            "parts",
            "part_reference",
            "command",
            "dialogue",
            "step",
            "conversation",
            "disposition",
            "fee_type",
            "tariff",
            "amount_li",
            "transfer");

    private final Moment moment = new Moment();
    private final ByteSink out = new ByteSink();

    /** The line of this record; valid until the next call. */
    public ByteSink of(ChargeRecord r) {
        out.clear();
        out.add('D');
        number(r.number().value());
        optional(r.corrects() == null ? null : r.corrects().value());
        number(r.uplink().value());
        moment.iso(out.add(','), r.eventAt());
        moment.iso(out.add(','), r.recordedAt());
        number(r.day().yyyymmdd());
        number(r.late() ? 1 : 0);
        word(r.sender());
        optional(r.subscription() == null ? null : r.subscription().value());
        word(r.subscriber());
        word(r.province());
        word(r.brand());
        word(r.service().digits());
        word(r.smsc());
        word(r.smscMessageId() == null ? "" : r.smscMessageId());
        number(r.dataCoding());
        number(r.octets());
        number(r.part());
        number(r.parts());
        number(r.partReference());
        word(r.command());
        word(r.dialogue());
        word(r.step());
        optional(r.conversation() == null ? null : r.conversation().value());
        word(r.disposition());
        word(r.feeType());
        word(r.tariff());
        number(r.amountLi());
        optional(r.transfer() == null ? null : r.transfer().value());
        return out;
    }

    private void number(long number) {
        out.add(',').decimal(number);
    }

    private void optional(@org.jspecify.annotations.Nullable Long number) {
        out.add(',');
        if (number != null) {
            out.decimal(number);
        }
    }

    private void word(String word) {
        field(out.add(','), word);
    }

    /** One field of words, guarded and quoted as needed. */
    public static void field(ByteSink out, String word) {
        boolean guarded = !word.isEmpty() && startsFormula(word.charAt(0));
        if (!needsQuotes(word)) {
            if (guarded) {
                out.add('\'');
            }
            out.add(word);
            return;
        }
        out.add('"');
        if (guarded) {
            out.add('\'');
        }
        out.add(word.replace("\"", "\"\"")).add('"');
    }

    /** For commas and quotes by RFC 4180, for blanks at an end so that nobody trims them away. */
    private static boolean needsQuotes(String word) {
        int last = word.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = word.charAt(i);
            if (c == ',' || c == '"' || ((i == 0 || i == last) && Character.isWhitespace(c))) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsFormula(char first) {
        return switch (first) {
            case '=', '+', '-', '@', '\'', '\t', '\r', '\n', '＝', '＋', '－', '＠' -> true;
            default -> false;
        };
    }
}
