package cn.smspay.counter.desks;

import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.Pocket;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Cash at a hall (R 4.4): a till that is open takes it, and gives back what it took by mistake once a second person agrees. */
public final class CashDesk {
    private static final Act<CashReceipt> AGENT = Act.of("topup.agent", CashReceipt.class, Role.AGENT);
    private static final Act<CashReceipt> TOP_UP = Act.of("topup.cash", CashReceipt.class, Role.CLERK);
    private static final Act<CashReceipt> REVERSE = Act.of("topup.cash-reverse", CashReceipt.class, Role.CLERK);

    private final Counter counter;
    private final Approvals approvals;
    private final FourEyes<Reversal, CashReceipt> reverse;

    CashDesk(Counter counter, Approvals approvals) {
        this.counter = counter;
        this.reverse = approvals.register(new FourEyes<>(
                REVERSE, Reversal.class, Set.of(Role.SUPERVISOR), this::mayReverse, this::reversed, this::changes));
        this.approvals = approvals;
    }

    /**
     * What the customer is handed.
     *
     * @param receipt its number
     * @param cash what the cash account holds now
     */
    public record CashReceipt(TransferId receipt, Fen amount, Fen cash, Instant at, String till) {}

    /** Agents' points take no money (S-062): the way is there and says so. */
    public CompletableFuture<Reply<CashReceipt>> topUpAtAgent(Caller caller, Key key, Msisdn number, Fen amount) {
        return counter.act(caller, key, AGENT, Subject.number(number), deal -> {
            deal.note("amount", amount);
            return Reply.refused(Refusal.of(Refusal.Reason.NOT_AVAILABLE));
        });
    }

    /** What is to be taken back, and at which till. */
    record Reversal(Till till, TransferId receipt, Fen amount) {}

    /** Takes cash at the caller's till, which must be open. */
    public CompletableFuture<Reply<CashReceipt>> topUp(Caller caller, Key key, Msisdn number, Fen amount) {
        return counter.act(caller, key, TOP_UP, Subject.number(number), deal -> {
            deal.note("amount", amount);
            var closed = Tills.<CashReceipt>mustBeOpen(deal);
            if (closed.isPresent()) {
                return closed.get();
            }
            var till = Objects.requireNonNull(caller.till());
            deal.note("till", Tills.name(till));
            return Reply.of(counter.accounts().cashTopUps().payIn(deal.tx(), deal.request(), till, amount), receipt -> {
                deal.note("receipt", receipt);
                return receipt(deal, receipt, amount, till);
            });
        });
    }

    private CashReceipt receipt(ActContext deal, TransferId receipt, Fen amount, Till till) {
        var account =
                counter.accounts().subscribers().get(deal.tx(), deal.who()).account();
        var cash = account == null ? Fen.ZERO : counter.accounts().ledger().balance(deal.tx(), account, Pocket.CASH);
        return new CashReceipt(receipt, amount, cash, deal.now(), Tills.name(till));
    }

    /**
     * Proposes to take back what the caller's till took: the same day, all of it, once.
     *
     * @param amount must be that of the receipt
     */
    public CompletableFuture<Reply<CashReceipt>> reverse(
            Caller caller, Key key, Msisdn number, TransferId receipt, Fen amount, String why) {
        var till = caller.till();
        if (till == null) {
            return CompletableFuture.completedFuture(Reply.refused("till-missing"));
        }
        return approvals.propose(
                caller,
                key,
                reverse,
                Subject.number(number),
                new Reversal(till, receipt, amount),
                Map.of("receipt", receipt, "amount", amount, "till", Tills.name(till)),
                why);
    }

    private Optional<Reply<CashReceipt>> mayReverse(ActContext deal, Reversal wanted) {
        return Tills.<CashReceipt>mustBeOpen(deal)
                .or(() -> amountDiffers(deal, wanted))
                .or(() -> counter.accounts()
                        .cashTopUps()
                        .isReversible(deal.tx(), deal.who(), wanted.receipt(), wanted.till(), deal.now())
                        .map(Reply::refused));
    }

    private List<FourEyes.ProposedChange> changes(ActContext deal, Reversal wanted) {
        var account =
                counter.accounts().subscribers().get(deal.tx(), deal.who()).account();
        var till = Tills.find(deal.tx(), wanted.till()).orElse(null);
        var changes = new ArrayList<FourEyes.ProposedChange>();
        if (account != null) {
            var cash = counter.accounts().ledger().balance(deal.tx(), account, Pocket.CASH);
            changes.add(FourEyes.ProposedChange.of("cash", cash, cash.minus(wanted.amount())));
        }
        if (till != null) {
            var held = till.expected(
                    counter.accounts().ledger().balance(deal.tx(), wanted.till().account()));
            changes.add(FourEyes.ProposedChange.of("held", held, held.minus(wanted.amount())));
        }
        return changes;
    }

    private Optional<Reply<CashReceipt>> amountDiffers(ActContext deal, Reversal wanted) {
        var account =
                counter.accounts().subscribers().get(deal.tx(), deal.who()).account();
        return Optional.ofNullable(account)
                .flatMap(no -> counter.accounts().ledger().line(deal.tx(), no, Pocket.CASH, wanted.receipt()))
                .filter(line -> !line.amount().equals(wanted.amount()))
                .map(line -> Reply.refused("other-amount", Map.of("amount", line.amount())));
    }

    private Reply<CashReceipt> reversed(ActContext deal, Reversal wanted) {
        deal.note("receipt", wanted.receipt()).note("amount", wanted.amount());
        return amountDiffers(deal, wanted)
                .orElseGet(() -> counter.accounts()
                        .cashTopUps()
                        .reverse(deal.tx(), deal.who(), wanted.receipt(), wanted.till(), deal.now())
                        .<Reply<CashReceipt>>map(Reply::refused)
                        .orElseGet(() -> Reply.done(receipt(deal, wanted.receipt(), wanted.amount(), wanted.till()))));
    }
}
