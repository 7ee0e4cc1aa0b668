package cn.smspay.accounts.banks;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file between us and a bank (R 4.14): a header with count and sum, numbered lines, and the SHA-256 of all that stands before
 * it. UTF-8 without a mark at the beginning, lines end with LF, fields are parted by {@code |}, money is whole fen.
 *
 * <pre>
 * H|SMSPAY-RESULTS|1|ICBC|20091105|2|15000
 * D|1|09110312345678|PAID|10000|
 * D|2|09110387654321|RETURNED|5000|户名不符
 * T|5d41402abc4b2a76…
 * </pre>
 *
 * @param rows the fields of each line without its letter and number
 */
public record BankFile(Kind kind, BankCode bank, LocalDate day, List<List<String>> rows) {
    static final String VERSION = "1";
    /** A day of one bank; whole files are one transaction. */
    static final int LINES_MOST = 50_000;

    public BankFile {
        rows = List.copyOf(rows);
    }

    /** What a file is about, and the names of its fields. */
    public enum Kind {
        /** From us: what to pay. */
        WITHDRAWALS("SMSPAY-WITHDRAWALS", List.of("order", "card", "holder", "branch", "place", "amount")),
        /** From the bank: what became of it. */
        RESULTS("SMSPAY-RESULTS", List.of("order", "result", "amount", "reason")),
        /** From the bank: all that moved on our account in a day. */
        STATEMENT("SMSPAY-STATEMENT", List.of("bank_number", "order", "movement", "amount"));

        private final String word;
        private final List<String> fields;

        Kind(String word, List<String> fields) {
            this.word = word;
            this.fields = fields;
        }

        String word() {
            return word;
        }

        List<String> fields() {
            return fields;
        }

        int amountAt() {
            return fields.indexOf("amount");
        }
    }

    /**
     * A file that was read.
     *
     * @param file null if there are faults
     */
    public record Reading(@Nullable BankFile file, List<String> faults) {}

    /** Reads a file whole, or says of every line what is wrong with it. */
    public static Reading read(Kind kind, byte[] octets) {
        var faults = new FileFaults();
        var file = new BankFileReader(kind, faults).read(octets);
        return new Reading(file.orElse(null), faults.list());
    }

    /** What one line is about. */
    Fen amount(List<String> row) {
        return new Fen(Long.parseLong(row.get(kind.amountAt())));
    }

    /** The sum of all lines. */
    public Fen sum() {
        return rows.stream().map(this::amount).reduce(Fen.ZERO, Fen::plus);
    }

    /** The file as it is sent: the same rows give the same octets. */
    public byte[] octets() {
        var lines = new ArrayList<String>();
        lines.add(String.join(
                "|",
                "H",
                kind.word(),
                VERSION,
                bank.name(),
                Integer.toString(ServiceDay.number(day)),
                Integer.toString(rows.size()),
                Long.toString(sum().fen())));
        for (int i = 0; i < rows.size(); i++) {
            lines.add("D|" + (i + 1) + "|"
                    + rows.get(i).stream().map(BankFile::clean).collect(Collectors.joining("|")));
        }
        var body = String.join("\n", lines) + "\n";
        return (body + "T|" + Sha256.hex(body) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Names and places are people's words: what would break a line becomes a blank. */
    private static String clean(String field) {
        return field.replaceAll("[|\\p{Cntrl}\\x{2028}\\x{2029}]", " ").strip();
    }

    /** Tells a file from every other. */
    static String digest(byte[] octets) {
        return HexFormat.of().formatHex(Sha256.digest().digest(octets));
    }
}
