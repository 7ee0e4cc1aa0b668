package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.books.ledger.StatementLine;
import cn.smspay.store.Reads;
import cn.smspay.store.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a customer has and what happened to it (R 3.6, 3.7). */
public final class Statement {
    /** S-097. */
    private static final int LINES = 3;

    private final Subscribers subscribers;
    private final Ledger ledger;

    public Statement(Subscribers subscribers, Ledger ledger) {
        this.subscribers = subscribers;
        this.ledger = ledger;
    }

    /** @param transit withdrawals on their way to the bank */
    public record Balance(Fen cash, Fen card, Fen transit) {
        public Fen total() {
            return cash.plus(card);
        }
    }

    /** The newest lines first; {@code more} if there are further ones. */
    public record History(List<StatementLine> lines, boolean more) {}

    /** What stands in the way of looking, if anything. */
    public Optional<Refusal> check(Tx tx, SubscriptionId who) {
        return check(subscribers.customer(tx, who));
    }

    private static Optional<Refusal> check(Customer customer) {
        return Answer.first(customer::hasAccount, () -> customer.phoneAllows(Service.LOOK));
    }

    public Answer<Balance> balance(Tx tx, SubscriptionId who) {
        var customer = subscribers.customer(tx, who);
        return Answer.unless(check(customer), () -> {
            var no = customer.account().no();
            return Answer.done(new Balance(
                    ledger.balance(tx, no, Pocket.CASH),
                    ledger.balance(tx, no, Pocket.CARD),
                    ledger.balance(tx, no, Pocket.WITHDRAWING)));
        });
    }

    /** Reads ahead what {@link #history} wants of this account. */
    public void load(Reads ahead, AccountNo no) {
        ledger.loadNewest(ahead, no, LINES + 1, Pocket.CASH, Pocket.CARD);
    }

    /** The three most recent movements of cash and card account since a day (D-08). */
    public Answer<History> history(Tx tx, SubscriptionId who, LocalDate since) {
        var customer = subscribers.customer(tx, who);
        return Answer.unless(check(customer), () -> {
            var found = ledger.newest(tx, customer.account().no(), LINES + 1, Pocket.CASH, Pocket.CARD).stream()
                    .filter(line -> line.day() >= ServiceDay.number(since))
                    .toList();
            return Answer.done(new History(found.subList(0, Math.min(LINES, found.size())), found.size() > LINES));
        });
    }

    /** The account's name as a word of the catalogue of texts. */
    public static String word(Pocket pocket) {
        return switch (pocket) {
            case CASH -> "cash_account";
            case CARD -> "card_account";
            case WITHDRAWING -> "in_transit";
            case WALLET_PENDING, WALLET -> "wallet";
        };
    }
}
