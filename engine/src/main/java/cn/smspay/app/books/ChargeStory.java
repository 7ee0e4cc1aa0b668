package cn.smspay.app.books;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.ledger.LedgerReports.Moved;
import cn.smspay.books.ledger.LedgerReports.PostingPart;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What belongs to a charge: its conversation and what it moved in the book. */
final class ChargeStory {
    private static final List<String> COLUMNS = List.of(
            "number",
            "corrects",
            "day",
            "at",
            "sender",
            "service",
            "part",
            "parts",
            "command",
            "disposition",
            "tariff",
            "amount_li",
            "conversation",
            "dialogue",
            "step",
            "transfer",
            "event");
    private static final String INDENT = " ".repeat(10);

    private final Map<Long, Moved> moved;

    /** @param moved movements by their numbers */
    ChargeStory(Map<Long, Moved> moved) {
        this.moved = moved;
    }

    /** What stands below the line of the charge, for people. */
    List<String> lines(ChargeRecord record) {
        var lines = new ArrayList<String>();
        if (record.corrects() != null) {
            lines.add(INDENT + "corrects charge " + record.corrects().value());
        }
        var what = record.what();
        if (what.conversation() != null) {
            var dialogue = what.dialogue().isEmpty() ? "" : ", dialogue " + what.dialogue();
            var step = what.step().isEmpty() ? "" : ", step " + what.step();
            lines.add(INDENT + "conversation " + what.conversation().value() + dialogue + step);
        }
        if (record.transfer() != null) {
            long id = record.transfer().value();
            var movement = moved.get(id);
            if (movement == null) {
                lines.add(INDENT + "transfer " + id + ", which is not in the book: see ledger verify");
            } else {
                lines.add(INDENT + "transfer " + id + " " + movement.event());
                movement.parts().forEach(part -> lines.add(INDENT + "  " + line(part)));
            }
        }
        return lines;
    }

    private static String line(PostingPart part) {
        return part.side() + " " + part.account() + " " + new SheetOptions.Money(part.amount()) + " yuan";
    }

    /** All of it for programs; a table has no room for the postings. */
    void print(SheetOptions sheet, PrintWriter out, List<ChargeRecord> records) {
        if (sheet.isJson()) {
            out.println(json(records));
            return;
        }
        var rows = new ArrayList<List<Object>>();
        for (var record : records) {
            var object = object(record);
            rows.add(COLUMNS.stream()
                    .<Object>map(column -> Objects.requireNonNullElse(object.get(column), ""))
                    .toList());
        }
        sheet.print(out, COLUMNS, rows);
    }

    /** All of it as one JSON array. */
    private String json(List<ChargeRecord> records) {
        try {
            return new ObjectMapper()
                    .writeValueAsString(records.stream().map(this::object).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, @Nullable Object> object(ChargeRecord record) {
        var what = record.what();
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("number", record.number().value());
        object.put(
                "corrects", record.corrects() == null ? null : record.corrects().value());
        object.put("day", record.timing().day().date().toString());
        object.put("at", BillingList.TIME.format(record.timing().eventAt().atZone(ServiceDay.ZONE)));
        object.put("sender", record.who().sender());
        object.put("service", record.message().service().digits());
        object.put("part", record.message().part());
        object.put("parts", record.message().parts());
        object.put("command", what.command());
        object.put("disposition", what.disposition());
        object.put("tariff", record.fee().tariff());
        object.put("amount_li", record.fee().amountLi());
        object.put(
                "conversation",
                what.conversation() == null ? null : what.conversation().value());
        object.put("dialogue", what.dialogue());
        object.put("step", what.step());
        var movement =
                record.transfer() == null ? null : moved.get(record.transfer().value());
        object.put(
                "transfer", record.transfer() == null ? null : record.transfer().value());
        object.put("event", movement == null ? null : movement.event());
        object.put(
                "postings",
                movement == null
                        ? List.of()
                        : movement.parts().stream().map(ChargeStory::posting).toList());
        return object;
    }

    private static Map<String, Object> posting(PostingPart part) {
        var object = new LinkedHashMap<String, Object>();
        object.put("account", part.account());
        object.put("side", part.side());
        object.put("amount", part.amount());
        object.put("balance", part.balanceAfter());
        return object;
    }
}
