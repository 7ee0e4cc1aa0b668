package cn.smspay.accounts.wallet;

import cn.smspay.base.Fen;

/**
 * How a card says that it stands, at a contact of ours; a load that was not answered before it can never be booked after it,
 * because the card has another random number now.
 *
 * @param terminal the number of the contact
 * @param online the on-line counter
 * @param offline the off-line counter
 * @param flags see {@link Flag}
 * @param mac over {@link PurseData#reading}
 */
public record CardReading(
        CardNo card, Terminal terminal, Fen balance, int online, int offline, int flags, int random, int mac) {
    /** What may be on or off in a card. */
    public enum Flag {
        CLOSED,
        /** The operation password is the initial one and off. */
        PASSWORD_INITIAL,
        CALIBRATED;

        public boolean in(int flags) {
            return (flags & bit()) != 0;
        }

        public int bit() {
            return 1 << ordinal();
        }
    }

    boolean is(Flag flag) {
        return flag.in(flags);
    }
}
