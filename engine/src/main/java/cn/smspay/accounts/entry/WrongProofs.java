package cn.smspay.accounts.entry;

import cn.smspay.base.AccountNo;
import cn.smspay.base.ServiceDay;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;

/** Counts wrong proofs by calendar day: at midnight all are forgiven (S-128, edge 72). */
final class WrongProofs {
    private static final Table<Key, WrongProofCount> WRONG = Table.of("wrong_proof", Key.class, WrongProofCount.class);

    private WrongProofs() {}

    enum Kind {
        /** Of the security question, on the site. */
        ANSWER,
        /** Of documents and the like, which an agent or the second line of 10086 asks for. */
        DOCUMENT
    }

    record Key(AccountNo account, Kind kind) {}

    record WrongProofCount(Key key, int day, int wrong) {}

    static int today(Tx tx, AccountNo account, Kind kind, Instant now) {
        return tx.find(WRONG, new Key(account, kind))
                .filter(it -> it.day() == ServiceDay.number(now))
                .map(WrongProofCount::wrong)
                .orElse(0);
    }

    /** Counts one more and says how many there are. */
    static int count(Tx tx, AccountNo account, Kind kind, Instant now) {
        int wrong = today(tx, account, kind, now) + 1;
        tx.put(WRONG, new WrongProofCount(new Key(account, kind), ServiceDay.number(now), wrong));
        return wrong;
    }

    static Instant midnight(Instant now) {
        return ServiceDay.date(now).plusDays(1).atStartOfDay(ServiceDay.ZONE).toInstant();
    }
}
