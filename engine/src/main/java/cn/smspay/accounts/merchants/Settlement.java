package cn.smspay.accounts.merchants;

import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.TransferId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant was paid out for a business day.
 *
 * @param day as a number, yyyymmdd
 * @param paid by customers on that day
 * @param refunded to customers on that day
 * @param amount paid out; what later refunds need is kept back
 */
public record Settlement(
        String no,
        String merchant,
        int day,
        int payments,
        Fen paid,
        int refunds,
        Fen refunded,
        Fen amount,
        @Nullable TransferId transfer,
        Instant madeAt) {
    public LocalDate date() {
        return ServiceDay.date(day);
    }
}
