package cn.smspay.counter.desks;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.payments.CardBatches;
import cn.smspay.accounts.payments.CardBatches.CardBatch;
import cn.smspay.accounts.payments.CardBatches.CardCondition;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.TransferId;
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
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Recharge cards (R 4.4): two people order a batch and two make it good; one freezes and voids. */
public final class CardDesk {
    private static final Act<OrderedBatch> ISSUE = Act.of("card.issue", OrderedBatch.class, Role.OPERATOR);
    private static final Act<Delivered> DELIVER = Act.of("card.deliver", Delivered.class, Role.OPERATOR);
    private static final Act<Activated> ACTIVATE = Act.of("card.activate", Activated.class, Role.OPERATOR);
    private static final Act<State> FREEZE = Act.of("card.freeze", State.class, Role.OPERATOR, Role.AGENT);
    private static final Act<State> THAW = Act.of("card.thaw", State.class, Role.OPERATOR);
    private static final Act<State> VOID = Act.of("card.void", State.class, Role.OPERATOR);
    private static final Act<CardSeen> LOOK =
            Act.of("card.query", CardSeen.class, Role.OPERATOR, Role.AGENT, Role.SUPERVISOR, Role.AUDITOR);
    private static final Act<BatchList> LIST =
            Act.of("card.batches", BatchList.class, Role.OPERATOR, Role.SUPERVISOR, Role.AUDITOR);
    private static final int BATCHES_SHOWN = 50;
    private static final Act<ToppedUp> TOP_UP = Act.of("topup.card", ToppedUp.class, Role.CUSTOMER, Role.TERMINAL);

    private final Counter counter;
    private final Approvals approvals;
    private final CardBatches batches;
    private final FourEyes<BatchOrder, OrderedBatch> issue;
    private final FourEyes<Which, Activated> activate;

    CardDesk(Counter counter, Approvals approvals) {
        this.counter = counter;
        this.approvals = approvals;
        this.batches = counter.accounts().cardBatches();
        this.issue = approvals.register(new FourEyes<>(
                ISSUE,
                BatchOrder.class,
                Set.of(Role.OPERATOR, Role.SUPERVISOR),
                (deal, wanted) ->
                        FourEyes.no(batches.check(wanted.cards(), wanted.face(), wanted.lastDay(), deal.now())),
                (deal, wanted) -> Reply.of(
                        batches.order(deal.tx(), wanted.cards(), wanted.face(), wanted.lastDay(), deal.now()),
                        OrderedBatch::of),
                (deal, wanted) -> List.of(FourEyes.ProposedChange.of("cards-made", 0, wanted.cards()))));
        this.activate = approvals.register(new FourEyes<>(
                ACTIVATE,
                Which.class,
                Set.of(Role.OPERATOR, Role.SUPERVISOR),
                (deal, which) -> FourEyes.no(isIssued(deal, which)),
                (deal, which) -> Reply.of(batches.activate(deal.tx(), which.batch(), deal.now()), Activated::new),
                (deal, which) -> batches.find(deal.tx(), which.batch())
                        .map(batch -> List.of(
                                FourEyes.ProposedChange.of("batch-state", batch.state(), CardBatches.BatchState.ACTIVE),
                                FourEyes.ProposedChange.of(
                                        "good-cards",
                                        Fen.ZERO,
                                        new Fen(Math.multiplyExact(batch.face().fen(), (long) batch.cards())))))
                        .orElse(List.of())));
    }

    record BatchOrder(int cards, Fen face, LocalDate lastDay) {}

    record Which(long batch) {}

    /** A batch; its passwords are nobody's to see. */
    public record OrderedBatch(long id, int cards, Fen face, String firstSerial, String lastSerial, String state) {
        static OrderedBatch of(CardBatch batch) {
            return new OrderedBatch(
                    batch.id(),
                    batch.cards(),
                    batch.face(),
                    batch.firstSerial(),
                    batch.lastSerial(),
                    batch.state().name());
        }
    }

    /** @param file the encrypted octets in Base64, told once */
    public record Delivered(OrderedBatch batch, Secret file) {
        public byte[] octets() {
            return Base64.getDecoder().decode(file.reveal());
        }
    }

    public record Activated(int cards) {}

    public record State(CardState state) {}

    /** What may be known of a card. */
    public record CardSeen(
            String serial,
            Fen face,
            CardCondition state,
            LocalDate lastDay,
            @Nullable Instant usedAt,
            @Nullable Long batch) {}

    /** @param receipt number of the top-up in the book */
    public record ToppedUp(Fen amount, Fen balance, TransferId receipt, Instant at) {}

    /** Proposes a batch. */
    public CompletableFuture<Reply<OrderedBatch>> issue(
            Caller caller, Key key, int cards, Fen face, LocalDate lastDay, String why) {
        return approvals.propose(
                caller,
                key,
                issue,
                Subject.thing("card-batch", "new"),
                new BatchOrder(cards, face, lastDay),
                Map.of("cards", cards, "face", face, "last-day", lastDay),
                why);
    }

    /** Prints a batch that was released and gives its file, once; the answer is kept nowhere, not even for the same key. */
    public CompletableFuture<Reply<Delivered>> deliver(Caller caller, long batch, Secret passphrase) {
        return counter.look(
                caller,
                DELIVER,
                Subject.thing("card-batch", batch),
                "",
                deal -> Reply.of(
                        batches.deliver(deal.tx(), batch, passphrase, deal.now()),
                        delivery -> new Delivered(
                                OrderedBatch.of(delivery.batch()),
                                new Secret(Base64.getEncoder().encodeToString(delivery.file())))));
    }

    /** The newest batches. */
    public record BatchList(List<OrderedBatch> batches) {}

    /** The newest batches, newest first. */
    public CompletableFuture<Reply<BatchList>> batches(Caller caller) {
        return counter.look(
                caller,
                LIST,
                Subject.thing("card-batches", "all"),
                "",
                deal -> Reply.done(new BatchList(batches.newest(deal.tx(), BATCHES_SHOWN).stream()
                        .map(OrderedBatch::of)
                        .toList())));
    }

    /** Proposes to make the cards of a batch good. */
    public CompletableFuture<Reply<Activated>> activate(Caller caller, Key key, long batch, String why) {
        return approvals.propose(
                caller,
                key,
                activate,
                Subject.thing("card-batch", batch),
                new Which(batch),
                Map.of("batch", batch),
                why);
    }

    private Optional<Refusal> isIssued(ActContext deal, Which which) {
        var found = batches.find(deal.tx(), which.batch());
        if (found.isEmpty()) {
            return Optional.of(Refusal.of(Refusal.Reason.UNKNOWN_ORDER));
        }
        return found.get().state() == CardBatches.BatchState.ISSUED
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Refusal.Reason.WRONG_STATE, "state", found.get().state()));
    }

    /** Stops a card; whoever finds that it was stolen need not wait for a second person. */
    public CompletableFuture<Reply<State>> freeze(Caller caller, Key key, String serial, String why) {
        return change(caller, key, FREEZE, serial, why, batches::freeze);
    }

    public CompletableFuture<Reply<State>> thaw(Caller caller, Key key, String serial, String why) {
        return change(caller, key, THAW, serial, why, batches::thaw);
    }

    public CompletableFuture<Reply<State>> voided(Caller caller, Key key, String serial, String why) {
        return change(caller, key, VOID, serial, why, batches::voided);
    }

    private CompletableFuture<Reply<State>> change(
            Caller caller,
            Key key,
            Act<State> act,
            String serial,
            String why,
            BiFunction<Tx, String, Answer<CardState>> rule) {
        return counter.act(
                caller,
                key,
                act,
                Subject.thing("card", serial),
                why,
                deal -> why.isBlank()
                        ? Reply.refused("reason-missing")
                        : Reply.of(rule.apply(deal.tx(), serial), State::new));
    }

    /** What is known of a card by its serial. */
    public CompletableFuture<Reply<CardSeen>> look(Caller caller, String serial, String why) {
        return counter.look(
                caller,
                LOOK,
                Subject.thing("card", serial),
                why,
                deal -> batches.look(deal.tx(), serial, deal.now())
                        .map(card -> Reply.done(new CardSeen(
                                card.serial(),
                                card.face(),
                                card.state(),
                                card.lastDay(),
                                card.use() == null ? null : card.use().usedAt(),
                                card.batch())))
                        .orElseGet(() -> Reply.refused(Refusal.of(Refusal.Reason.UNKNOWN_CARD))));
    }

    /** Tops up with a card's password (S-063). */
    public CompletableFuture<Reply<ToppedUp>> topUp(Caller caller, Key key, Subject customer, Secret password) {
        return topUp(caller, key, customer, password, null);
    }

    /**
     * The same from a door that may have asked for the pay password (S-066).
     *
     * @param pin null if it was not asked for
     */
    public CompletableFuture<Reply<ToppedUp>> topUp(
            Caller caller, Key key, Subject customer, Secret password, @Nullable Secret pin) {
        var accounts = counter.accounts();
        return counter.act(caller, key, TOP_UP, customer, deal -> {
            if (pin == null && accounts.settings().pins().forTopUp()) {
                return Reply.refused("pin-wanted");
            }
            var request = Optional.ofNullable(pin).map(deal::request).orElseGet(deal::request);
            var digits = new Secret(password.reveal().replaceAll("[ -]", ""));
            return Reply.of(
                    accounts.rechargeCards().topUp(deal.tx(), request, digits),
                    done -> new ToppedUp(done.amount(), done.cardBalance(), done.transfer(), deal.now()));
        });
    }
}
