package cn.smspay.files.format;

import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.ChargeRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Adds up records as they pass. One thread. */
public final class Totals {
    private final Chain chain;
    private long records;
    private long sumLi;
    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;

    public Totals(byte[] chainBefore) {
        this.chain = new Chain(chainBefore);
    }

    public void add(ChargeRecord record, ByteSink line) {
        records++;
        sumLi = Math.addExact(sumLi, record.fee().amountLi());
        if (firstAt == null) {
            firstAt = record.timing().eventAt();
        }
        lastAt = record.timing().eventAt();
        chain.add(line);
    }

    public long records() {
        return records;
    }

    public long sumLi() {
        return sumLi;
    }

    @Nullable
    Instant firstAt() {
        return firstAt;
    }

    @Nullable
    Instant lastAt() {
        return lastAt;
    }

    public byte[] chain() {
        return chain.head().clone();
    }
}
