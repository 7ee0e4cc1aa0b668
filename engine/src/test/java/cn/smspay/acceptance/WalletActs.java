package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.entry.Proof;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardTime;
import cn.smspay.accounts.wallet.LoadProof;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.CustomerDesk.PapersShown;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.Pos;
import cn.smspay.outside.cards.WalletLine;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.outside.partner.PartnerProgram;
import cn.smspay.testing.Service;
import cn.smspay.web.api.HttpLine;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * One wallet with everything that carries it: the SIM's menu and a hall's reader over the partners' door, a terminal that hands its
 * batches in there, an agent, and at its end the cash. What the card and the platform hold of it is kept in memory beside.
 */
final class WalletActs {
    private static final Caller OPERATOR = Caller.operator("root");
    private static final Caller AGENT = Caller.of(Channel.AGENT, "lucy", "10.0.2.1", Role.AGENT);
    private static final Terminal PSAM = new Terminal(100_000_000_001L);
    private static final String MERCHANT = "kiosk";
    private static final String GATEWAY = "stk-hunan";
    private static final String HALL = "hall-changsha";
    /** What is on a card whose password was reset (S-171). */
    private static final String FIRST_PASSWORD = "1234";

    private final Service service;
    private final String number;
    private final Caller clerk;
    private final Random random;
    private final Map<String, Program> programs = new HashMap<>();
    private final Pos pos = new Pos(PSAM, LocalConfig.MASTERS);
    private WalletSim card;
    private CardTalk menu;
    private CardTalk reader;
    private boolean losesProof;
    private int cards;
    private int keys;
    /** What the platform knows to be on the card. */
    private long shadow;
    /** Paid at the terminal and in no batch yet. */
    private long untold;

    private long merchant;

    private record Program(String key, Secret secret) {}

    /** What the holder has beside the wallet. */
    interface Money {
        long cash();

        long pending();

        void addCash(long fen);

        void addPending(long fen);
    }

    WalletActs(Service service, String number, Caller clerk, Random random) {
        this.service = service;
        this.number = number;
        this.clerk = clerk;
        this.random = random;
        for (var client : new String[] {GATEWAY, HALL, PSAM.toString()}) {
            var made = done(service.engine()
                    .desks()
                    .partners()
                    .addKey(OPERATOR, key(OPERATOR), Role.TERMINAL, client, null, false)
                    .join());
            programs.put(client, new Program(made.id(), Objects.requireNonNull(made.secret())));
        }
        var merchants = service.engine().desks().partners();
        done(merchants.apply(OPERATOR, key(OPERATOR), MERCHANT, "报亭").join());
        done(service.engine()
                .desks()
                .wallets()
                .terminal(OPERATOR, key(OPERATOR), PSAM, MERCHANT, false)
                .join());
        card = fresh();
        connect();
        begin();
    }

    private WalletSim fresh() {
        return new WalletSim(
                new CardNo("86000000000000" + String.format(java.util.Locale.ROOT, "%02d", ++cards)),
                LocalConfig.MASTERS,
                new Random(cards));
    }

    /** A new wallet, good for paying. */
    private void begin() {
        var wallets = service.engine().desks().wallets();
        done(wallets.open(clerk, key(clerk), new Msisdn(number), card.number(), new PapersShown(true, true))
                .join());
        assertEquals(CardTalk.DONE, reader.calibrate(card));
    }

    /** After a start: the doors have other ports. */
    void connect() {
        menu = talk(GATEWAY);
        reader = talk(HALL);
    }

    private PartnerProgram program(String client) {
        var program = Objects.requireNonNull(programs.get(client));
        return new PartnerProgram(door(), program.key(), program.secret(), service.clock, new SecureRandom());
    }

    private String door() {
        return "http://127.0.0.1:" + service.engine().partnerPort();
    }

    private CardTalk talk(String client) {
        var line = new HttpLine(program(client)::post, number, client + "-" + ++keys);
        return new CardTalk((WalletLine) Proxy.newProxyInstance(
                WalletLine.class.getClassLoader(), new Class<?>[] {WalletLine.class}, (proxy, method, arguments) -> {
                    if (losesProof && arguments[0] instanceof LoadProof) {
                        return new WalletLine.LineReply.NoReply<Boolean>();
                    }
                    try {
                        return method.invoke(line, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Key key(Caller caller) {
        var word = "wallet-" + ++keys;
        return Key.of(caller, word, word);
    }

    private static <T> T done(Reply<T> reply) {
        return reply.fold(
                done -> done.value(),
                no -> {
                    throw new AssertionError(no);
                },
                pending -> {
                    throw new AssertionError(pending);
                });
    }

    long shadow() {
        return shadow;
    }

    /** What the terminals' merchant is owed. */
    long merchant() {
        return merchant;
    }

    static String merchantId() {
        return MERCHANT;
    }

    /**
     * Loads over the SIM's menu; now and then the proof is lost on its way.
     *
     * @param money what the customer has
     */
    String load(Money money) {
        meet(money);
        long fen = 1_00 + random.nextInt(30_00);
        boolean right = money.cash() >= fen;
        losesProof = random.nextInt(3) == 0;
        var said = menu.load(card, new Fen(fen), new Secret(EveryDoorTest.PIN));
        assertEquals(right, said.equals(CardTalk.DONE), "STK load of " + fen + ": " + said);
        if (right) {
            money.addCash(-fen);
            if (losesProof) {
                money.addPending(fen);
            } else {
                shadow += fen;
            }
        }
        boolean lost = losesProof;
        losesProof = false;
        return "STK load " + fen + (lost ? ", its proof lost " : " ") + said;
    }

    /** The card is seen: what waited for it is written, and a lost proof is made up for. */
    String meet(Money money) {
        var talk = random.nextBoolean() ? menu : reader;
        assertEquals(CardTalk.DONE, talk.meet(card));
        shadow += money.pending();
        money.addPending(-money.pending());
        assertEquals(shadow - untold, card.balance().fen(), "what is on the card");
        return "the card was seen";
    }

    String tap() {
        long fen = 1 + random.nextInt(20_00);
        boolean tears = random.nextInt(4) == 0;
        service.clock.turn(Duration.ofSeconds(5));
        var outcome = pos.tap(card, new Fen(fen), now(), tears);
        if (outcome == Pos.TapOutcome.TORN) {
            outcome = pos.tap(card, new Fen(fen), now(), false);
        }
        boolean paid = outcome == Pos.TapOutcome.PAID || outcome == Pos.TapOutcome.PAID_BEFORE;
        untold += paid ? fen : 0;
        return "POS " + fen + " " + outcome;
    }

    private CardTime now() {
        return CardTime.of(service.clock.instant());
    }

    /** Hands in what was paid, twice: the second copy changes nothing. */
    String batch() throws IOException {
        var closed = pos.close();
        if (closed.isEmpty()) {
            return "no batch";
        }
        assertEquals(201, hand(closed.get().text()));
        assertEquals(200, hand(closed.get().text()));
        shadow -= untold;
        merchant += untold;
        untold = 0;
        return "batch " + closed.get().number();
    }

    private int hand(String text) throws IOException {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        var target = "/v1/pos/" + PSAM + "/batches";
        var request = HttpRequest.newBuilder(URI.create(door() + target))
                .POST(HttpRequest.BodyPublishers.ofByteArray(octets));
        program(PSAM.toString())
                .headers("POST", target, "batch-" + ++keys, octets)
                .forEach((name, value) -> request.header(name, name.equals("Content-Type") ? "text/csv" : value));
        try {
            return HttpClient.newHttpClient()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The hall reads the card out, gives everything back as cash, and the customer gets another card. */
    String close(Money money) throws IOException {
        meet(money);
        batch();
        assertEquals(CardTalk.DONE, reader.close(card));
        money.addCash(shadow);
        shadow = 0;
        card = fresh();
        begin();
        return "closed with return";
    }

    /** The customer has forgotten the password of the menu; an agent resets it, and the card obeys when it is seen next. */
    String resetPassword(Money money) {
        card.switchPassword(true);
        assertTrue(card.changePassword("246810"));
        var papers = new Proof.Papers(new Secret(EveryDoorTest.NAME), new Secret(EveryDoorTest.ID_NUMBER));
        var logins = service.engine().desks().logins();
        var wrong = new Proof.Papers(new Secret("别人"), new Secret(EveryDoorTest.ID_NUMBER));
        assertEquals(
                "refused:proof-wrong",
                Service.get(logins.resetOperation(AGENT, key(AGENT), new Msisdn(number), wrong, true))
                        .outcome());
        done(Service.get(logins.resetOperation(AGENT, key(AGENT), new Msisdn(number), papers, true)));
        meet(money);
        assertTrue(card.isPassword(FIRST_PASSWORD));
        return "operation password reset";
    }
}
