package cn.smspay.files.format;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.CsvLine;
import cn.smspay.books.charge.RecordTimeFormat;
import cn.smspay.books.charge.StoredCharge;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The CSV file: a line of column names, a header record (H), the charge records (D) and a trailer record (T), all with
 * the same number of fields. Header and trailer say {@code name=value}, one to a field, so that they explain themselves.
 */
public final class CsvEncoder implements Encoder {
    static final String FIRST_VERSION = "smspay-charges-1";
    static final String VERSION = "smspay-charges-2";

    private final ByteSink out = new ByteSink();
    private final RecordTimeFormat moment = new RecordTimeFormat();
    private int fields;

    @Override
    public void begin(Sheet sheet, BillingFile file, String previousSha256) throws IOException {
        out.clear();
        out.add(String.join(",", CsvLine.COLUMNS)).add('\n');
        header(file, previousSha256);
        sheet.append(out);
    }

    @Override
    public void record(Sheet sheet, StoredCharge stored) throws IOException {
        sheet.appendLine(stored.row().line());
    }

    @Override
    public void end(Sheet sheet, BillingFile file, String previousSha256) throws IOException {
        out.clear();
        trailer(file);
        sheet.append(out);
    }

    /** The header line, with its line end. */
    String headerLine(BillingFile file, String previousSha256) {
        out.clear();
        header(file, previousSha256);
        return out.toString();
    }

    /** The trailer line, with its line end. */
    String trailerLine(BillingFile file) {
        out.clear();
        trailer(file);
        return out.toString();
    }

    private void header(BillingFile file, String previousSha256) {
        start('H');
        say("format", version(file));
        say("node", file.key().node());
        say("sequence", Long.toString(file.key().sequence()));
        say("type", file.key().stream().word());
        say("time_zone", ServiceDay.ZONE.getId());
        say("currency", "CNY");
        say("scale", "3");
        say("accounting_day", file.day().toString());
        if (file.layout() == 1) {
            say("first_number", Long.toString(file.firstNumber()));
        } else {
            say("node_address", file.nodeAddress());
            say("extension", file.extension());
        }
        say("previous_sha256", previousSha256);
        if (file.layout() == 1) {
            say("chain_before", Chain.hex(file.chainBefore()));
        } else {
            say("slots", joined(file, SlotRange::begun));
        }
        finish();
    }

    private void trailer(BillingFile file) {
        start('T');
        say("sequence", Long.toString(file.key().sequence()));
        say("records", Long.toString(file.records()));
        say("sum_li", Long.toString(file.sumLi()));
        if (file.layout() == 1) {
            say("first_number", Long.toString(file.firstNumber()));
            say("last_number", Long.toString(file.lastNumber()));
        }
        say("first_time", file.firstAt());
        say("last_time", file.lastAt());
        say("closed_time", file.closedAt());
        say("closed_by", file.reason().name());
        if (file.layout() == 1) {
            say("chain_after", Chain.hex(file.chainAfter()));
        } else {
            say("slots", joined(file, SlotRange::whole));
            say("book", file.bookHeads());
        }
        finish();
    }

    static String version(BillingFile file) {
        return file.layout() == 1 ? FIRST_VERSION : VERSION;
    }

    private static String joined(BillingFile file, Function<SlotRange, String> words) {
        return file.slots().stream().map(words).collect(Collectors.joining(" "));
    }

    private void start(char kind) {
        out.add(kind);
        fields = 1;
    }

    private void say(String name, String value) {
        out.add(',').add(name).add('=').add(value);
        fields++;
    }

    private void say(String name, @Nullable Instant value) {
        say(name, "");
        if (value != null) {
            moment.iso(out, value);
        }
    }

    /** Empty fields up to the number of columns. */
    private void finish() {
        while (fields < CsvLine.COLUMNS.size()) {
            out.add(',');
            fields++;
        }
        out.add('\n');
    }
}
