package cn.smspay.books.charge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stored charge record on its way to a reader: taken apart only when that is asked for, and once. One thread at a time. */
public final class StoredCharge {
    private final ChargeRow row;
    private @Nullable ChargeRecord record;

    StoredCharge(ChargeRow row) {
        this.row = row;
    }

    public ChargeRow row() {
        return row;
    }

    /** @throws DamagedBilling if its line is none, or not what stands beside it */
    public ChargeRecord record() {
        return record(new ChargeLine());
    }

    ChargeRecord record(ChargeLine lines) {
        var known = record;
        if (known == null) {
            known = lines.record(row);
            record = known;
        }
        return known;
    }

    /** When the uplink arrived. */
    public Instant eventAt() {
        return record == null ? new ChargeLine().eventAt(row) : record.timing().eventAt();
    }
}
