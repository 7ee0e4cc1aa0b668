package cn.smspay.accounts.customers;

import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.base.vault.PasswordHash;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of this package that have no file of their own. */
public final class AccountTables {
    /** Rows remembered between batches: subscribers come in conversations, so the next message often follows soon. */
    private static final int REMEMBERED = 4_000;

    public static final Table<Long, NumberRow> NUMBER = Table.cached("number", long.class, NumberRow.class, REMEMBERED);
    public static final Table<SubscriptionId, Subscription> SUBSCRIPTION = Table.cached(
                    "subscription", SubscriptionId.class, Subscription.class, REMEMBERED)
            .indexed();
    public static final Table<AccountNo, Account> ACCOUNT =
            Table.cached("account", AccountNo.class, Account.class, REMEMBERED).indexed();
    public static final Table<SubscriptionId, Identity> IDENTITY =
            Table.of("identity", SubscriptionId.class, Identity.class);
    public static final Table<AccountNo, Holder> HOLDER = Table.of("holder", AccountNo.class, Holder.class);
    public static final Table<AccountNo, BankCard> BANK_CARD = Table.of("bank_card", AccountNo.class, BankCard.class);
    public static final Table<PasswordKey, Password> PASSWORD =
            Table.cached("password", PasswordKey.class, Password.class, REMEMBERED);
    public static final Table<CardKey, RechargeCard> CARD =
            Table.of("recharge_card", CardKey.class, RechargeCard.class).indexed();
    public static final Table<OrderId, WithdrawalOrder> WITHDRAWAL =
            Table.of("withdrawal_order", OrderId.class, WithdrawalOrder.class);
    public static final Table<OrderId, BillOrder> BILL = Table.of("bill_order", OrderId.class, BillOrder.class);
    public static final Table<OrderId, Purchase> PURCHASE = Table.of("purchase", OrderId.class, Purchase.class);

    public static final Table<AccountNo, SecurityAnswer> SECURITY_ANSWER =
            Table.of("security_answer", AccountNo.class, SecurityAnswer.class);

    public static final Table<AccountNo, CardBranch> CARD_BRANCH =
            Table.of("card_branch", AccountNo.class, CardBranch.class);

    private AccountTables() {}

    /** @param msisdn the eleven digits as an integer */
    public record NumberRow(long msisdn, SubscriptionId subscription) {}

    /** Who a subscriber is, sealed: apart from the subscription, which every message needs. */
    public record Identity(
            SubscriptionId subscription,
            byte @Nullable [] nameSealed,
            IdType idType,
            byte @Nullable [] idNumberSealed) {}

    /** The name that a real-name account is in. */
    public record Holder(AccountNo account, byte[] nameSealed) {}

    /** The whole number of the card that is bound to an account. */
    public record BankCard(AccountNo account, byte[] numberSealed) {}

    /** Which branch of the bank the bound card is of, and where that is (S-073). */
    public record CardBranch(AccountNo account, String branch, String place) {}

    public record PasswordKey(AccountNo account, PasswordKind kind) {}

    /**
     * A password and the tries at it.
     *
     * @param wrong wrong tries in a row; back to 0 when the fifth locks
     * @param lockedAt when it was last locked
     */
    public record Password(
            PasswordKey key,
            PasswordHash hash,
            int wrong,
            @Nullable Instant lockedAt,
            boolean mustChange) {}

    /** The answer that proves who somebody is on the site (R 4.3), and the name of its question. */
    public record SecurityAnswer(AccountNo account, String question, PasswordHash hash, Instant setAt) {}

    public record RechargeCard(
            CardKey key,
            String serial,
            Fen face,
            Province issuer,
            CardState state,
            int lastDay,
            @Nullable Use use) {}

    public record Use(AccountNo usedBy, Instant usedAt, Channel usedChannel, TransferId usedTransfer) {}

    /** @param number what the customer calls it by; null for orders of before such numbers */
    public record WithdrawalOrder(
            OrderId id,
            SubscriptionId subscription,
            Msisdn msisdn,
            AccountNo account,
            Fen amount,
            BankCode bank,
            String tail,
            byte[] cardSealed,
            WithdrawalStatus status,
            Instant requestedAt,
            int dueFrom,
            int dueBy,
            @Nullable Instant settledAt,
            @Nullable String reason,
            int purchaseEpoch,
            @Nullable String number) {
        public WithdrawalOrder settled(WithdrawalStatus to, @Nullable String why, Instant at) {
            return new WithdrawalOrder(
                    id,
                    subscription,
                    msisdn,
                    account,
                    amount,
                    bank,
                    tail,
                    cardSealed,
                    to,
                    requestedAt,
                    dueFrom,
                    dueBy,
                    at,
                    why,
                    purchaseEpoch,
                    number);
        }
    }

    public enum WithdrawalStatus {
        SUBMITTED,
        PAID,
        RETURNED
    }

    /**
     * A bill being paid.
     *
     * @param nextLookAt when to ask the bill system what became of it, if it has not said by then
     * @param looks how often it was asked; the first time the subscriber is told that it takes longer
     */
    public record BillOrder(
            OrderId id,
            SubscriptionId subscription,
            Msisdn payee,
            AccountNo account,
            Fen amount,
            Pocket pocket,
            Province province,
            BillStatus status,
            Instant requestedAt,
            Instant nextLookAt,
            int looks,
            @Nullable Instant settledAt,
            @Nullable String number) {
        public BillOrder looked(Instant next) {
            return new BillOrder(
                    id,
                    subscription,
                    payee,
                    account,
                    amount,
                    pocket,
                    province,
                    status,
                    requestedAt,
                    next,
                    looks + 1,
                    settledAt,
                    number);
        }

        public BillOrder settled(BillStatus to, Instant at) {
            return new BillOrder(
                    id,
                    subscription,
                    payee,
                    account,
                    amount,
                    pocket,
                    province,
                    to,
                    requestedAt,
                    nextLookAt,
                    looks,
                    at,
                    number);
        }
    }

    public enum BillStatus {
        PENDING,
        PAID,
        RETURNED,
        /** Given back, and then the bill system said that it had taken it. */
        PAID_AFTER_RETURN
    }

    public record Purchase(
            OrderId id,
            SubscriptionId subscription,
            AccountNo account,
            String merchant,
            Fen amount,
            Pocket pocket,
            Fen refunded,
            Instant paidAt,
            @Nullable String number) {
        public Purchase withRefunded(Fen to) {
            return new Purchase(id, subscription, account, merchant, amount, pocket, to, paidAt, number);
        }
    }
}
