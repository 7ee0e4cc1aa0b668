package cn.smspay.accounts.entry;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.BankCards;
import cn.smspay.accounts.life.BankCards.Bound;
import cn.smspay.accounts.life.BankCards.Branch;
import cn.smspay.accounts.life.OneTimeCodes;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.accounts.life.Upgrades;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the site asks more for than the phone does: whoever is logged in may still not be who holds the phone. */
public final class SiteActs {
    private final Subscribers subscribers;
    private final OneTimeCodes codes;
    private final BankCards bankCards;
    private final Upgrades upgrades;
    private final Notices notices;

    SiteActs(EntryParts parts) {
        this.subscribers = parts.subscribers();
        this.codes = parts.codes();
        this.bankCards = parts.bankCards();
        this.upgrades = parts.upgrades();
        this.notices = parts.notices();
    }

    /** Binds a bank card with a code (R 4.5). A binding that is refused uses neither the code nor one of the month's three. */
    public Answer<Bound> bind(
            Tx tx,
            SubscriptionId who,
            BankCode bank,
            Branch branch,
            Secret number,
            Secret holder,
            Secret code,
            Instant now) {
        var phone = subscribers.get(tx, who).msisdn();
        return Answer.unless(codes.check(tx, phone, Purpose.BIND, code, "", now), () -> {
            var answer = bankCards.bind(tx, who, bank, branch, number, holder, now);
            return answer.fold(
                    bound -> Answer.unless(codes.use(tx, phone, Purpose.BIND, code, "", now), () -> answer),
                    Answer::refused);
        });
    }

    /** The second step of the upgrade, with a code instead of a message from the phone (S-038). */
    public Optional<Refusal> upgrade(Tx tx, SubscriptionId who, Secret code, Instant now) {
        var phone = subscribers.get(tx, who).msisdn();
        var refusal = Answer.first(
                () -> codes.check(tx, phone, Purpose.REAL_NAME, code, "", now),
                () -> upgrades.upgrade(tx, who, now),
                () -> codes.use(tx, phone, Purpose.REAL_NAME, code, "", now));
        if (refusal.isEmpty()) {
            notices.say(tx, who, "upgraded", Map.of(), now);
        }
        return refusal;
    }
}
