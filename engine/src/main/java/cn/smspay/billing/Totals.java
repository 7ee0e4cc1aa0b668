package cn.smspay.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Adds up records as they pass. One thread. */
final class Totals {
    private final Chain chain;
    private long records;
    private long sumLi;
    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;

    Totals(byte[] chainBefore) {
        this.chain = new Chain(chainBefore);
    }

    void add(ChargeRecord record, ByteSink line) {
        records++;
        sumLi = Math.addExact(sumLi, record.amountLi());
        if (firstAt == null) {
            firstAt = record.eventAt();
        }
        lastAt = record.eventAt();
        chain.add(line);
    }

    long records() {
        return records;
    }

    long sumLi() {
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

    byte[] chain() {
        return chain.head().clone();
    }
}
