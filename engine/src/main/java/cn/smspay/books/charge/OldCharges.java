package cn.smspay.books.charge;

import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.base.UplinkId;
import cn.smspay.store.Rewrite;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes over charge records that an earlier program stored with a column for each of their parts. Their lines are those over
 * which their chain was computed; of a record that was damaged before, the check finds it as damaged afterwards.
 */
public final class OldCharges implements Rewrite {
    private final CsvLine lines = new CsvLine();

    @Override
    public String after() {
        return "050-charge-line";
    }

    @Override
    public boolean slice(Handle sql, int most) {
        var rows = sql.createQuery("select * from charge_record order by number limit :most")
                .bind("most", most)
                .map((row, context) -> row(row))
                .list();
        if (rows.isEmpty()) {
            return false;
        }
        var insert = sql.prepareBatch("insert into charge (" + String.join(", ", ChargeRow.TABLE.columns())
                + ") values (?, ?, ?, ?, ?, ?, ?, ?)");
        for (var row : rows) {
            insert.bind(0, row.number().value())
                    .bind(1, row.corrects() == null ? null : row.corrects().value())
                    .bind(2, row.uplink().value())
                    .bind(3, row.day().yyyymmdd())
                    .bind(4, row.amountLi())
                    .bind(5, row.transfer() == null ? null : row.transfer().value())
                    .bind(6, row.line())
                    .bind(7, row.chain())
                    .add();
        }
        insert.execute();
        sql.createUpdate("delete from charge_record where number <= :last")
                .bind("last", rows.get(rows.size() - 1).number().value())
                .execute();
        return true;
    }

    private ChargeRow row(ResultSet row) throws SQLException {
        var number = new ChargeNumber(row.getLong("number"));
        return new ChargeRow(
                number,
                optional(row, "corrects", ChargeNumber::new),
                new UplinkId(row.getLong("uplink")),
                new ServiceDay(row.getInt("day")),
                row.getLong("amount_li"),
                optional(row, "transfer", TransferId::new),
                line(row, number),
                Objects.requireNonNullElse(row.getBytes("chain"), Chain.GENESIS));
    }

    private byte[] line(ResultSet row, ChargeNumber number) throws SQLException {
        try {
            return lines.of(record(row, number)).toBytes();
        } catch (IllegalArgumentException | DateTimeException e) {
            return ("damaged before it was taken over: " + e.getMessage()).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static ChargeRecord record(ResultSet row, ChargeNumber number) throws SQLException {
        return new ChargeRecord(
                number,
                optional(row, "corrects", ChargeNumber::new),
                new UplinkId(row.getLong("uplink")),
                new Timing(
                        Instant.ofEpochMilli(row.getLong("event_at")),
                        Instant.ofEpochMilli(row.getLong("recorded_at")),
                        new ServiceDay(row.getInt("day")),
                        row.getLong("late") != 0),
                new Who(
                        word(row, "sender"),
                        optional(row, "subscription", SubscriptionId::new),
                        word(row, "subscriber"),
                        word(row, "province"),
                        word(row, "brand")),
                new Message(
                        new ServiceNumber(word(row, "service")),
                        word(row, "smsc"),
                        row.getString("smsc_message_id"),
                        row.getInt("data_coding"),
                        row.getInt("octets"),
                        row.getInt("part"),
                        row.getInt("parts"),
                        row.getInt("part_reference")),
                new What(
                        word(row, "command"),
                        word(row, "dialogue"),
                        word(row, "step"),
                        optional(row, "conversation", ConversationId::new),
                        word(row, "disposition")),
                new Fee(word(row, "fee_type"), word(row, "tariff"), row.getLong("amount_li")),
                optional(row, "transfer", TransferId::new));
    }

    private static String word(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static <T> @Nullable T optional(ResultSet row, String column, LongFunction<T> make) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : make.apply(value);
    }
}
