package cn.smspay.books.ledger;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The name of an account as {@link BookAccount} says it, in SQL; it needs no row of the account, which may be missing. */
public final class AccountName {
    private AccountName() {}

    /** @param id the expression that holds the account's number */
    public static String of(String id) {
        var pockets = Arrays.stream(Pocket.values())
                .map(pocket -> "when " + pocket.ordinal() + " then 'SUB:' || (" + id + " / " + Pocket.PER_ACCOUNT
                        + ") || ':" + pocket.name() + "'")
                .collect(Collectors.joining(" "));
        return "coalesce(case when " + id + " < 0 then (select code from system_account n where n.id = " + id
                + ") else case " + id + " % " + Pocket.PER_ACCOUNT + " " + pockets
                + " end end, 'without a name, number ' || "
                + id + ")";
    }
}
