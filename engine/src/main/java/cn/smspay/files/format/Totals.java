package cn.smspay.files.format;

import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.StoredCharge;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Adds up records as they pass. One thread. */
public final class Totals {
    private final Chain chain;
    private long records;
    private long sumLi;
    private @Nullable StoredCharge first;
    private @Nullable StoredCharge last;

    public Totals(byte[] chainBefore) {
        this.chain = new Chain(chainBefore);
    }

    public void add(StoredCharge stored) {
        var row = stored.row();
        records++;
        sumLi = Math.addExact(sumLi, row.amountLi());
        if (first == null) {
            first = stored;
        }
        last = stored;
        chain.add(row.line(), 0, row.line().length);
    }

    public long records() {
        return records;
    }

    public long sumLi() {
        return sumLi;
    }

    @Nullable
    Instant firstAt() {
        return first == null ? null : first.eventAt();
    }

    @Nullable
    Instant lastAt() {
        return last == null ? null : last.eventAt();
    }

    public byte[] chain() {
        return chain.head().clone();
    }
}
