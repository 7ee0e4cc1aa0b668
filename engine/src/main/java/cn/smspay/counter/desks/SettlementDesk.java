package cn.smspay.counter.desks;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.merchants.PartySettlements.Party;
import cn.smspay.accounts.merchants.PartySettlements.PartySettlement;
import cn.smspay.accounts.merchants.Settlement;
import cn.smspay.accounts.merchants.Verdict;
import cn.smspay.accounts.merchants.Verdict.Hindrance;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.counter.Act;
import cn.smspay.counter.ActContext;
import cn.smspay.counter.Approvals;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.FourEyes;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Settles days that are over with merchants, provinces and issuers of recharge cards (R 4.6): two people each (R 4.12). */
public final class SettlementDesk {
    private static final Set<Role> RELEASERS = Set.of(Role.OPERATOR, Role.SUPERVISOR);
    private static final Act<Settled> MERCHANT = Act.of("settle.merchant", Settled.class, Role.OPERATOR);
    private static final Act<Settled> PARTY = Act.of("settle.party", Settled.class, Role.OPERATOR);

    private final Counter counter;
    private final Approvals approvals;
    private final FourEyes<MerchantList, Settled> merchants;
    private final FourEyes<Parties, Settled> parties;

    SettlementDesk(Counter counter, Approvals approvals) {
        this.counter = counter;
        this.approvals = approvals;
        this.merchants = approvals.register(
                new FourEyes<>(MERCHANT, MerchantList.class, RELEASERS, this::refused, this::settled, this::changes));
        this.parties = approvals.register(
                new FourEyes<>(PARTY, Parties.class, RELEASERS, this::refused, this::settled, this::changes));
    }

    record MerchantList(String merchant, LocalDate day, String bank) {}

    record Parties(Party party, Province province, LocalDate day, String bank) {}

    /**
     * A day that is settled.
     *
     * @param whom like {@code merchant:shop}, {@code province:HUNAN} or {@code issuer:HUNAN}
     * @param amount zero if nothing was owed
     */
    public record Settled(String whom, LocalDate day, String bank, Fen amount) {}

    /** Proposes to pay a merchant what it is owed for a day. */
    public CompletableFuture<Reply<Settled>> merchant(
            Caller caller, Key key, String merchant, LocalDate day, BankCode bank, String why) {
        return approvals.propose(
                caller,
                key,
                merchants,
                Subject.thing("merchant", merchant),
                new MerchantList(merchant, day, bank.name()),
                Map.of("day", day, "bank", bank),
                why);
    }

    /** Proposes to settle a day with a province or an issuer of recharge cards. */
    public CompletableFuture<Reply<Settled>> party(
            Caller caller, Key key, Party party, Province province, LocalDate day, BankCode bank, String why) {
        return approvals.propose(
                caller,
                key,
                parties,
                Subject.thing(party.name().toLowerCase(Locale.ROOT), province),
                new Parties(party, province, day, bank.name()),
                Map.of("day", day, "bank", bank),
                why);
    }

    private Optional<Reply<Settled>> refused(ActContext deal, MerchantList wanted) {
        if (counter.accounts().profiles().find(deal.tx(), wanted.merchant()).isEmpty()) {
            return Optional.of(no(Hindrance.UNKNOWN_MERCHANT));
        }
        return wanted.day().isBefore(ServiceDay.date(deal.now()))
                ? Optional.empty()
                : Optional.of(no(Hindrance.DAY_NOT_OVER));
    }

    private Optional<Reply<Settled>> refused(ActContext deal, Parties wanted) {
        var settlements = counter.accounts().partySettlements();
        return settlements
                        .find(deal.tx(), wanted.party(), wanted.province(), wanted.day())
                        .isPresent()
                ? Optional.empty()
                : settlements
                        .owed(deal.tx(), wanted.party(), wanted.province(), wanted.day(), deal.now())
                        .fold(owed -> Optional.empty(), (why, facts) -> Optional.of(no(why)));
    }

    private List<FourEyes.ProposedChange> changes(ActContext deal, MerchantList wanted) {
        var tx = deal.tx();
        if (counter.accounts()
                .settlements()
                .find(tx, wanted.merchant(), wanted.day())
                .isPresent()) {
            return List.of();
        }
        var held = counter.accounts().ledger().balance(tx, BookAccount.merchant(wanted.merchant()));
        var owed = counter.accounts().settlements().owed(tx, wanted.merchant(), wanted.day());
        return List.of(FourEyes.ProposedChange.of("merchant-held", held, held.minus(owed)));
    }

    private List<FourEyes.ProposedChange> changes(ActContext deal, Parties wanted) {
        return counter.accounts()
                .partySettlements()
                .owed(deal.tx(), wanted.party(), wanted.province(), wanted.day(), deal.now())
                .fold(owed -> List.of(FourEyes.ProposedChange.of("owed", owed, Fen.ZERO)), (why, facts) -> List.of());
    }

    private static Reply<Settled> no(Hindrance why) {
        return Reply.refused(word(why));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Reply<Settled> settled(ActContext deal, MerchantList wanted) {
        return refused(deal, wanted)
                .orElseGet(() -> told(
                        deal,
                        counter.accounts()
                                .settlements()
                                .settle(deal.tx(), wanted.merchant(), wanted.day(), wanted.bank(), deal.now())
                                .then(done -> Verdict.done(shown(wanted, done)))));
    }

    private static Settled shown(MerchantList wanted, Settlement done) {
        return new Settled("merchant:" + done.merchant(), done.date(), wanted.bank(), done.amount());
    }

    private Reply<Settled> settled(ActContext deal, Parties wanted) {
        return told(
                deal,
                counter.accounts()
                        .partySettlements()
                        .settle(deal.tx(), wanted.party(), wanted.province(), wanted.day(), wanted.bank(), deal.now())
                        .then(done -> Verdict.done(shown(done))));
    }

    private static Settled shown(PartySettlement done) {
        return new Settled(done.party(), done.date(), done.bank(), done.amount());
    }

    private static Reply<Settled> told(ActContext deal, Verdict<Settled> verdict) {
        return verdict.fold(
                done -> {
                    deal.note("amount", done.amount()).note("day", done.day());
                    return Reply.done(done);
                },
                (why, facts) -> Reply.refused(word(why), facts));
    }
}
