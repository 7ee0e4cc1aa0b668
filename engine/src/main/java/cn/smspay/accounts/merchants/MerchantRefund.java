package cn.smspay.accounts.merchants;

import cn.smspay.base.Fen;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Some or all of an order given back.
 *
 * @param merchantNo what the merchant calls it by
 * @param offline the merchant paid it outside; nothing was posted (S-089)
 * @param workCase who looks after the money of a closed account
 */
public record MerchantRefund(
        String no,
        String merchant,
        String merchantNo,
        String orderNo,
        String print,
        Fen amount,
        String reason,
        boolean offline,
        State state,
        Instant madeAt,
        @Nullable Instant endedAt,
        @Nullable Long workCase) {
    public enum State {
        ACCEPTED,
        SUCCEEDED,
        FAILED,
        IN_CASE
    }

    MerchantRefund ended(State how, Instant at) {
        return new MerchantRefund(
                no, merchant, merchantNo, orderNo, print, amount, reason, offline, how, madeAt, at, workCase);
    }
}
