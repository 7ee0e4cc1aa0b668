package cn.smspay.files.format;

import cn.smspay.books.charge.AccountingDay;
import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Moment;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One JSON object a line: a header, the records, a trailer, with the names of the CSV file. Amounts are integers. */
public final class JsonEncoder implements Encoder {
    private final ByteSink text = new ByteSink();
    private final Moment moment = new Moment();
    private final JsonFactory factory = new JsonFactory();

    /** Fills one object. */
    private interface Contents {
        void write(JsonGenerator json) throws IOException;
    }

    private void line(Sheet sheet, String kind, Contents contents) throws IOException {
        var bytes = new ByteArrayOutputStream(1024);
        try (var json = factory.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("record_type", kind);
            contents.write(json);
            json.writeEndObject();
        }
        text.clear();
        text.add(bytes.toByteArray()).add('\n');
        sheet.append(text);
    }

    @Override
    public void begin(Sheet sheet, BillingFile file, String previousSha256) throws IOException {
        line(sheet, "H", json -> {
            json.writeStringField("format", CsvEncoder.VERSION);
            json.writeStringField("node", file.key().node());
            json.writeNumberField("sequence", file.key().sequence());
            json.writeStringField("type", file.key().stream().word());
            json.writeStringField("time_zone", AccountingDay.ZONE.getId());
            json.writeStringField("currency", "CNY");
            json.writeNumberField("scale", 3);
            json.writeNumberField("accounting_day", file.day().yyyymmdd());
            json.writeNumberField("first_number", file.firstNumber());
            json.writeStringField("previous_sha256", previousSha256);
            json.writeStringField("chain_before", Chain.hex(file.chainBefore()));
        });
    }

    @Override
    public void end(Sheet sheet, BillingFile file, String previousSha256) throws IOException {
        line(sheet, "T", json -> {
            json.writeNumberField("sequence", file.key().sequence());
            json.writeNumberField("records", file.records());
            json.writeNumberField("sum_li", file.sumLi());
            json.writeNumberField("first_number", file.firstNumber());
            json.writeNumberField("last_number", file.lastNumber());
            time(json, "first_time", file.firstAt());
            time(json, "last_time", file.lastAt());
            time(json, "closed_time", file.closedAt());
            json.writeStringField("closed_by", file.reason().name());
            json.writeStringField("chain_after", Chain.hex(file.chainAfter()));
        });
    }

    @Override
    public void record(Sheet sheet, ChargeRecord r, ByteSink csv) throws IOException {
        line(sheet, "D", json -> {
            json.writeNumberField("number", r.number().value());
            optional(
                    json, "corrects", r.corrects() == null ? null : r.corrects().value());
            json.writeNumberField("uplink", r.uplink().value());
            time(json, "event_time", r.eventAt());
            time(json, "recorded_time", r.recordedAt());
            json.writeNumberField("accounting_day", r.day().yyyymmdd());
            json.writeBooleanField("late", r.late());
            json.writeStringField("msisdn", r.sender());
            optional(
                    json,
                    "subscription",
                    r.subscription() == null ? null : r.subscription().value());
            json.writeStringField("subscriber", r.subscriber());
            json.writeStringField("province", r.province());
            json.writeStringField("brand", r.brand());
            json.writeStringField("service_number", r.service().digits());
            json.writeStringField("smsc", r.smsc());
            json.writeStringField("smsc_message_id", r.smscMessageId());
            json.writeNumberField("data_coding", r.dataCoding());
            json.writeNumberField("octets", r.octets());
            json.writeNumberField("part", r.part());
            json.writeNumberField("parts", r.parts());
            json.writeNumberField("part_reference", r.partReference());
            json.writeStringField("command", r.command());
            json.writeStringField("dialogue", r.dialogue());
            json.writeStringField("step", r.step());
            optional(
                    json,
                    "conversation",
                    r.conversation() == null ? null : r.conversation().value());
            json.writeStringField("disposition", r.disposition());
            json.writeStringField("fee_type", r.feeType());
            json.writeStringField("tariff", r.tariff());
            json.writeNumberField("amount_li", r.amountLi());
            optional(
                    json, "transfer", r.transfer() == null ? null : r.transfer().value());
        });
    }

    private static void optional(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
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
