package cn.smspay.accounts.payments;

import static cn.smspay.accounts.customers.AccountTables.CARD;

import cn.smspay.accounts.customers.AccountTables.RechargeCard;
import cn.smspay.accounts.customers.CardKey;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Province;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Tx;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The recharge cards that exist (R 4.4 card.issue and card.activate). */
public final class CardStock {
    /** Values that cards are printed with. */
    public static final Set<Fen> FACES = Set.of(
            new Fen(10_00),
            new Fen(20_00),
            new Fen(30_00),
            new Fen(50_00),
            new Fen(100_00),
            new Fen(200_00),
            new Fen(300_00),
            new Fen(500_00));

    /** S-069: seventeen digits, the sixth and seventh are 18. */
    public static final Pattern SERIAL = Pattern.compile("[0-9]{5}18[0-9]{10}");

    private static final String KEY_OF = "select key_high, key_low from recharge_card where serial = :serial";

    private final Vault vault;
    private final RandomGenerator random;

    public CardStock(Vault vault, RandomGenerator random) {
        this.vault = vault;
        this.random = random;
    }

    /** A printed card. */
    public record Card(String serial, Fen face, Province issuer, CardState state, LocalDate lastDay) {
        public Card {
            if (!SERIAL.matcher(serial).matches()) {
                throw new IllegalArgumentException("a serial number has 17 digits, the 6th and 7th are 18: " + serial);
            }
            if (!FACES.contains(face)) {
                throw new IllegalArgumentException("no card is worth " + face);
            }
        }
    }

    /** A card and the password under its coating, which is told once. */
    public record Issued(Card card, Secret password) {}

    /** What became of a card that an issuer delivered. */
    public enum Delivered {
        NEW,
        SAME,
        OTHER_PARTICULARS,
        SERIAL_TAKEN
    }

    /** Takes a delivered card into stock, unless it contradicts what is there; one that is there keeps its state. */
    public Delivered deliver(Tx tx, Card card, Secret password) {
        var key = CardKey.of(vault, password);
        var known = tx.find(CARD, key);
        if (known.isPresent()) {
            var there = known.get();
            boolean same = there.serial().equals(card.serial())
                    && there.face().equals(card.face())
                    && there.issuer() == card.issuer()
                    && there.lastDay() == ServiceDay.number(card.lastDay());
            return same ? Delivered.SAME : Delivered.OTHER_PARTICULARS;
        }
        if (keyOf(tx, card.serial()).isPresent()) {
            return Delivered.SERIAL_TAKEN;
        }
        add(tx, card, password);
        return Delivered.NEW;
    }

    static Optional<CardKey> keyOf(Tx tx, String serial) {
        return tx.query(sql -> sql.createQuery(KEY_OF)
                .bind("serial", serial)
                .map((row, context) -> new CardKey(row.getLong(1), row.getLong(2)))
                .findOne());
    }

    /** Takes a card into stock; if its password is known already, nothing happens. Returns whether it is new. */
    public boolean add(Tx tx, Card card, Secret password) {
        if (!RechargeCards.PASSWORD.matcher(password.reveal()).matches()) {
            throw new IllegalArgumentException("a card password has 18 digits, the first two are 18");
        }
        var key = CardKey.of(vault, password);
        if (tx.find(CARD, key).isPresent()) {
            return false;
        }
        tx.add(
                CARD,
                new RechargeCard(
                        key,
                        card.serial(),
                        card.face(),
                        card.issuer(),
                        card.state(),
                        ServiceDay.number(card.lastDay()),
                        null));
        return true;
    }

    /** Prints new cards, not active yet, with passwords that follow from nothing. */
    public List<Issued> issue(Tx tx, int count, Fen face, LocalDate lastDay) {
        var issued = new ArrayList<Issued>();
        while (issued.size() < count) {
            var serial = String.format(Locale.ROOT, "%05d18%010d", lastDay.getYear() % 100, tx.next("card_serial"));
            var card = new Card(serial, face, Province.HUNAN, CardState.NEW, lastDay);
            var password = new Secret(String.format(Locale.ROOT, "18%016d", random.nextLong(10_000_000_000_000_000L)));
            if (add(tx, card, password)) {
                issued.add(new Issued(card, password));
            }
        }
        return issued;
    }

    /**
     * Activates, freezes, thaws or voids a card.
     *
     * @return what it is now; empty if there is no such card
     */
    public Optional<CardState> change(Tx tx, String serial, CardState to) {
        return keyOf(tx, serial).map(h -> {
            var card = tx.get(CARD, h);
            if (!mayBecome(card.state(), to)) {
                return card.state();
            }
            tx.put(
                    CARD,
                    new RechargeCard(h, card.serial(), card.face(), card.issuer(), to, card.lastDay(), card.use()));
            return to;
        });
    }

    private static boolean mayBecome(CardState from, CardState to) {
        return switch (from) {
            case NEW, ACTIVE, FROZEN -> to == CardState.ACTIVE || to == CardState.FROZEN || to == CardState.VOID;
            case VOID, USED -> false;
        };
    }
}
