package cn.smspay.accounts.banks;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a bank's file whole, or says of every line that is wrong what would be right. One use. */
final class BankFileReader {
    private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]{0,8}");
    private static final Pattern FEN = Pattern.compile("[1-9][0-9]{0,13}");
    private static final Pattern SUM = Pattern.compile("0|[1-9][0-9]{0,16}");
    private static final Pattern DAY = Pattern.compile("[0-9]{8}");
    private static final int HEADER_FIELDS = 7;

    private final BankFile.Kind kind;
    private final FileFaults faults;
    private final List<List<String>> rows = new ArrayList<>();

    BankFileReader(BankFile.Kind kind, FileFaults faults) {
        this.kind = kind;
        this.faults = faults;
    }

    /** The file, if nothing is wrong with it. */
    Optional<BankFile> read(byte[] octets) {
        var text = text(octets);
        if (text == null) {
            return Optional.empty();
        }
        var lines = Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() > BankFile.LINES_MOST + 2) {
            faults.add(
                    0,
                    "the file has " + lines.size() + " lines; at most " + BankFile.LINES_MOST + " are taken at once");
            return Optional.empty();
        }
        var header = lines.get(0).split("\\|", -1);
        boolean headed = isHeader(header);
        boolean ended = hasTrailer(text, lines);
        lines.subList(1, ended ? lines.size() - 1 : lines.size()).forEach(line -> row(rows.size() + 2, line));
        if (headed) {
            compare(header);
        }
        if (!faults.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new BankFile(kind, BankCode.valueOf(header[3]), day(header[4]).orElseThrow(), rows));
    }

    private @Nullable String text(byte[] octets) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            faults.add(0, "the file is not UTF-8");
            return null;
        }
        if (text.isEmpty()) {
            faults.add(0, "the file is empty");
            return null;
        }
        if (text.charAt(0) == '\uFEFF') {
            faults.add(1, "the file begins with a byte order mark; it begins with H");
        }
        if (text.indexOf('\r') >= 0) {
            int line = 1
                    + (int) text.substring(0, text.indexOf('\r'))
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            faults.add(line, "it ends with CR; lines end with LF alone");
        }
        if (!text.endsWith("\n")) {
            faults.add(0, "the last line does not end: the file was cut off");
        }
        return faults.isEmpty() ? text : null;
    }

    private boolean isHeader(String[] header) {
        if (header.length != HEADER_FIELDS || !header[0].equals("H")) {
            faults.add(1, "it is no header; one is H|" + kind.word() + "|1|BANK|yyyymmdd|lines|sum in fen");
            return false;
        }
        int before = faults.list().size();
        must(header[1].equals(kind.word()), 1, "the file is " + header[1] + ", not " + kind.word());
        must(header[2].equals(BankFile.VERSION), 1, "version " + header[2] + " is not known, only 1 is");
        must(
                Arrays.stream(BankCode.values()).anyMatch(bank -> bank.name().equals(header[3])),
                1,
                header[3] + " is none of the fourteen banks");
        must(day(header[4]).isPresent(), 1, header[4] + " is no day; one is written yyyymmdd");
        must(COUNT.matcher(header[5]).matches(), 1, header[5] + " is no count of lines");
        must(SUM.matcher(header[6]).matches(), 1, header[6] + " is no sum in whole fen");
        return faults.list().size() == before;
    }

    private static Optional<LocalDate> day(String text) {
        if (!DAY.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ServiceDay.date(Integer.parseInt(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean hasTrailer(String text, List<String> lines) {
        var last = lines.get(lines.size() - 1);
        if (!last.startsWith("T|") || lines.size() < 2) {
            faults.add(lines.size(), "the last line is no trailer T|digest: the file was cut off");
            return false;
        }
        var body = text.substring(0, text.length() - last.length() - 1);
        must(
                last.equals("T|" + Sha256.hex(body)),
                lines.size(),
                "the digest does not fit the lines before it: something was changed, lost or doubled on the way");
        return true;
    }

    private void row(int line, String text) {
        var fields = List.of(text.split("\\|", -1));
        int wanted = kind.fields().size() + 2;
        if (fields.size() != wanted || !fields.get(0).equals("D")) {
            faults.add(
                    line, "it has " + fields.size() + " fields; a line is D|number|" + String.join("|", kind.fields()));
            rows.add(List.of());
            return;
        }
        must(
                fields.get(1).equals(Integer.toString(line - 1)),
                line,
                "its number is " + fields.get(1) + " and must be " + (line - 1)
                        + ": lines were lost, doubled or put into another order");
        var amount = fields.get(2 + kind.amountAt());
        must(FEN.matcher(amount).matches(), line, amount + " is no amount in whole fen");
        rows.add(fields.subList(2, wanted));
    }

    private void compare(String[] header) {
        int count = Integer.parseInt(header[5]);
        must(count == rows.size(), 1, "it promises " + count + " lines, there are " + rows.size());
        long sum = 0;
        for (var row : rows) {
            var amount = row.isEmpty() ? "0" : row.get(kind.amountAt());
            sum += FEN.matcher(amount).matches() ? Long.parseLong(amount) : 0;
        }
        must(
                header[6].equals(Long.toString(sum)),
                1,
                "it promises a sum of " + header[6] + " fen, the lines make " + sum);
        unique();
    }

    /** The first field names what a line is about, once a file. */
    private void unique() {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).isEmpty()) {
                var before = seen.putIfAbsent(rows.get(i).get(0), i + 2);
                must(before == null, i + 2, rows.get(i).get(0) + " stands in line " + before + " already");
            }
        }
    }

    private void must(boolean holds, int line, String otherwise) {
        if (!holds) {
            faults.add(line, otherwise);
        }
    }
}
