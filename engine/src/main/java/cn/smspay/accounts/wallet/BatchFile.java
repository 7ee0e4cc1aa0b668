package cn.smspay.accounts.wallet;

import cn.smspay.base.Fen;
import cn.smspay.base.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A batch as a POS hands it in: the header {@code POS1,psam,number,count,sum,from,to} and a line {@code
 * card,counter,number,amount,before,time,tac} for each purchase; amounts in fen, times {@code yyyymmddhhmmss} of Shanghai,
 * the TAC eight hexadecimal digits. A BOM and line ends of Windows are not looked at. Read line by line, however long.
 */
final class BatchFile {
    private static final String MARK = "POS1";
    private static final int HEAD_FIELDS = 7;
    private static final int LINE_FIELDS = 7;
    /** No line of a batch is longer; a file that is none is not read into memory. */
    private static final int LINE_MOST = 120;
    /** More than a POS can sell in a month of batches, and half an hour of work. */
    static final int COUNT_MOST = 10_000_000;
    /** Sentences that one answer has room for. */
    private static final int FAULTS_MOST = 20;

    private static final int DIGITS_MOST = 18;
    private static final int TAC_DIGITS = 8;
    private static final int BUFFER = 65_536;
    private static final int COUNTER_MOST = 65_534;
    private static final long NUMBER_MOST = 0xFFFF_FFFFL;
    private static final long BATCH_MOST = 9_999_999_999L;
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final List<BatchFault> faults = new ArrayList<>();
    private final MessageDigest digest = Sha256.digest();
    private final Consumer<PosLine> take;
    private @Nullable BatchHead head;
    private int rows;
    private int lines;
    private long sum;

    private BatchFile(Consumer<PosLine> take) {
        this.take = take;
    }

    /** @param head as far as it could be read */
    record Read(Optional<BatchHead> head, byte[] digest, List<BatchFault> faults) {}

    /**
     * Reads a whole file and checks it.
     *
     * @param take gets every line that can be read, in order
     */
    static Read read(BatchSource source, Consumer<PosLine> take) throws IOException {
        var reader = new BatchFile(take);
        try (var in = new BufferedInputStream(source.open(), BUFFER)) {
            reader.rows(in);
        }
        reader.totals();
        return new Read(Optional.ofNullable(reader.head), reader.digest.digest(), List.copyOf(reader.faults));
    }

    private void rows(InputStream in) throws IOException {
        in.mark(BOM.length);
        if (!Arrays.equals(in.readNBytes(BOM.length), BOM)) {
            in.reset();
        }
        var row = new byte[LINE_MOST];
        int length = 0;
        int octet;
        while ((octet = in.read()) >= 0) {
            if (octet == '\n') {
                row(row, length);
                length = 0;
            } else if (length == LINE_MOST) {
                rows++;
                fault("is longer than any line of a batch");
                return;
            } else {
                row[length++] = (byte) octet;
            }
        }
        if (length > 0) {
            row(row, length);
        }
    }

    private void row(byte[] octets, int length) {
        rows++;
        int end = length > 0 && octets[length - 1] == '\r' ? length - 1 : length;
        digest.update(octets, 0, end);
        digest.update((byte) '\n');
        var fields = new String(octets, 0, end, StandardCharsets.ISO_8859_1).split(",", -1);
        if (rows == 1) {
            head = head(fields);
        } else {
            lines++;
            line(fields);
        }
    }

    private void fault(String what) {
        if (faults.size() < FAULTS_MOST) {
            faults.add(new BatchFault(rows, what));
        }
    }

    private @Nullable BatchHead head(String[] fields) {
        if (fields.length != HEAD_FIELDS || !fields[0].equals(MARK)) {
            fault("must be POS1,psam,number,count,sum,from,to");
            return null;
        }
        int before = faults.size();
        var psam = Terminal.read(fields[1]);
        if (psam.isEmpty()) {
            fault("psam must be twelve digits");
        }
        long number = number(fields[2], "number", 1, BATCH_MOST);
        long count = number(fields[3], "count", 1, COUNT_MOST);
        long total = number(fields[4], "sum", 1, Long.MAX_VALUE / 10);
        var since = time(fields[5], "from");
        var until = time(fields[6], "to");
        if (since != null && until != null && until.compareTo(since) < 0) {
            fault("to lies before from");
        }
        return faults.size() > before || since == null || until == null
                ? null
                : new BatchHead(psam.orElseThrow(), number, (int) count, new Fen(total), since, until);
    }

    private void line(String[] fields) {
        if (fields.length != LINE_FIELDS) {
            fault("must have the fields card,counter,number,amount,before,time,tac");
            return;
        }
        int before = faults.size();
        var card = CardNo.read(fields[0]);
        if (card.isEmpty()) {
            fault("card must be sixteen digits");
        }
        long counter = number(fields[1], "counter", 0, COUNTER_MOST);
        long number = number(fields[2], "number", 0, NUMBER_MOST);
        long amount = number(fields[3], "amount", 1, PurseData.AMOUNT_MOST);
        long held = number(fields[4], "before", 0, PurseData.AMOUNT_MOST);
        var time = time(fields[5], "time");
        if (!isHex(fields[6])) {
            fault("tac must be eight hexadecimal digits");
        }
        if (amount > held && held >= 0) {
            fault("amount " + amount + " is more than the card held before it");
        }
        if (head != null && time != null && (time.compareTo(head.since()) < 0 || time.compareTo(head.until()) > 0)) {
            fault("time " + time + " lies outside the batch, from " + head.since() + " to " + head.until());
        }
        if (amount > 0) {
            sum += amount;
        }
        if (faults.size() == before && faults.size() < FAULTS_MOST && time != null) {
            take.accept(new PosLine(
                    lines,
                    card.orElseThrow(),
                    (int) counter,
                    number,
                    new Fen(amount),
                    new Fen(held),
                    time,
                    Integer.parseUnsignedInt(fields[6], 16)));
        }
    }

    private static boolean isHex(String text) {
        return text.length() == TAC_DIGITS && text.chars().allMatch(HexFormat::isHexDigit);
    }

    /** Minus one if it is none. */
    private long number(String text, String name, long least, long most) {
        if (text.length() <= DIGITS_MOST && Octets.areDigits(text)) {
            long read = Long.parseLong(text);
            if (read >= least && read <= most) {
                return read;
            }
        }
        fault(name + " must be a number from " + least + " to " + most);
        return -1;
    }

    private @Nullable CardTime time(String text, String name) {
        var read = CardTime.read(text);
        if (read.isEmpty()) {
            fault(name + " must be a time of the calendar, yyyymmddhhmmss");
        }
        return read.orElse(null);
    }

    private void totals() {
        if (rows == 0) {
            rows = 1;
            fault("is missing: the file is empty");
        }
        if (head == null) {
            return;
        }
        if (lines != head.count()) {
            fault("is the last, after " + lines + " purchases; the header counts " + head.count());
        } else if (sum != head.sum().fen()) {
            fault("is the last, and amounts make " + sum + "; the header's sum is "
                    + head.sum().fen());
        }
    }
}
