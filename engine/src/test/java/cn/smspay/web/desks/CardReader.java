package cn.smspay.web.desks;

import cn.smspay.accounts.wallet.CardOrder;
import cn.smspay.accounts.wallet.CardReading;
import cn.smspay.accounts.wallet.Contact.Ordered;
import cn.smspay.accounts.wallet.LoadStart;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import java.util.Locale;
import java.util.Map;

/** The reader of a hall: what it shows a clerk, who types it, and what it is told to do. */
final class CardReader {
    private CardReader() {}

    /** The number of the contact that a page names. */
    static Terminal contact(Page page) {
        return Terminal.read(page.text().replaceAll("(?s).*联系号([0-9]{12}).*", "$1"))
                .orElseThrow();
    }

    /** The page on which a load waits, and the number of the contact for it. */
    record Ready(Page page, Terminal terminal) {}

    /** Reads until the card has done all that is ordered. */
    static Ready readUntilReady(PageClient clerk, WalletSim card) {
        clerk.follow(DeskFixture.look(clerk), "/customer/wallet-contact", Map.of());
        var page = DeskFixture.look(clerk);
        var terminal = contact(page);
        while (!page.text().contains("写入待写金额")) {
            var read =
                    clerk.follow(page, "/customer/wallet-read", Map.of("wallet-read-line", line(card.read(terminal))));
            terminal = obeyed(read, card);
            page = DeskFixture.look(clerk);
        }
        return new Ready(page, terminal);
    }

    /** Does what a receipt orders; the number of the next contact. */
    static Terminal obeyed(Page receipt, WalletSim card) {
        var codes = receipt.html().select("main dd.code").eachText();
        codes.stream()
                .filter(text -> text.matches("[A-Z_]+ [0-9]{12} [0-9A-F]{8}"))
                .map(CardReader::order)
                .forEach(card::obey);
        return Terminal.read(codes.get(codes.size() - 1)).orElseThrow();
    }

    static String line(LoadStart it) {
        return String.format(
                Locale.ROOT,
                "%d %d %d %08x %08X",
                it.balance().fen(),
                it.online(),
                it.offline(),
                it.random(),
                it.mac());
    }

    static String line(CardReading it) {
        return String.format(
                Locale.ROOT,
                "%d %d %d %d %08x %08X",
                it.balance().fen(),
                it.online(),
                it.offline(),
                it.flags(),
                it.random(),
                it.mac());
    }

    private static Ordered order(String text) {
        var parts = text.split(" ");
        return new Ordered(
                CardOrder.valueOf(parts[0]),
                Terminal.read(parts[1]).orElseThrow(),
                Integer.parseUnsignedInt(parts[2], 16));
    }
}
