package cn.smspay.counter.desks;

import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer as staff see him (R 4.2): nothing secret, the name masked.
 *
 * @param name like {@code 王**}
 * @param withdrawals in a row since the last remote purchase
 * @param bindings of bank cards in the month they were last counted in
 * @param account null without one in use
 */
public record CustomerCard(
        String msisdn,
        long subscription,
        int generation,
        String province,
        String brand,
        String phoneStatus,
        String stopReason,
        boolean secondary,
        boolean barred,
        @Nullable String language,
        @Nullable String name,
        @Nullable String idType,
        boolean profileComplete,
        int withdrawals,
        int bindingMonth,
        int bindings,
        int openCases,
        @Nullable AccountCard account) {
    /**
     * The account.
     *
     * @param walletPending loaded, and not on the SIM yet
     * @param bank of the bound card, with the last four digits of its number
     */
    public record AccountCard(
            AccountNo no,
            String status,
            boolean realName,
            boolean frozen,
            Instant openedAt,
            String openedBy,
            Fen cash,
            Fen card,
            Fen transit,
            Fen walletPending,
            Fen wallet,
            @Nullable String bank,
            @Nullable String tail,
            int openOrders,
            List<Lock> locks) {}

    /**
     * How a password stands.
     *
     * @param wrong wrong tries in a row
     * @param until when its lock ends; null while it is not locked
     */
    public record Lock(
            PasswordKind kind,
            boolean set,
            int wrong,
            @Nullable Instant until,
            boolean mustChange) {}
}
