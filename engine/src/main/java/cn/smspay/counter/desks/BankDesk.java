package cn.smspay.counter.desks;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.banks.BankGate;
import cn.smspay.accounts.banks.Banks;
import cn.smspay.accounts.banks.TopUpOrder;
import cn.smspay.accounts.banks.TopUpOrder.Target;
import cn.smspay.accounts.banks.TopUps.BookingResult;
import cn.smspay.accounts.banks.TopUps.ToldBy;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.life.BankCards.Branch;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.counter.Act;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Money from banks and to banks (R 4.4, 4.5, 4.14). */
public final class BankDesk {
    private static final Act<TopUp> BEGIN = Act.of("topup.ebank", TopUp.class, Role.CUSTOMER);
    private static final Act<PaymentForm> REDIRECT = Act.of("topup.ebank-redirect", PaymentForm.class, Role.CUSTOMER);
    private static final Act<TopUp> LOOK = Act.of("topup.ebank-look", TopUp.class, Role.CUSTOMER, Role.AGENT);
    private static final Act<Noted> NOTIFY = Act.of("topup.ebank-notify", Noted.class, Role.BANK);
    private static final Act<TopUp> ASK = Act.of("topup.ebank-ask", TopUp.class, Role.OPERATOR, Role.AGENT);
    private static final Act<Bound> BIND = Act.of("bank.bind", Bound.class, Role.CUSTOMER);
    private static final Act<Nothing> UNBIND = Act.of("bank.unbind", Nothing.class, Role.CUSTOMER);
    private static final Act<Withdrawn> WITHDRAW = Act.of("withdraw.request", Withdrawn.class, Role.CUSTOMER);
    private static final Act<BankBatch> BATCH = Act.of("withdraw.batch", BankBatch.class, Role.OPERATOR, Role.SYSTEM);
    private static final Act<Results> RESULTS =
            Act.of("withdraw.result", Results.class, Role.OPERATOR, Role.BANK, Role.SYSTEM);
    private static final Act<Compared> STATEMENT =
            Act.of("bank.statement", Compared.class, Role.OPERATOR, Role.BANK, Role.SYSTEM);

    private final Counter counter;
    private final Accounts accounts;
    private final Banks banks;
    private final Map<BankCode, BankGate> gates = new ConcurrentHashMap<>();

    BankDesk(Counter counter) {
        this.counter = counter;
        this.accounts = counter.accounts();
        this.banks = accounts.banks();
    }

    /** From now on this bank takes part, in this form of its own. */
    public void connect(BankCode bank, BankGate gate) {
        gates.put(bank, gate);
    }

    /** Banks that customers can choose. */
    public List<BankCode> open() {
        return gates.keySet().stream().sorted().toList();
    }

    /** A top-up as its customer sees it. */
    public record TopUp(
            String number,
            BankCode bank,
            Target target,
            Fen amount,
            TopUpOrder.Status status,
            boolean late,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant paidAt) {
        static TopUp of(TopUpOrder order) {
            return new TopUp(
                    order.number(),
                    order.bank(),
                    order.target(),
                    order.amount(),
                    order.status(),
                    order.late(),
                    order.createdAt(),
                    order.expiresAt(),
                    order.paidAt());
        }
    }

    public record Field(String name, String value) {}

    /** The form that the customer's browser posts to the bank. */
    public record PaymentForm(String page, List<Field> fields) {
        static PaymentForm of(BankGate.Form form) {
            return new PaymentForm(
                    form.page().toString(),
                    form.fields().entrySet().stream()
                            .map(field -> new Field(field.getKey(), field.getValue()))
                            .toList());
        }

        /** Where the form may go, for the page's policy. */
        public URI origin() {
            var uri = URI.create(page);
            return URI.create(uri.getScheme() + "://" + uri.getAuthority());
        }
    }

    public record Noted(BookingResult taken) {}

    /** @param left how often a card may be bound in what is left of the month */
    public record Bound(BankCode bank, String tail, int left) {}

    public record Withdrawn(String number, Fen amount, BankCode bank, String tail, Fen cash) {}

    /** @param file the octets in Base64; names and numbers are in it */
    public record BankBatch(BankCode bank, LocalDate day, int lines, Fen sum, Secret file) {
        public byte[] octets() {
            return Base64.getDecoder().decode(file.reveal());
        }
    }

    public record Results(int settled, int known, int cases) {}

    public record Compared(int matched, List<String> onlyTheirs, List<String> onlyOurs, List<String> differing) {}

    /** Begins a top-up from a bank. */
    public CompletableFuture<Reply<TopUp>> topUp(
            Caller caller, Key key, Subject customer, BankCode bank, Target target, Fen amount) {
        return counter.act(caller, key, BEGIN, customer, deal -> {
            deal.note("bank", bank).note("amount", amount);
            return gates.containsKey(bank)
                    ? Reply.of(banks.topUps().create(deal.tx(), deal.request(), bank, target, amount), TopUp::of)
                    : Reply.refused(Refusal.of(Refusal.Reason.NOT_AVAILABLE));
        });
    }

    /** Sends the customer to the bank. May be done again while the order is good: the form is the same. */
    public CompletableFuture<Reply<PaymentForm>> redirect(Caller caller, Subject customer, String number) {
        return counter.look(caller, REDIRECT, customer, "", deal -> {
            deal.note("top-up", number);
            return banks.topUps()
                    .redirect(deal.tx(), deal.who(), number, deal.now())
                    .fold(
                            order -> Optional.ofNullable(gates.get(order.bank()))
                                    .map(gate -> Reply.done(PaymentForm.of(gate.form(order))))
                                    .orElseGet(() -> Reply.refused(Refusal.of(Refusal.Reason.NOT_AVAILABLE))),
                            Reply::refused);
        });
    }

    /** How a top-up stands: what the return from the bank's page shows. */
    public CompletableFuture<Reply<TopUp>> topUp(Caller caller, Subject customer, String number) {
        return counter.look(
                caller,
                LOOK,
                customer,
                "",
                deal -> banks.topUps()
                        .find(deal.tx(), number)
                        .filter(order -> order.subscription().equals(deal.who()))
                        .map(order -> Reply.done(TopUp.of(order)))
                        .orElseGet(() -> Reply.refused(Refusal.of(Refusal.Reason.UNKNOWN_ORDER))));
    }

    /** Asks the bank once more what became of a top-up, for when its notification was lost. */
    public CompletableFuture<Reply<TopUp>> ask(Caller caller, String number) {
        return counter.look(
                caller,
                ASK,
                Subject.thing("top-up", number),
                "",
                deal -> banks.topUps()
                        .find(deal.tx(), number)
                        .map(order -> {
                            if (order.status() != TopUpOrder.Status.CREATED) {
                                deal.tx().afterCommit(() -> banks.topUpRounds().askNow(order));
                            }
                            return Reply.done(TopUp.of(order));
                        })
                        .orElseGet(() -> Reply.refused(Refusal.of(Refusal.Reason.UNKNOWN_ORDER))));
    }

    /** What a bank posts to us; its own number makes it idempotent. */
    public CompletableFuture<Reply<Noted>> hear(Caller caller, BankCode bank, Map<String, String> fields) {
        var gate = gates.get(bank);
        if (gate == null) {
            return CompletableFuture.completedFuture(Reply.refused(Refusal.of(Refusal.Reason.NOT_AVAILABLE)));
        }
        var heard = gate.hear(fields);
        if (heard instanceof BankGate.BankReply.Payment payment) {
            return counter.look(
                    caller, NOTIFY, Subject.thing("top-up", payment.told().order()), "", deal -> {
                        deal.note("bank", bank)
                                .note("bank-number", payment.told().bankNumber());
                        return Reply.done(new Noted(
                                banks.topUps().take(deal.tx(), payment.told(), ToldBy.NOTIFICATION, deal.now())));
                    });
        }
        var what = heard instanceof BankGate.BankReply.Unreadable no ? no.what() : "";
        return CompletableFuture.completedFuture(Reply.refused("unreadable", Map.of("what", what)));
    }

    /** Binds a bank card with a code. */
    public CompletableFuture<Reply<Bound>> bind(
            Caller caller,
            Key key,
            Subject customer,
            BankCode bank,
            Branch branch,
            Secret number,
            Secret holder,
            Secret code) {
        return counter.act(caller, key, BIND, customer, deal -> {
            deal.note("bank", bank);
            return Reply.of(
                    accounts.entrance()
                            .acts()
                            .bind(deal.tx(), deal.who(), bank, branch, number, holder, code, deal.now()),
                    bound -> new Bound(bound.bank(), bound.tail(), bound.left()));
        });
    }

    /** Removes the bound card, for who knows the payment password. */
    public CompletableFuture<Reply<Nothing>> unbind(Caller caller, Key key, Subject customer, Secret pin) {
        return counter.act(caller, key, UNBIND, customer, deal -> {
            var account = accounts.subscribers().customer(deal.tx(), deal.who()).found();
            if (account == null) {
                return Reply.refused(Refusal.of(Refusal.Reason.NO_ACCOUNT));
            }
            var wrong = accounts.passwords().attempt(deal.tx(), account.no(), PasswordKind.PAY, pin, deal.now());
            return Reply.of(wrong.or(() -> accounts.bankCards().unbind(deal.tx(), deal.who())), Nothing.NOTHING);
        });
    }

    /**
     * Withdraws to the bound card.
     *
     * @param tail the card that the customer was shown
     */
    public CompletableFuture<Reply<Withdrawn>> withdraw(
            Caller caller, Key key, Subject customer, Fen amount, String tail, Secret pin) {
        return counter.act(caller, key, WITHDRAW, customer, deal -> {
            deal.note("amount", amount);
            return Reply.of(accounts.withdrawals().withdraw(deal.tx(), deal.request(pin), amount, tail), accepted -> {
                deal.note("order", accepted.number());
                return new Withdrawn(accepted.number(), amount, accepted.bank(), accepted.tail(), accepted.cash());
            });
        });
    }

    /** Today's batch of a bank; refused with {@code nothing-waits} if there is none. */
    public CompletableFuture<Reply<BankBatch>> batch(Caller caller, BankCode bank) {
        return counter.look(
                caller,
                BATCH,
                Subject.thing("bank", bank),
                "",
                deal -> banks.batches()
                        .make(deal.tx(), bank, deal.now())
                        .map(made -> {
                            deal.note("lines", made.lines()).note("sum", made.sum());
                            return Reply.done(new BankBatch(
                                    made.bank(),
                                    made.day(),
                                    made.lines(),
                                    made.sum(),
                                    new Secret(Base64.getEncoder().encodeToString(made.octets()))));
                        })
                        .orElseGet(() -> Reply.refused("nothing-waits")));
    }

    /** Takes a bank's results, whole or not at all; the same file again changes nothing. */
    public CompletableFuture<Reply<Results>> results(Caller caller, byte[] file) {
        return counter.look(caller, RESULTS, Subject.thing("bank-file", "results"), "", deal -> {
            var taken = banks.results().take(deal.tx(), file, deal.now());
            return taken.isTaken()
                    ? Reply.done(new Results(taken.settled(), taken.known(), taken.cases()))
                    : Reply.refused("file-refused", Map.of("faults", taken.faults()));
        });
    }

    /** Compares a bank's statement with the book; every line that does not match is a case. */
    public CompletableFuture<Reply<Compared>> statement(Caller caller, byte[] file) {
        return counter.look(caller, STATEMENT, Subject.thing("bank-file", "statement"), "", deal -> {
            var compared = banks.statements().compare(deal.tx(), file, deal.now());
            return compared.isTaken()
                    ? Reply.done(new Compared(
                            compared.matched(), compared.onlyTheirs(), compared.onlyOurs(), compared.differing()))
                    : Reply.refused("file-refused", Map.of("faults", compared.faults()));
        });
    }
}
