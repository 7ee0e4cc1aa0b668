package cn.smspay.outside.cards;

import cn.smspay.accounts.wallet.CardKeys;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardTime;
import cn.smspay.accounts.wallet.PurseData;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Fen;
import cn.smspay.outside.cards.WalletSim.Demand;
import cn.smspay.outside.cards.WalletSim.Paid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A POS with its PSAM: takes purchases off-line, keeps them, and hands them in as a batch. One thread. */
public final class Pos {
    private final Terminal psam;
    private final CardKeys keys;
    private final List<Paid> taken = new ArrayList<>();
    /** Attempts whose answer was torn off, by card. */
    private final Map<CardNo, Attempt> torn = new HashMap<>();

    private long number;
    private long batch;

    public Pos(Terminal psam, CardKeys keys) {
        this.psam = psam;
        this.keys = keys;
    }

    private record Attempt(int counter, Demand demand) {}

    /** How a tap ended, as the cashier sees it. */
    public enum TapOutcome {
        PAID,
        /** The card left the field before the end: hold it again. */
        TORN,
        /** The one before, whose answer was torn off, was paid after all; nothing was taken now. */
        PAID_BEFORE,
        CLOSED,
        NOT_CALIBRATED,
        ABOVE_LIMIT,
        TOO_LITTLE,
        REFUSED
    }

    public Terminal psam() {
        return psam;
    }

    /**
     * A card is held to the reader (S-156).
     *
     * @param tear whether it is taken away before the card's answer has come
     */
    public TapOutcome tap(WalletSim card, Fen amount, CardTime at, boolean tear) {
        if (ended(card)) {
            return TapOutcome.PAID_BEFORE;
        }
        var offer = card.offer();
        var refused = refusal(offer, amount);
        if (refused.isPresent()) {
            return refused.get();
        }
        number++;
        int mac = keys.purchaseMac(
                card.number(),
                offer.random(),
                offer.offline(),
                (int) number,
                PurseData.purchaseOrder(amount, psam, at));
        var demand = new Demand(amount, psam, number, at, mac);
        var paid = card.pay(demand);
        if (paid.isEmpty()) {
            return TapOutcome.REFUSED;
        }
        if (tear) {
            torn.put(card.number(), new Attempt(offer.offline(), demand));
            return TapOutcome.TORN;
        }
        taken.add(paid.get());
        return TapOutcome.PAID;
    }

    /** Whether an attempt that was torn off before is known to be paid now; one that is not is forgotten. */
    private boolean ended(WalletSim card) {
        var attempt = torn.remove(card.number());
        if (attempt == null) {
            return false;
        }
        var last = card.lastPaid()
                .filter(paid ->
                        paid.counter() == attempt.counter() && paid.demand().equals(attempt.demand()));
        last.ifPresent(taken::add);
        return last.isPresent();
    }

    private static Optional<TapOutcome> refusal(WalletSim.Offer offer, Fen amount) {
        if (offer.closed()) {
            return Optional.of(TapOutcome.CLOSED);
        } else if (!offer.calibrated()) {
            return Optional.of(TapOutcome.NOT_CALIBRATED);
        } else if (!offer.limit().covers(amount)) {
            return Optional.of(TapOutcome.ABOVE_LIMIT);
        }
        return offer.balance().covers(amount) ? Optional.empty() : Optional.of(TapOutcome.TOO_LITTLE);
    }

    /** Purchases that no batch has yet. */
    public List<Paid> taken() {
        return List.copyOf(taken);
    }

    /** Closes the batch: the file as it is handed in. */
    public Optional<PosBatch> close() {
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        batch++;
        var closed = new PosBatch(psam, batch, List.copyOf(taken));
        taken.clear();
        return Optional.of(closed);
    }

    /** A closed batch. What a test wants otherwise it makes of {@link #lines}. */
    public record PosBatch(Terminal psam, long number, List<Paid> lines) {
        public String text() {
            return text(psam, number, lines);
        }

        /** A file with these lines and a header that fits them. */
        public static String text(Terminal psam, long number, List<Paid> lines) {
            long sum = lines.stream()
                    .mapToLong(paid -> paid.demand().amount().fen())
                    .sum();
            var since = lines.stream()
                    .map(paid -> paid.demand().at())
                    .min(CardTime::compareTo)
                    .orElseThrow();
            var until = lines.stream()
                    .map(paid -> paid.demand().at())
                    .max(CardTime::compareTo)
                    .orElseThrow();
            var text = new StringBuilder(
                    "POS1," + psam + "," + number + "," + lines.size() + "," + sum + "," + since + "," + until + "\n");
            lines.forEach(paid -> text.append(line(paid)).append('\n'));
            return text.toString();
        }

        public static String line(Paid paid) {
            return paid.card() + "," + paid.counter() + "," + paid.demand().number() + ","
                    + paid.demand().amount().fen() + "," + paid.before().fen() + ","
                    + paid.demand().at() + "," + String.format(Locale.ROOT, "%08X", paid.tac());
        }
    }
}
