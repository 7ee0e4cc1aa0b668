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
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.CustomerDesk.PapersShown;
import cn.smspay.counter.desks.Desks;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.Pos;
import cn.smspay.outside.cards.SimMenu;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.web.handset.DemoPhones.ActOutcome;
import cn.smspay.web.handset.DemoPhones.HallAct;
import cn.smspay.web.handset.DemoPhones.Purse;
import cn.smspay.web.handset.DemoPhones.Screen;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** The SIMs in the demo's handsets, with and without a wallet; a shop with a POS, and a hall. Thread-safe. */
final class WalletKit {
    static final String HELP = """
            The SIM and its wallet:
              /hall open|read|calibrate|close|load 20|sim   what a hall does with the SIM
              /stk               the SIM's menus; then /stk 1 chooses, /stk 50 enters, /stk 0 goes back
              /tap 12.50         pay at the shop             /batch    the shop hands its purchases in
              /tear              the answer of the next step is lost     /swap   another handset""";

    private static final Terminal PSAM = new Terminal(100_000_000_001L);
    private static final String SHOP = "demo-shop";
    private static final Till TILL = new Till(Province.HUNAN, "demo");
    private static final Fen FLOAT = new Fen(1_000_00);
    private static final String NO_CARD = "no-card";

    private final Desks desks;
    private final Clock clock;
    private final RandomGenerator chance;
    private final Pos pos = new Pos(PSAM, LocalConfig.MASTERS);
    private final Map<String, WalletSim> cards = new HashMap<>();
    private final Map<String, SimMenu> menus = new HashMap<>();
    private final Map<String, List<String>> screens = new HashMap<>();
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

    private synchronized boolean torn() {
        boolean now = tear;
        tear = false;
        return now;
    }

    // --- lines of the terminal

    /** Does what a line says, if it is about the SIM. */
    synchronized Optional<List<String>> line(String number, String command, String argument) {
        return switch (command) {
            case "/hall" -> Optional.of(List.of(hallLine(number, argument)));
            case "/stk" -> Optional.of(press(number, argument));
            case "/tap" -> Optional.of(List.of(tapLine(number, argument)));
            case "/batch" -> Optional.of(List.of(batchLine()));
            case "/tear" -> {
                tear();
                yield Optional.of(List.of("The answer of the next step will be lost."));
            }
            case "/swap" ->
                Optional.of(List.of(
                        swap(number).isDone()
                                ? "Another handset: no POS takes the wallet until it is calibrated (/hall calibrate, or the menu)."
                                : "There is no wallet in this handset."));
            default -> Optional.empty();
        };
    }

    private String hallLine(String number, String argument) {
        var words = argument.split("\\s+");
        if (words[0].equals("load")) {
            return Fen.readYuan(words.length > 1 ? words[1] : "")
                    .map(amount -> "hall: " + said(load(number, amount)))
                    .orElse("an amount is wanted, like /hall load 20");
        }
        for (var act : HallAct.values()) {
            if (act.name().equalsIgnoreCase(words[0])) {
                return "hall: " + said(hall(number, act)) + held(number, act);
            }
        }
        return "/hall wants open, calibrate, read, close, load and an amount, or sim";
    }

    private String held(String number, HallAct act) {
        var purse = purse(number);
        return switch (act) {
            case OPEN -> purse.present() ? ", the wallet's card is " + purse.card() : "";
            case READ -> purse.present() ? ", the card holds " + purse.balance() : "";
            case SIM -> ", the old SIM's wallet is lost";
            case CALIBRATE, CLOSE -> "";
        };
    }

    private static String said(ActOutcome outcome) {
        return outcome.word().equals(NO_CARD)
                ? "there is no wallet in this handset; /hall open gives it one"
                : outcome.word();
    }

    private String tapLine(String number, String yuan) {
        var amount = Fen.readYuan(yuan);
        if (amount.isEmpty()) {
            return "/tap wants an amount, like /tap 12.50";
        }
        var outcome = tap(number, amount.get());
        return outcome.word().equals(NO_CARD)
                ? "There is no wallet in this handset."
                : "POS: " + outcome.word().replace('-', ' ') + ", the card holds "
                        + purse(number).balance();
    }

    private String batchLine() {
        var outcome = batch();
        return switch (outcome.word()) {
            case "nothing-bought" -> "POS: nothing was bought since the last batch.";
            case "done" ->
                "POS: batch " + outcome.facts().get("batch") + " taken, "
                        + outcome.facts().get("outcomes");
            default -> "POS: refused, " + outcome.facts().get("faults");
        };
    }

    // --- the hall

    private static <T> ActOutcome outcome(CompletableFuture<Reply<T>> stage) {
        return stage.join()
                .fold(
                        done -> ActOutcome.of(CardTalk.DONE),
                        no -> new ActOutcome(no.reason(), no.facts()),
                        pending -> ActOutcome.of("pending"));
    }

    private DeskLine line(String number, Channel channel) {
        return new DeskLine(desks, new Msisdn(number), channel, this::torn);
    }

    private CardTalk reader(String number) {
        return new CardTalk(line(number, Channel.HALL));
    }

    private ActOutcome withCard(String number, Function<WalletSim, ActOutcome> act) {
        var card = cards.get(number);
        return card == null ? ActOutcome.of(NO_CARD) : act.apply(card);
    }

    synchronized ActOutcome hall(String number, HallAct act) {
        return switch (act) {
            case OPEN -> open(number);
            case CALIBRATE -> withCard(number, card -> calibrated(number, card));
            case READ -> withCard(number, card -> ActOutcome.of(reader(number).meet(card)));
            case CLOSE -> withCard(number, card -> ActOutcome.of(reader(number).close(card)));
            case SIM -> sim(number);
        };
    }

    private ActOutcome open(String number) {
        var card = new CardNo(String.format(Locale.ROOT, "8600%012d", chance.nextLong(1_000_000_000_000L)));
        var said =
                outcome(desks.wallets().open(clerk, key(clerk), new Msisdn(number), card, new PapersShown(true, true)));
        if (said.isDone()) {
            var sim = new WalletSim(card, LocalConfig.MASTERS, chance);
            cards.put(number, sim);
            var line = line(number, Channel.STK);
            menus.put(number, SimMenu.of(line, sim, new CardTalk(line)));
            screens.remove(number);
        }
        return said;
    }

    private ActOutcome calibrated(String number, WalletSim card) {
        var said = outcome(desks.wallets().calibrate(clerk, key(clerk), new Msisdn(number), card.number()));
        return said.isDone() ? ActOutcome.of(reader(number).meet(card)) : said;
    }

    private ActOutcome sim(String number) {
        cards.remove(number);
        menus.remove(number);
        screens.remove(number);
        var iccid = String.format(Locale.ROOT, "8986%015d", chance.nextLong(1_000_000_000_000_000L));
        return outcome(desks.subscribers().simChange(operator, key(operator), new Msisdn(number), iccid));
    }

    synchronized ActOutcome load(String number, Fen amount) {
        outcome(desks.tills().open(clerk, key(clerk), TILL, FLOAT));
        return outcome(desks.wallets().loadCash(clerk, key(clerk), new Msisdn(number), amount));
    }

    // --- the SIM's menus

    private SimMenu menu(String number) {
        return menus.computeIfAbsent(number, any -> SimMenu.plain(line(any, Channel.STK)));
    }

    /** Opens the menu if nothing is pressed. */
    synchronized List<String> press(String number, String press) {
        var menu = menu(number);
        var lines = press.isEmpty() ? menu.open() : menu.press(press);
        screens.put(number, List.copyOf(lines));
        return lines;
    }

    synchronized Screen screen(String number) {
        var menu = menu(number);
        return new Screen(menu.isOpen(), screens.getOrDefault(number, List.of()), menu.choices(), menu.asksForSecret());
    }

    synchronized Purse purse(String number) {
        var card = cards.get(number);
        return card == null
                ? Purse.NONE
                : new Purse(
                        !card.isClosed(), card.number().digits(), card.balance(), card.isCalibrated(), card.limit());
    }

    // --- the shop

    synchronized ActOutcome tap(String number, Fen amount) {
        return withCard(
                number,
                card -> ActOutcome.of(pos.tap(card, amount, CardTime.of(clock.instant()), torn())
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')));
    }

    synchronized ActOutcome swap(String number) {
        return withCard(number, card -> {
            card.swapHandset();
            return ActOutcome.of(CardTalk.DONE);
        });
    }

    synchronized void tear() {
        tear = true;
    }

    synchronized int taken() {
        return pos.taken().size();
    }

    synchronized ActOutcome batch() {
        var batch = pos.close();
        if (batch.isEmpty()) {
            return ActOutcome.of("nothing-bought");
        }
        knowShop();
        var text = batch.get().text().getBytes(StandardCharsets.UTF_8);
        return desks.wallets()
                .batch(operator, () -> new ByteArrayInputStream(text), Optional.of(PSAM))
                .join()
                .fold(
                        taken -> new ActOutcome(
                                CardTalk.DONE,
                                Map.of("batch", taken.number(), "outcomes", taken.outcomes(), "lines", lines(text))),
                        refused -> new ActOutcome("batch-refused", Map.of("faults", refused.faults())));
    }

    private static long lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).lines().count() - 1;
    }

    private void knowShop() {
        if (!shopIsKnown) {
            var parts = desks.counter().parts();
            parts.store().write(tx -> {
                parts.accounts().merchants().put(tx, new Merchant(SHOP, "演示商店", true));
                return true;
            });
            shopIsKnown = outcome(desks.wallets().terminal(operator, key(operator), PSAM, SHOP, false))
                    .isDone();
        }
    }
}
