package cn.smspay.accounts.payments;

import static cn.smspay.accounts.customers.AccountTables.CARD;

import cn.smspay.accounts.customers.AccountTables.RechargeCard;
import cn.smspay.accounts.customers.AccountTables.Use;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.CardKey;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.payments.CardStock.Issued;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.Sha256;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Recharge cards as they are printed (R 4.4): issued in a batch, delivered once in an encrypted file, activated together by a
 * second person, frozen and voided one by one. Their passwords are in that file and nowhere else.
 */
public final class CardBatches {
    /** A printer's order; a batch is one transaction, which others wait for. */
    public static final int CARDS_MOST = 20_000;

    private static final int PASSPHRASE_LEAST = 12;
    private static final Table<Long, CardBatch> BATCH = Table.of("card_batch", long.class, CardBatch.class);
    private static final Table<CardKey, Frozen> FROZEN = Table.of("frozen_card", CardKey.class, Frozen.class);
    private static final String OF_SERIAL = """
            select id from card_batch where first_serial <= :serial and last_serial >= :serial
            order by first_serial desc limit 1
            """;
    private static final String ACTIVATE = """
            update recharge_card set state = 'ACTIVE'
            where serial between :first and :last and state = 'NEW'
            """;

    private final CardStock stock;
    private final RandomGenerator random;

    /** @param random for the salt of files */
    public CardBatches(CardStock stock, RandomGenerator random) {
        this.stock = stock;
        this.random = random;
    }

    /** Where a batch stands; its cards may each have gone on. */
    public enum BatchState {
        /** Two people want it; its cards are not printed yet. */
        ORDERED,
        ISSUED,
        ACTIVE
    }

    /** Cards that were printed together, by their serials. */
    public record CardBatch(
            long id,
            int cards,
            Fen face,
            Province issuer,
            int lastDay,
            String firstSerial,
            String lastSerial,
            BatchState state,
            Instant issuedAt,
            @Nullable Instant activatedAt) {}

    record Frozen(CardKey key, CardState before) {}

    /**
     * A new batch and the file with its passwords, which is kept nowhere: {@code openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000
     * -md sha256} opens it with the passphrase, and its last line is the SHA-256 of those before it.
     */
    public record CardDelivery(CardBatch batch, byte[] file) {}

    /** What may be known of a card without its password (R 4.4 query by serial). */
    public record CardView(
            String serial,
            Fen face,
            Province issuer,
            CardCondition state,
            LocalDate lastDay,
            @Nullable Use use,
            @Nullable Long batch) {}

    /** The state of a card on a day. */
    public enum CardCondition {
        NEW,
        ACTIVE,
        FROZEN,
        VOID,
        USED,
        EXPIRED
    }

    /** Orders cards of Hunan; they exist from their delivery on. */
    public Answer<CardBatch> order(Tx tx, int count, Fen face, LocalDate lastDay, Instant now) {
        return Answer.unless(check(count, face, lastDay, now), () -> {
            var batch = new CardBatch(
                    tx.next("card_batch"),
                    count,
                    face,
                    Province.HUNAN,
                    ServiceDay.number(lastDay),
                    "",
                    "",
                    BatchState.ORDERED,
                    now,
                    null);
            tx.add(BATCH, batch);
            return Answer.done(batch);
        });
    }

    /** Whether such cards can be ordered. */
    public Optional<Refusal> check(int count, Fen face, LocalDate lastDay, Instant now) {
        return Answer.first(
                () -> refuse(count < 1 || count > CARDS_MOST, Reason.TOO_MANY),
                () -> refuse(!CardStock.FACES.contains(face), Reason.BAD_AMOUNT),
                () -> refuse(!lastDay.isAfter(ServiceDay.date(now)), Reason.EXPIRED));
    }

    /**
     * Prints the cards of a batch, not active yet, and gives the file with their passwords, once: whoever loses it voids the batch
     * and orders another.
     *
     * @param passphrase of the file, told to the printer by another way
     */
    public Answer<CardDelivery> deliver(Tx tx, long id, Secret passphrase, Instant now) {
        var found = find(tx, id);
        var refusal = Answer.first(
                () -> refuse(found.isEmpty(), Reason.UNKNOWN_ORDER),
                () -> found.orElseThrow().state() == BatchState.ORDERED
                        ? Optional.empty()
                        : Optional.of(Refusal.of(
                                Reason.WRONG_STATE, "state", found.get().state())),
                () -> refuse(passphrase.reveal().length() < PASSPHRASE_LEAST, Reason.BAD_PASSWORD));
        return Answer.unless(refusal, () -> {
            // Slow work before anything is written.
            var envelope = tx.slow(new CardFile.Sealing(passphrase, id, random));
            var ordered = found.orElseThrow();
            var cards = stock.issue(tx, ordered.cards(), ordered.face(), ServiceDay.date(ordered.lastDay()));
            var batch = new CardBatch(
                    id,
                    ordered.cards(),
                    ordered.face(),
                    ordered.issuer(),
                    ordered.lastDay(),
                    cards.get(0).card().serial(),
                    cards.get(cards.size() - 1).card().serial(),
                    BatchState.ISSUED,
                    now,
                    null);
            tx.put(BATCH, batch);
            return Answer.done(new CardDelivery(batch, envelope.seal(text(batch, cards))));
        });
    }

    private static byte[] text(CardBatch batch, List<Issued> cards) {
        var body = "H|SMSPAY-CARDS|1|" + batch.id() + "|" + batch.cards() + "|"
                + batch.face().fen() + "|"
                + batch.lastDay() + "\n"
                + cards.stream()
                        .map(card -> "D|" + card.card().serial() + "|"
                                + card.password().reveal() + "\n")
                        .collect(Collectors.joining());
        return (body + "T|" + Sha256.hex(body) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<Refusal> refuse(boolean when, Reason reason) {
        return when ? Optional.of(Refusal.of(reason)) : Optional.empty();
    }

    /** The newest batches, newest first. */
    public List<CardBatch> newest(Tx tx, int most) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", BATCH.columns())
                        + " from card_batch order by id desc limit :most")
                .bind("most", most)
                .map((row, c) -> BATCH.read(row))
                .list());
    }

    public Optional<CardBatch> find(Tx tx, long id) {
        return tx.find(BATCH, id);
    }

    /**
     * Makes the cards of a batch good, once; those that were frozen or voided meanwhile stay so. A second person's release is
     * the counter's business (R 4.12).
     *
     * @return how many cards are active now
     */
    public Answer<Integer> activate(Tx tx, long id, Instant now) {
        var found = find(tx, id);
        if (found.isEmpty()) {
            return Answer.refused(Refusal.of(Reason.UNKNOWN_ORDER));
        }
        var batch = found.get();
        if (batch.state() != BatchState.ISSUED) {
            return Answer.refused(Refusal.of(Reason.WRONG_STATE, "state", batch.state()));
        }
        tx.put(
                BATCH,
                new CardBatch(
                        batch.id(),
                        batch.cards(),
                        batch.face(),
                        batch.issuer(),
                        batch.lastDay(),
                        batch.firstSerial(),
                        batch.lastSerial(),
                        BatchState.ACTIVE,
                        batch.issuedAt(),
                        now));
        return Answer.done(tx.change(
                CARD,
                sql -> sql.createUpdate(ACTIVATE)
                        .bind("first", batch.firstSerial())
                        .bind("last", batch.lastSerial())
                        .execute()));
    }

    /** Stops a card, whatever it was good for. */
    public Answer<CardState> freeze(Tx tx, String serial) {
        return changed(tx, serial, card -> {
            if (card.state() == CardState.FROZEN) {
                return Answer.done(card.state());
            }
            if (card.state() != CardState.NEW && card.state() != CardState.ACTIVE) {
                return wrongState(card);
            }
            tx.put(FROZEN, new Frozen(card.key(), card.state()));
            return Answer.done(put(tx, card, CardState.FROZEN));
        });
    }

    /** Lets a frozen card go on as what it was: one that was never activated comes back no better, unless its batch was. */
    public Answer<CardState> thaw(Tx tx, String serial) {
        return changed(tx, serial, card -> {
            if (card.state() != CardState.FROZEN) {
                return wrongState(card);
            }
            var before = tx.find(FROZEN, card.key()).map(Frozen::before).orElse(CardState.ACTIVE);
            boolean activated = batchOf(tx, serial)
                    .filter(it -> it.state() == BatchState.ACTIVE)
                    .isPresent();
            tx.delete(FROZEN, card.key());
            return Answer.done(put(tx, card, activated ? CardState.ACTIVE : before));
        });
    }

    /** Makes a card worthless for good. */
    public Answer<CardState> voided(Tx tx, String serial) {
        return changed(tx, serial, card -> switch (card.state()) {
            case NEW, ACTIVE, FROZEN -> {
                tx.delete(FROZEN, card.key());
                yield Answer.done(put(tx, card, CardState.VOID));
            }
            case VOID -> Answer.done(card.state());
            case USED -> wrongState(card);
        });
    }

    private static Answer<CardState> wrongState(RechargeCard card) {
        return Answer.refused(Refusal.of(Reason.WRONG_STATE, "state", card.state()));
    }

    private interface CardStateChange {
        Answer<CardState> of(RechargeCard card);
    }

    private static Answer<CardState> changed(Tx tx, String serial, CardStateChange change) {
        return card(tx, serial).map(change::of).orElseGet(() -> Answer.refused(Refusal.of(Reason.UNKNOWN_CARD)));
    }

    private static CardState put(Tx tx, RechargeCard card, CardState to) {
        tx.put(
                CARD,
                new RechargeCard(
                        card.key(), card.serial(), card.face(), card.issuer(), to, card.lastDay(), card.use()));
        return to;
    }

    private static Optional<RechargeCard> card(Tx tx, String serial) {
        if (!CardStock.SERIAL.matcher(serial).matches()) {
            return Optional.empty();
        }
        return CardStock.keyOf(tx, serial).flatMap(key -> tx.find(CARD, key));
    }

    private static Optional<CardBatch> batchOf(Tx tx, String serial) {
        return tx.query(sql -> sql.createQuery(OF_SERIAL)
                        .bind("serial", serial)
                        .mapTo(Long.class)
                        .findOne())
                .flatMap(id -> tx.find(BATCH, id));
    }

    /** What is known of a card; nobody learns its password. */
    public Optional<CardView> look(Tx tx, String serial, Instant now) {
        return card(tx, serial)
                .map(card -> new CardView(
                        card.serial(),
                        card.face(),
                        card.issuer(),
                        shown(card, now),
                        ServiceDay.date(card.lastDay()),
                        card.use(),
                        batchOf(tx, serial).map(CardBatch::id).orElse(null)));
    }

    private static CardCondition shown(RechargeCard card, Instant now) {
        boolean over = card.lastDay() < ServiceDay.number(now);
        return switch (card.state()) {
            case NEW -> over ? CardCondition.EXPIRED : CardCondition.NEW;
            case ACTIVE -> over ? CardCondition.EXPIRED : CardCondition.ACTIVE;
            case FROZEN -> CardCondition.FROZEN;
            case VOID -> CardCondition.VOID;
            case USED -> CardCondition.USED;
        };
    }
}
