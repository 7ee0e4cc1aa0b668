package cn.smspay.books.charge;

import cn.smspay.base.ServiceDay;
import cn.smspay.base.TransferId;
import cn.smspay.base.UplinkId;
import cn.smspay.store.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A charge record as it lies in the database: its line, which is the record, and beside it what is looked for and added up
 * without taking the line apart. {@link ChargeLine} does that.
 *
 * @param corrects the record that this one corrects
 * @param line the record's line of the CSV file, UTF-8, see {@link CsvLine}
 * @param chain SHA-256 over the record before and this one's line, see {@link Chain}
 */
public record ChargeRow(
        ChargeNumber number,
        @Nullable ChargeNumber corrects,
        UplinkId uplink,
        ServiceDay day,
        long amountLi,
        @Nullable TransferId transfer,
        byte[] line,
        byte[] chain) {
    static final Table<ChargeNumber, ChargeRow> TABLE = Table.of("charge", ChargeNumber.class, ChargeRow.class);

    static ChargeRow of(ChargeRecord record, byte[] line, byte[] chain) {
        return new ChargeRow(
                record.number(),
                record.corrects(),
                record.uplink(),
                record.timing().day(),
                record.fee().amountLi(),
                record.transfer(),
                line,
                chain);
    }

    /** Whether what stands beside the line is what the line says. */
    boolean agreesWith(ChargeRecord record) {
        return number.equals(record.number())
                && Objects.equals(corrects, record.corrects())
                && uplink.equals(record.uplink())
                && day.equals(record.timing().day())
                && amountLi == record.fee().amountLi()
                && Objects.equals(transfer, record.transfer());
    }
}
