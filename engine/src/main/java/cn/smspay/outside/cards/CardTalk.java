package cn.smspay.outside.cards;

import cn.smspay.accounts.wallet.Contact;
import cn.smspay.accounts.wallet.LoadOrder;
import cn.smspay.accounts.wallet.LoadStart;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.outside.cards.WalletLine.LineReply;
import java.util.Optional;
import java.util.function.Function;

/** What a SIM's menu and a hall's reader do alike: they carry messages between a card and the service. One thread. */
public final class CardTalk {
    /** In words for a screen. */
    public static final String DONE = "done";

    private static final String NOTHING = "no-answer";

    private final WalletLine line;

    public CardTalk(WalletLine line) {
        this.line = line;
    }

    /** Reads a card, carries out what is ordered, and writes what waits for it. */
    public String meet(WalletSim card) {
        return read(card, contact -> writeWaiting(card, contact));
    }

    private String read(WalletSim card, Function<Contact, String> then) {
        return line.contact(card.number()).fold(number -> read(card, number, then), no -> no, NOTHING);
    }

    private String read(WalletSim card, Terminal number, Function<Contact, String> then) {
        return line.read(card.read(number)).fold(contact -> obeyed(card, contact, then), no -> no, NOTHING);
    }

    /** What was ordered is shown by another reading: until then the service orders it again. */
    private String obeyed(WalletSim card, Contact contact, Function<Contact, String> then) {
        boolean some = contact.orders().stream().map(card::obey).reduce(false, Boolean::logicalOr);
        return some ? read(card, contact.next(), then) : then.apply(contact);
    }

    private String writeWaiting(WalletSim card, Contact contact) {
        Optional<Terminal> next = Optional.of(contact.next());
        for (var waiting : contact.waiting()) {
            var number = next.or(() -> line.contact(card.number())
                    .fold(Optional::of, no -> Optional.<Terminal>empty(), Optional.<Terminal>empty()));
            if (number.isEmpty()) {
                return NOTHING;
            }
            next = Optional.empty();
            var written = write(card, number.get(), waiting.load(), waiting.amount());
            if (!written.equals(DONE)) {
                return written;
            }
        }
        return DONE;
    }

    private String write(WalletSim card, Terminal number, OrderId load, Fen amount) {
        return booked(card, line.write(card.beginLoad(number, amount), load));
    }

    /** Loads from the cash account (S-150). */
    public String load(WalletSim card, Fen amount, Secret pin) {
        return line.contact(card.number())
                .fold(
                        number -> {
                            LoadStart start = card.beginLoad(number, amount);
                            return booked(card, line.start(start, pin));
                        },
                        no -> no,
                        NOTHING);
    }

    private String booked(WalletSim card, LineReply<LoadOrder> heard) {
        return heard.fold(
                order -> card.book(order)
                        .map(proof -> line.proved(proof).fold(done -> DONE, no -> no, DONE))
                        .orElse("card-refused"),
                no -> no,
                NOTHING);
    }

    /** Closes a card and shows that it is closed. */
    public String close(WalletSim card) {
        return line.contact(card.number())
                .fold(
                        number -> line.close(card.read(number))
                                .fold(contact -> obeyed(card, contact, shown -> ended(card)), no -> no, NOTHING),
                        no -> no,
                        NOTHING);
    }

    private static String ended(WalletSim card) {
        return card.isClosed() ? DONE : "card-refused";
    }

    /** Has the distance measured by message (S-138), and tells the card. */
    public String calibrate(WalletSim card) {
        return line.calibrate(card.number()).fold(done -> meet(card), no -> no, NOTHING);
    }

    /** Tells the service of a limit that the card has now. */
    public String limit(WalletSim card, Fen limit) {
        card.setLimit(limit);
        return line.limit(card.number(), limit).fold(done -> DONE, no -> no, DONE);
    }
}
