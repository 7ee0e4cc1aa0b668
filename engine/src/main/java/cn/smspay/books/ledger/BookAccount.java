package cn.smspay.books.ledger;

import cn.smspay.base.AccountNo;
import org.jspecify.annotations.Nullable;

/**
 * Names an account of the book (chart of accounts: R 3.0.9).
 *
 * @param code what it is; for a subscriber's account the name of its {@link Pocket}
 * @param owner whose it is; null for the accounts of the service itself, of which there is one per code
 */
public record BookAccount(
        String code, Nature nature, @Nullable AccountNo owner) {
    /** Assets grow on the debit side, liabilities on the credit side. */
    public enum Nature {
        ASSET,
        LIABILITY
    }

    private static final String HALL_CASH = "HALL_CASH:";
    public static final BookAccount EBANK_CLEARING = asset("EBANK_CLEARING");
    public static final BookAccount BILL_PENDING = liability("BILL_PENDING");
    public static final BookAccount SUSPENSE = liability("SUSPENSE");

    public static BookAccount of(AccountNo owner, Pocket pocket) {
        return new BookAccount(pocket.name(), Nature.LIABILITY, owner);
    }

    /** Cash in a till of a hall. */
    public static BookAccount hallCash(String till) {
        return asset(HALL_CASH + till);
    }

    /** Our account at a bank. */
    public static BookAccount bank(String code) {
        return asset("BANK:" + code);
    }

    /** What the issuer of recharge cards owes. */
    public static BookAccount cardClearing(String issuer) {
        return asset("CARD_CLEARING:" + issuer);
    }

    /** What a province's telecom billing is owed for bills paid. */
    public static BookAccount billPayable(String province) {
        return liability("BILL_PAYABLE:" + province);
    }

    public static BookAccount merchant(String id) {
        return liability("MERCHANT:" + id);
    }

    /** Whether it never falls below zero: nobody has less than nothing, and no till gives out what it never took. */
    boolean isFloored() {
        return owner != null || code.startsWith(HALL_CASH);
    }

    private static BookAccount asset(String code) {
        return new BookAccount(code, Nature.ASSET, null);
    }

    private static BookAccount liability(String code) {
        return new BookAccount(code, Nature.LIABILITY, null);
    }

    @Override
    public String toString() {
        return owner == null ? code : "SUB:" + owner + ":" + code;
    }
}
