package cn.smspay.files.format;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.ChargeColumn;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.RecordTimeFormat;
import cn.smspay.books.charge.StoredCharge;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One JSON object a line: a header, the records, a trailer, with the names of the CSV file. Amounts are integers. */
public final class JsonEncoder implements Encoder {
    private final ByteSink text = new ByteSink();
    private final RecordTimeFormat moment = new RecordTimeFormat();
    private final JsonFactory factory = new JsonFactory();

    /** Fills one object. */
    private interface Contents {
        void write(JsonGenerator json) throws IOException;
    }

    private ByteSink line(String kind, Contents contents) throws IOException {
        var bytes = new ByteArrayOutputStream(1024);
        try (var json = factory.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("record_type", kind);
            contents.write(json);
            json.writeEndObject();
        }
        text.clear();
        return text.add(bytes.toByteArray()).add('\n');
    }

    @Override
    public void begin(Sheet sheet, BillingFile file, String previousSha256) throws IOException {
        sheet.append(headerLine(file, previousSha256));
    }

    @Override
    public void end(Sheet sheet, BillingFile file, String previousSha256) throws IOException {
        sheet.append(trailerLine(file));
    }

    @Override
    public void record(Sheet sheet, StoredCharge stored) throws IOException {
        sheet.append(recordLine(stored.record()));
    }

    /** With its line end; valid until the next call, as the other lines. */
    ByteSink headerLine(BillingFile file, String previousSha256) throws IOException {
        return line("H", json -> {
            json.writeStringField("format", CsvEncoder.version(file));
            json.writeStringField("node", file.key().node());
            json.writeNumberField("sequence", file.key().sequence());
            json.writeStringField("type", file.key().stream().word());
            json.writeStringField("time_zone", ServiceDay.ZONE.getId());
            json.writeStringField("currency", "CNY");
            json.writeNumberField("scale", 3);
            json.writeNumberField("accounting_day", file.day().yyyymmdd());
            if (file.layout() == 1) {
                json.writeNumberField("first_number", file.firstNumber());
                json.writeStringField("previous_sha256", previousSha256);
                json.writeStringField("chain_before", Chain.hex(file.chainBefore()));
                return;
            }
            json.writeStringField("node_address", file.nodeAddress());
            json.writeStringField("extension", file.extension());
            json.writeStringField("previous_sha256", previousSha256);
            slots(json, file, false);
        });
    }

    ByteSink trailerLine(BillingFile file) throws IOException {
        return line("T", json -> {
            json.writeNumberField("sequence", file.key().sequence());
            json.writeNumberField("records", file.records());
            json.writeNumberField("sum_li", file.sumLi());
            if (file.layout() == 1) {
                json.writeNumberField("first_number", file.firstNumber());
                json.writeNumberField("last_number", file.lastNumber());
            }
            time(json, "first_time", file.firstAt());
            time(json, "last_time", file.lastAt());
            time(json, "closed_time", file.closedAt());
            json.writeStringField("closed_by", file.reason().name());
            if (file.layout() == 1) {
                json.writeStringField("chain_after", Chain.hex(file.chainAfter()));
                return;
            }
            slots(json, file, true);
            json.writeStringField("book", file.bookHeads());
        });
    }

    private static void slots(JsonGenerator json, BillingFile file, boolean whole) throws IOException {
        json.writeArrayFieldStart("slots");
        for (var slot : file.slots()) {
            json.writeStartObject();
            json.writeNumberField("slot", slot.slot());
            json.writeNumberField("first_number", slot.first());
            if (whole) {
                json.writeNumberField("last_number", slot.last());
            }
            json.writeStringField("chain_before", Chain.hex(slot.before()));
            if (whole) {
                json.writeStringField("chain_after", Chain.hex(slot.after()));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    ByteSink recordLine(ChargeRecord r) throws IOException {
        return line("D", json -> ChargeColumn.tell(r, new Fields(json)));
    }

    /** Writes one member a column; what a record does not have is left out, but for an id that the SMSC did not give. */
    private final class Fields implements ChargeColumn.Teller<IOException> {
        private final JsonGenerator json;

        Fields(JsonGenerator json) {
            this.json = json;
        }

        @Override
        public void optional(ChargeColumn column, @Nullable Long value) throws IOException {
            if (value != null) {
                json.writeNumberField(column.title(), value);
            }
        }

        @Override
        public void number(ChargeColumn column, long value) throws IOException {
            json.writeNumberField(column.title(), value);
        }

        @Override
        public void word(ChargeColumn column, @Nullable String value) throws IOException {
            json.writeStringField(column.title(), value);
        }

        @Override
        public void time(ChargeColumn column, Instant value) throws IOException {
            JsonEncoder.this.time(json, column.title(), value);
        }

        @Override
        public void flag(ChargeColumn column, boolean value) throws IOException {
            json.writeBooleanField(column.title(), value);
        }
    }

    private void time(JsonGenerator json, String name, @Nullable Instant at) throws IOException {
        if (at != null) {
            text.clear();
            moment.iso(text, at);
            json.writeStringField(name, text.toString());
        }
    }
}
