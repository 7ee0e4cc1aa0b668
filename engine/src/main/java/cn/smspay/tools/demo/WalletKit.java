package cn.smspay.tools.demo;

import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.Merchants.Merchant;
import cn.smspay.accounts.payments.Till;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardTime;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.counter.Caller;
import cn.smspay.counter.desks.CustomerDesk.Shown;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.Pos;
import cn.smspay.outside.cards.SimMenu;
import cn.smspay.outside.cards.WalletSim;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The wallets in the demo's handsets, a shop with a POS, and a hall. One thread. */
final class WalletKit {
    static final String HELP = """
            The phone wallet:
              /hall open|read|calibrate|close|load 20|sim   what a hall does with the SIM
              /stk               the SIM's wallet menu; then /stk 1 chooses, /stk 50 enters, /stk 0 goes back
              /tap 12.50         pay at the shop             /batch    the shop hands its purchases in
              /tear              the answer of the next step is lost     /swap   another handset""";

    private static final Terminal PSAM = new Terminal(100_000_000_001L);
    private static final String SHOP = "demo-shop";
    private static final Till TILL = new Till(Province.HUNAN, "demo");
    private static final Fen FLOAT = new Fen(1_000_00);

    private final Desks desks;
    private final Clock clock;
    private final RandomGenerator chance;
    private final Pos pos = new Pos(PSAM, LocalConfig.MASTERS);
    private final Map<String, WalletSim> cards = new HashMap<>();
    private final Map<String, SimMenu> menus = new HashMap<>();
    private final Caller clerk =
            Caller.of(Channel.HALL, "demo", "local", Role.CLERK).at(TILL);
    private final Caller operator = Caller.operator("demo");
    private final String session;
    private boolean tear;
    private boolean shopIsKnown;
    private int keys;

    WalletKit(Desks desks, Clock clock, RandomGenerator chance) {
        this.desks = desks;
        this.clock = clock;
        this.chance = chance;
        this.session = Long.toHexString(chance.nextLong());
    }

    private Key key(Caller caller) {
        return Key.of(caller, session + "-kit-" + ++keys, "");
    }

    private boolean torn() {
        boolean now = tear;
        tear = false;
        return now;
    }

    /** Does what a line says, if it is about wallets. */
    Optional<List<String>> line(String number, String command, String argument) {
        return switch (command) {
            case "/hall" -> Optional.of(List.of(hall(number, argument)));
            case "/stk" -> Optional.of(stk(number, argument));
            case "/tap" -> Optional.of(List.of(tap(number, argument)));
            case "/batch" -> Optional.of(List.of(batch()));
            case "/tear" -> {
                tear = true;
                yield Optional.of(List.of("The answer of the next step will be lost."));
            }
            case "/swap" -> Optional.of(List.of(swap(number)));
            default -> Optional.empty();
        };
    }

    private static <T> String word(CompletableFuture<Reply<T>> stage) {
        return stage.join().fold(done -> CardTalk.DONE, no -> no.reason(), pending -> "pending");
    }

    private CardTalk reader(String number) {
        return new CardTalk(new DeskLine(desks.wallets(), new Msisdn(number), Channel.HALL, this::torn));
    }

    private @Nullable WalletSim card(String number) {
        return cards.get(number);
    }

    private String hall(String number, String argument) {
        var words = argument.split("\\s+");
        if (words[0].equals("open")) {
            return open(new Msisdn(number));
        }
        var card = card(number);
        if (card == null) {
            return "There is no wallet in this handset; /hall open gives it one.";
        }
        return switch (words[0]) {
            case "calibrate" -> "hall: " + calibrated(number, card);
            case "read" -> "hall: " + reader(number).meet(card) + ", the card holds " + card.balance();
            case "close" -> "hall: " + reader(number).close(card);
            case "sim" -> sim(number);
            case "load" -> "hall: " + loadCash(number, words.length > 1 ? words[1] : "");
            default -> "/hall wants open, calibrate, read, close, load and an amount, or sim";
        };
    }

    private String open(Msisdn number) {
        var card = new CardNo(String.format(Locale.ROOT, "8600%012d", chance.nextLong(1_000_000_000_000L)));
        var said = word(desks.wallets().open(clerk, key(clerk), number, card, new Shown(true, true)));
        if (said.equals(CardTalk.DONE)) {
            var sim = new WalletSim(card, LocalConfig.MASTERS, chance);
            cards.put(number.digits(), sim);
            var line = new DeskLine(desks.wallets(), number, Channel.STK, this::torn);
            menus.put(number.digits(), new SimMenu(sim, new CardTalk(line)));
            return "hall: done, the wallet's card is " + card;
        }
        return "hall: " + said;
    }

    private String calibrated(String number, WalletSim card) {
        var said = word(desks.wallets().calibrate(clerk, key(clerk), new Msisdn(number), card.number()));
        return said.equals(CardTalk.DONE) ? reader(number).meet(card) : said;
    }

    private String sim(String number) {
        cards.remove(number);
        menus.remove(number);
        var iccid = String.format(Locale.ROOT, "8986%015d", chance.nextLong(1_000_000_000_000_000L));
        return "hall: " + word(desks.subscribers().simChange(operator, key(operator), new Msisdn(number), iccid))
                + ", the old SIM's wallet is lost";
    }

    private String loadCash(String number, String yuan) {
        var amount = Fen.readYuan(yuan);
        if (amount.isEmpty()) {
            return "an amount is wanted, like /hall load 20";
        }
        word(desks.tills().open(clerk, key(clerk), TILL, FLOAT));
        return word(desks.wallets().loadCash(clerk, key(clerk), new Msisdn(number), amount.get()));
    }

    private List<String> stk(String number, String press) {
        var menu = menus.get(number);
        if (menu == null) {
            return List.of("There is no wallet in this handset; /hall open gives it one.");
        }
        return press.isEmpty() ? menu.open() : menu.press(press);
    }

    private String tap(String number, String yuan) {
        var card = card(number);
        var amount = Fen.readYuan(yuan);
        if (card == null || amount.isEmpty()) {
            return card == null ? "There is no wallet in this handset." : "/tap wants an amount, like /tap 12.50";
        }
        var outcome = pos.tap(card, amount.get(), CardTime.of(clock.instant()), torn());
        return "POS: " + outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", the card holds "
                + card.balance();
    }

    private String swap(String number) {
        var card = card(number);
        if (card == null) {
            return "There is no wallet in this handset.";
        }
        card.swapHandset();
        return "Another handset: no POS takes the wallet until it is calibrated (/hall calibrate, or the menu).";
    }

    private String batch() {
        var batch = pos.close();
        if (batch.isEmpty()) {
            return "POS: nothing was bought since the last batch.";
        }
        knowShop();
        var text = batch.get().text().getBytes(StandardCharsets.UTF_8);
        return desks.wallets()
                .batch(operator, () -> new ByteArrayInputStream(text), Optional.of(PSAM))
                .join()
                .fold(
                        taken -> "POS: batch " + taken.number() + " taken, " + taken.outcomes(),
                        refused -> "POS: refused, " + refused.faults());
    }

    private void knowShop() {
        if (!shopIsKnown) {
            var parts = desks.counter().parts();
            parts.store().write(tx -> {
                parts.accounts().merchants().put(tx, new Merchant(SHOP, "演示商店", true));
                return true;
            });
            shopIsKnown = word(desks.wallets().terminal(operator, key(operator), PSAM, SHOP, false))
                    .equals(CardTalk.DONE);
        }
    }
}
