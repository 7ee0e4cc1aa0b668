package cn.smspay.accounts.payments;

import cn.smspay.base.Fen;
import org.jspecify.annotations.Nullable;

/** The most that a customer may have in a day, each; null for as much as there is money (D-28). */
public record DayCaps(
        @Nullable Fen withdrawals,
        @Nullable Fen bills,
        @Nullable Fen purchases) {
    public static final DayCaps NONE = new DayCaps(null, null, null);
}
