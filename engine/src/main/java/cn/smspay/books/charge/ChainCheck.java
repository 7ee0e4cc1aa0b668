package cn.smspay.books.charge;

import java.util.Arrays;

/** Follows the chain of stored records. */
public final class ChainCheck {
    private ChainCheck() {}

    /** Finds the first record whose contents do not fit its link. */
    public static DamagedBilling firstBroken(Charges charges, Charges.Range range, byte[] chainBefore) {
        var chain = new Chain(chainBefore);
        long[] broken = {0};
        charges.walkStored(range, false, stored -> {
            var row = stored.row();
            if (!Arrays.equals(chain.add(row.line(), 0, row.line().length), row.chain())) {
                broken[0] = row.number().value();
            }
            return broken[0] == 0;
        });
        return new DamagedBilling("charge record " + broken[0]
                + " is not what was written: its contents and its link of the chain differ");
    }
}
