package cn.smspay.books.ledger;

import cn.smspay.base.Fen;

/** One side of an entry: an account debited or credited with an amount above zero. */
public record Line(BookAccount account, Side side, Fen amount) {
    /** Where an amount stands. */
    public enum Side {
        DEBIT,
        CREDIT
    }

    public Line {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("a posting of " + amount + " to " + account);
        }
    }

    /** Whether the account holds less after it. */
    boolean takes() {
        return side == (account.nature() == BookAccount.Nature.ASSET ? Side.CREDIT : Side.DEBIT);
    }

    Fen signed() {
        return side == Side.DEBIT ? amount : Fen.ZERO.minus(amount);
    }
}
