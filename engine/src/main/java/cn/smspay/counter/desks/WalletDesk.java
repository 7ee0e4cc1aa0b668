package cn.smspay.counter.desks;

import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.payments.Till;
import cn.smspay.accounts.wallet.BatchAnswer;
import cn.smspay.accounts.wallet.BatchSource;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardReading;
import cn.smspay.accounts.wallet.Contact;
import cn.smspay.accounts.wallet.LoadOrder;
import cn.smspay.accounts.wallet.LoadProof;
import cn.smspay.accounts.wallet.LoadStart;
import cn.smspay.accounts.wallet.PosBatches;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.accounts.wallet.WalletParts;
import cn.smspay.accounts.wallet.WalletStatus;
import cn.smspay.accounts.wallet.WalletViews;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.Threads;
import cn.smspay.base.TransferId;
import cn.smspay.counter.Act;
import cn.smspay.counter.ActContext;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.CustomerDesk.PapersShown;
import cn.smspay.store.Job;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Wallets on SIM cards (R 4.7): what halls, the SIM's menu, agents, terminals and the site do with them. Thread-safe. */
public final class WalletDesk {
    private static final Act<Opened> OPEN = Act.of("wallet.open", Opened.class, Role.CLERK);
    private static final Act<Nothing> CALIBRATE = Act.of("wallet.calibrate", Nothing.class, Role.CLERK, Role.TERMINAL);
    private static final Act<LoadReceipt> LOAD_CASH = Act.of("wallet.load-cash", LoadReceipt.class, Role.CLERK);
    private static final Act<Numbered> CONTACT = Act.of("wallet.contact", Numbered.class, Role.CLERK, Role.TERMINAL);
    private static final Act<Contact> READ = Act.of("wallet.read", Contact.class, Role.CLERK, Role.TERMINAL);
    private static final Act<LoadOrder> LOAD = Act.of("wallet.load", LoadOrder.class, Role.TERMINAL);
    private static final Act<LoadOrder> WRITE = Act.of("wallet.write", LoadOrder.class, Role.CLERK, Role.TERMINAL);
    private static final Act<Nothing> PROVED = Act.of("wallet.proved", Nothing.class, Role.CLERK, Role.TERMINAL);
    private static final Act<Contact> CLOSE = Act.of("wallet.close", Contact.class, Role.CLERK, Role.TERMINAL);
    private static final Act<Nothing> LIMIT = Act.of("wallet.set-limit", Nothing.class, Role.TERMINAL);
    private static final Act<Nothing> LOST = Act.of("wallet.lost", Nothing.class, Role.AGENT, Role.CLERK);
    private static final Act<Nothing> TERMINAL = Act.of("pos.terminal", Nothing.class, Role.OPERATOR);
    private static final Act<WalletMovementPage> LOOK = Act.of(
            "wallet.query",
            WalletMovementPage.class,
            Role.CLERK,
            Role.AGENT,
            Role.CUSTOMER,
            Role.OPERATOR,
            Role.AUDITOR);
    private static final Act<History> HISTORY =
            Act.of("wallet.history", History.class, Role.CLERK, Role.AGENT, Role.CUSTOMER, Role.OPERATOR);
    /** Lines of one page. */
    private static final int LINES_MOST = 100;

    private static final Act<Nothing> BATCH = Act.of("pos.batch", Nothing.class, Role.TERMINAL, Role.OPERATOR);

    private final Counter counter;
    private final ThreadPoolExecutor batches = Threads.resting("pos-batches");
    private final WalletParts wallet;

    WalletDesk(Counter counter, SubscriberDesk subscribers) {
        this.counter = counter;
        this.wallet = counter.accounts().wallet();
        subscribers.onSimChange((deal, iccid) -> wallet.wallets().simChanged(deal.tx(), deal.who(), deal.now()));
    }

    public record Opened(CardNo card) {}

    /** A contact with a card, by its number; for one message of the card. */
    public record Numbered(Terminal terminal) {}

    /** What the customer is handed. */
    public record LoadReceipt(TransferId receipt, Fen amount, Instant at, String till) {}

    /**
     * A wallet as staff and customer see it: the shadow, which may lag.
     *
     * @param singleLimit null if the customer has set none
     * @param asOf of the shadow
     */
    public record WalletMovementPage(
            CardNo card,
            WalletStatus status,
            Fen shadow,
            Fen pending,
            Instant asOf,
            boolean calibrated,
            boolean operationPasswordInitial,
            boolean loadOnItsWay,
            @Nullable Fen singleLimit) {}

    /** @param lastDay the last day of which it tells */
    public record History(List<WalletMovement> lines, LocalDate lastDay) {}

    /** @param merchant of a purchase; null for a load */
    public record WalletMovement(
            boolean purchase,
            String at,
            Fen amount,
            @Nullable String merchant) {}

    /** Opens a wallet with a new card for somebody who stands there with document and SIM (S-134). */
    public CompletableFuture<Reply<Opened>> open(
            Caller caller, Key key, Msisdn number, CardNo card, PapersShown shown) {
        return counter.act(caller, key, OPEN, Subject.number(number), deal -> {
            deal.note("card", card);
            return shown.<Opened>lacks()
                    .orElseGet(() -> Reply.of(wallet.wallets().open(deal.tx(), deal.request(), card), Opened::new));
        });
    }

    /** Distance was measured, by instrument at a hall or by message (S-138); the card is told at its next reading. */
    public CompletableFuture<Reply<Nothing>> calibrate(Caller caller, Key key, Msisdn number, CardNo card) {
        return counter.act(
                caller,
                key,
                CALIBRATE,
                Subject.number(number),
                deal -> Reply.of(wallet.wallets().calibrate(deal.tx(), deal.who(), card), Nothing.NOTHING));
    }

    /** Takes cash for the card at the caller's till, which must be open (S-151). */
    public CompletableFuture<Reply<LoadReceipt>> loadCash(Caller caller, Key key, Msisdn number, Fen amount) {
        return counter.act(caller, key, LOAD_CASH, Subject.number(number), deal -> {
            deal.note("amount", amount);
            return Tills.<LoadReceipt>mustBeOpen(deal).orElseGet(() -> {
                Till till = Objects.requireNonNull(caller.till());
                deal.note("till", Tills.name(till));
                return Reply.of(
                        wallet.loads().payIn(deal.tx(), deal.request(), till, amount),
                        receipt -> new LoadReceipt(receipt, amount, deal.now(), Tills.name(till)));
            });
        });
    }

    /** Begins a contact with a card. */
    public CompletableFuture<Reply<Numbered>> contact(Caller caller, Key key, CardNo card) {
        return counter.act(
                caller,
                key,
                CONTACT,
                ofCard(card),
                deal -> Reply.of(wallet.wallets().contact(deal.tx(), card), Numbered::new));
    }

    private static Subject ofCard(CardNo card) {
        return Subject.thing("card", card);
    }

    /** A card has told how it stands. */
    public CompletableFuture<Reply<Contact>> read(Caller caller, Key key, CardReading reading) {
        return counter.act(
                caller,
                key,
                READ,
                ofCard(reading.card()),
                deal -> Reply.of(wallet.wallets().read(deal.tx(), reading, deal.now()), contact -> contact));
    }

    /** A card begins a load from the cash account (S-150, S-172). */
    public CompletableFuture<Reply<LoadOrder>> load(
            Caller caller, Key key, Msisdn number, LoadStart start, Secret pin) {
        return counter.act(caller, key, LOAD, Subject.number(number), deal -> {
            deal.note("card", start.card()).note("amount", start.amount());
            return Reply.of(wallet.loads().start(deal.tx(), deal.request(pin), start), order -> order);
        });
    }

    /** A card begins to book what was paid in for it. */
    public CompletableFuture<Reply<LoadOrder>> write(Caller caller, Key key, LoadStart start, OrderId waiting) {
        return counter.act(
                caller,
                key,
                WRITE,
                ofCard(start.card()),
                deal -> Reply.of(wallet.loads().write(deal.tx(), start, waiting, deal.now()), order -> order));
    }

    /** A card has booked a load. */
    public CompletableFuture<Reply<Nothing>> proved(Caller caller, Key key, LoadProof proof) {
        return counter.act(
                caller,
                key,
                PROVED,
                ofCard(proof.card()),
                deal -> Reply.of(wallet.loads().proved(deal.tx(), proof, deal.now()), Nothing.NOTHING));
    }

    /** Closes a card: by its menu when empty, at a hall with return; it ends with the reading after the card has obeyed. */
    public CompletableFuture<Reply<Contact>> close(Caller caller, Key key, Msisdn number, CardReading reading) {
        return counter.act(
                caller,
                key,
                CLOSE,
                Subject.number(number),
                deal -> Reply.of(wallet.wallets().close(deal.tx(), deal.request(), reading), contact -> contact));
    }

    /** The customer has set the limit of a single purchase (S-157). */
    public CompletableFuture<Reply<Nothing>> limit(Caller caller, Key key, Msisdn number, CardNo card, Fen limit) {
        return counter.act(
                caller,
                key,
                LIMIT,
                Subject.number(number),
                deal -> Reply.of(wallet.wallets().limitSet(deal.tx(), deal.request(), card, limit), Nothing.NOTHING));
    }

    /** A lost wallet is neither blocked nor found again (S-146); the call is on record all the same. */
    public CompletableFuture<Reply<Nothing>> lost(Caller caller, Key key, Msisdn number) {
        return counter.act(
                caller,
                key,
                LOST,
                Subject.number(number),
                deal -> Reply.of(wallet.wallets().lost(deal.tx(), deal.who()), Nothing.NOTHING));
    }

    /** Makes a terminal's PSAM a merchant's, or blocks one that was stolen. */
    public CompletableFuture<Reply<Nothing>> terminal(
            Caller caller, Key key, Terminal psam, String merchant, boolean blocked) {
        return counter.act(caller, key, TERMINAL, Subject.thing("psam", psam), deal -> {
            deal.note("merchant", merchant).note("blocked", blocked);
            if (counter.accounts().merchants().find(deal.tx(), merchant).isEmpty()) {
                return Reply.refused(Refusal.of(Refusal.Reason.UNKNOWN_MERCHANT));
            }
            wallet.batches().terminal(deal.tx(), psam, merchant, blocked);
            return Reply.done(Nothing.NOTHING);
        });
    }

    /** The wallet that somebody has now or had last, with its shadow. */
    public CompletableFuture<Reply<WalletMovementPage>> query(Caller caller, Subject subject, String why) {
        return counter.look(caller, LOOK, subject, why, deal -> page(deal));
    }

    private Reply<WalletMovementPage> page(ActContext deal) {
        var file = wallet.wallets().file(deal.tx(), deal.who());
        var balance = wallet.views().balance(deal.tx(), deal.who());
        if (file.isEmpty() || balance.isEmpty()) {
            return Reply.refused(Refusal.of(Refusal.Reason.NO_WALLET));
        }
        var known = file.get();
        var now = balance.get();
        return Reply.done(new WalletMovementPage(
                known.card(),
                known.status(),
                now.shadow(),
                now.pending(),
                now.asOf(),
                known.calibrated(),
                known.passwordInitial(),
                known.loadOnItsWay(),
                known.singleLimit().orElse(null)));
    }

    /** What happened to a wallet on these days, up to the day before this one (S-160), newest first. */
    public CompletableFuture<Reply<History>> history(
            Caller caller, Subject subject, LocalDate first, LocalDate last, String why) {
        return counter.look(
                caller,
                HISTORY,
                subject,
                why,
                deal -> wallet.wallets()
                        .card(deal.tx(), deal.who())
                        .map(card -> Reply.done(history(deal, card, first, last)))
                        .orElseGet(() -> Reply.refused(Refusal.of(Refusal.Reason.NO_WALLET))));
    }

    private History history(ActContext deal, CardNo card, LocalDate first, LocalDate last) {
        var lines =
                deal.tx().query(sql -> wallet.views().history(sql, card, first, last, deal.now(), LINES_MOST)).stream()
                        .map(line -> new WalletMovement(
                                line.purchase(),
                                line.at().toString(),
                                line.amount(),
                                line.merchant().orElse(null)))
                        .toList();
        return new History(lines, WalletViews.lastDay(deal.now()));
    }

    /**
     * Takes a batch of a POS, on a thread of its own because it may be long.
     *
     * @param door the PSAM that hands it in, if the door knows
     */
    public CompletableFuture<BatchAnswer> batch(Caller caller, BatchSource source, Optional<Terminal> door) {
        return CompletableFuture.supplyAsync(() -> taken(source, door), batches)
                .thenCompose(answer -> counter.look(
                                caller,
                                BATCH,
                                Subject.thing(
                                        "psam", door.map(Terminal::toString).orElse("any")),
                                "",
                                deal -> noted(deal, answer))
                        .thenApply(noted -> answer));
    }

    private BatchAnswer taken(BatchSource source, Optional<Terminal> door) {
        try {
            return wallet.batches().take(source, door);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply<Nothing> noted(ActContext deal, BatchAnswer answer) {
        deal.note(
                "taken",
                answer.fold(
                        taken -> taken.psam() + "/" + taken.number() + " " + taken.outcomes(),
                        refused -> "no, " + refused.faults().get(0)));
        return Reply.done(Nothing.NOTHING);
    }

    /** The result file of a batch, if it was taken whole. */
    public Optional<String> result(Terminal psam, long number) {
        var parts = counter.parts();
        var progress = parts.lane()
                .submit(Job.of(psam, tx -> wallet.batches().progress(tx, psam, number)))
                .join();
        if (progress.filter(PosBatches.BatchProgress::done).isEmpty()) {
            return Optional.empty();
        }
        var text = new StringWriter();
        try {
            wallet.batches().result(psam, number, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(text.toString());
    }

    /** What waits for a cycle: closings and missing records. */
    void round() {
        var parts = counter.parts();
        parts.lane()
                .submit(Job.of(
                        "wallet round",
                        tx -> wallet.rounds().look(tx, parts.clock().instant())))
                .join();
    }
}
