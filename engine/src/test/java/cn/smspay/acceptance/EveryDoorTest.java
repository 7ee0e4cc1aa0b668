package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.accounts.payments.CardStock;
import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.Ticker;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.config.DoorsConfig;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.BankDesk;
import cn.smspay.counter.desks.CashDesk;
import cn.smspay.counter.desks.Desks;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebResponse;
import cn.smspay.outside.partner.PartnerProgram;
import cn.smspay.outside.simulator.SimulatedBillSystem.PaymentEnding;
import cn.smspay.outside.simulator.SimulatedEBanks;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.testing.Service;
import cn.smspay.testing.World;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Acts by chance from all doors at once, against books in memory that know the rules of money and nothing else: short messages,
 * calls, partners' requests over HTTP, site and desks, hall, bank and wallet. The machine dies in the middle. {@code
 * -Dsmspay.doors.seeds=100 -Dsmspay.doors.acts=500} for a long run. What waits for others is looked after by the engine's {@code OrderRounds}.
 */
@Timeout(600)
final class EveryDoorTest {
    private static final int SEEDS = Integer.getInteger("smspay.doors.seeds", 2);
    private static final int ACTS = Integer.getInteger("smspay.doors.acts", 60);
    static final String PIN = "135792";
    static final String NAME = "王小明";
    static final String ID_NUMBER = "11010519491231002X";
    private static final String SHOP = "book";
    private static final ServiceNumber VOICE = new ServiceNumber("12588");
    private static final Till TILL = new Till(Province.HUNAN, "1");
    private static final Caller OPERATOR = Caller.operator("root");
    private static final Caller CHIEF = Caller.of(Channel.HALL, "wang", "10.0.0.9", Role.SUPERVISOR);
    private static final Caller CLERK =
            Caller.of(Channel.HALL, "li", "10.0.0.7", Role.CLERK).at(TILL);
    private static final Caller SITE = Caller.of(Channel.WEB, "c", "192.0.2.1", Role.CUSTOMER);
    private static final int TOLD_TWICE = 91;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Longer than a message counts as its own repetition. */
    private static final Duration NOT_A_REPEAT = Duration.ofSeconds(130);

    @TempDir
    private Path folder;

    private final Map<String, Person> people = new HashMap<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<Withdrawn> withdrawals = new ArrayList<>();
    private final List<Ordered> orders = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    /** What the merchant was told, by the id of the event. */
    private final Map<String, String> told = new ConcurrentHashMap<>();

    private final List<String> contradictions = new ArrayList<>();
    private long merchant;
    private Random random = new Random(0);
    private Service service;
    private HttpServer shop;
    private WalletActs wallet;
    private PartnerProgram program;
    private String keyId = "";
    private Secret secret = new Secret("");
    private volatile boolean deaf;
    private int keys;

    private static final class Person {
        private final String number;
        private final SubscriptionId id;
        private final Map<Pocket, Long> holds = new EnumMap<>(Pocket.class);
        private int streak;
        private int epoch;

        Person(String number, SubscriptionId id) {
            this.number = number;
            this.id = id;
        }

        long in(Pocket pocket) {
            return holds.getOrDefault(pocket, 0L);
        }

        void add(Pocket pocket, long fen) {
            holds.merge(pocket, fen, Long::sum);
        }

        /** By D-02: what pays; empty if neither can alone. */
        Optional<Pocket> pays(long fen) {
            return Stream.of(Pocket.CARD, Pocket.CASH)
                    .filter(pocket -> in(pocket) >= fen)
                    .findFirst();
        }
    }

    private record Receipt(Person person, TransferId id, long fen, boolean[] reversed) {}

    private record Withdrawn(Person person, long fen, int epoch) {}

    private record Ordered(Person person, String no, Pocket pocket, long fen, long[] refunded) {}

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @AfterEach
    void close() {
        if (shop != null) {
            shop.close();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverComesFromWhateverDoorTheBooksAreAsTheRulesSay(long seed) throws Exception {
        random = new Random(seed);
        try {
            open();
            for (int i = 0; i < ACTS; i++) {
                act();
                service.clock.turn(Duration.ofSeconds(random.nextInt(30)));
                deaf = random.nextInt(3) == 0;
                service.engine().tick();
                if (i == ACTS / 2) {
                    die(seed);
                }
                compare();
            }
            tellAll();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + String.join("\n", log), e);
        } finally {
            service.close();
        }
    }

    private void open() throws IOException {
        shop = HttpServer.open(
                HttpSettings.loopback("shop", 0),
                new Routes().post("/hook", request -> {
                    var id = request.header("webhook-id").orElse("");
                    var before = told.put(id, request.text());
                    if (before != null && !before.equals(request.text())) {
                        contradictions.add(id);
                    }
                    return deaf ? WebResponse.text(500, "not now") : WebResponse.empty(204);
                }),
                Ticker.system());
        service = new Service(
                folder.resolve("first"),
                config -> config.with(new DoorsConfig(
                        Optional.empty(),
                        Optional.of(HttpSettings.loopback("partner", 0)),
                        Optional.empty(),
                        "https://pay.example/pay/",
                        true)));
        for (var number : List.of("13800000001", "13800000002", "13800000003")) {
            people.put(number, person(number));
        }
        service.engine().bank(BankCode.ICBC, Optional.empty());
        var desk = desks().partners();
        done(desk.apply(OPERATOR, key(OPERATOR), SHOP, "星河书店"));
        done(desk.state(OPERATOR, key(OPERATOR), SHOP, Profiles.State.LIVE, "test"));
        done(desk.addresses(OPERATOR, key(OPERATOR), SHOP, "http://127.0.0.1:" + shop.port() + "/hook", null));
        var made = done(desk.addKey(OPERATOR, key(OPERATOR), Role.MERCHANT, SHOP, null, false));
        keyId = made.id();
        secret = Objects.requireNonNull(made.secret());
        connect();
        done(desks().tills().open(CLERK, key(CLERK), TILL, Fen.ZERO));
        wallet = new WalletActs(service, "13800000001", CLERK, random);
    }

    private Person person(String number) {
        var id = service.in(tx -> {
            var now = service.clock.instant();
            var who = service.staging().subscriber(tx, new Msisdn(number), Province.HUNAN, Brand.GOTONE);
            service.staging().open(tx, who, new Secret("Login2009"), new Secret(PIN), now);
            service.staging().realName(tx, who, now);
            service.staging().bindCard(tx, who, BankCode.ICBC, "0128");
            service.staging().money(tx, who, Pocket.CASH, new Fen(500_00), now);
            return who;
        });
        service.smsc.handset(number);
        var person = new Person(number, id);
        person.add(Pocket.CASH, 500_00);
        return person;
    }

    private void connect() {
        program = new PartnerProgram(
                "http://127.0.0.1:" + service.engine().partnerPort(), keyId, secret, service.clock, new SecureRandom());
    }

    private Desks desks() {
        return service.engine().desks();
    }

    private Key key(Caller caller) {
        return Key.of(caller, "k" + ++keys, "k" + keys);
    }

    private static <T> T done(CompletableFuture<Reply<T>> reply) {
        return Service.get(reply)
                .fold(
                        done -> done.value(),
                        no -> {
                            throw new AssertionError(no);
                        },
                        pending -> {
                            throw new AssertionError(pending);
                        });
    }

    private void act() throws IOException {
        var person = people.get("1380000000" + (1 + random.nextInt(people.size())));
        switch (random.nextInt(21)) {
            case 0, 1 -> payBill(person);
            case 2, 3 -> withdraw(person);
            case 4 -> cardBySms(person);
            case 5 -> cardByVoice(person);
            case 6, 7 -> buy(person);
            case 8 -> refund();
            case 9 -> payIn(person);
            case 10 -> reverse();
            case 11 -> loadWallet();
            case 12 -> fromBank(person);
            case 13 -> fromBankToWallet();
            case 14 -> log.add(wallet.load(money()));
            case 15 -> log.add(wallet.meet(money()));
            case 16, 17 -> log.add(wallet.tap());
            case 18 -> log.add(wallet.batch());
            case 19 -> log.add(random.nextInt(3) == 0 ? wallet.close(money()) : wallet.resetPassword(money()));
            default -> bankFiles();
        }
    }

    private long amount() {
        return random.nextInt(5) == 0 ? 200_00 + random.nextInt(400_00) : 1_00 + random.nextInt(60_00);
    }

    private static String yuan(long fen) {
        return new Fen(fen).toString();
    }

    private String last(List<String> texts) {
        return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
    }

    private void did(String what, boolean expected, boolean happened, String said) {
        log.add(what + (happened ? "" : ": refused") + " " + said);
        assertEquals(expected, happened, what + " " + said);
    }

    private void payBill(Person person) {
        service.clock.turn(NOT_A_REPEAT);
        long fen = amount();
        boolean fails = random.nextInt(4) == 0;
        service.engine().billSystem().set(new Msisdn(person.number), fails ? PaymentEnding.FAIL : PaymentEnding.OK);
        var asked = last(service.say(person.number, "HF" + yuan(fen)));
        var pocket = person.pays(fen);
        did("SMS bill " + person.number + " " + yuan(fen), pocket.isPresent(), asked.contains("支付密码"), asked);
        if (pocket.isPresent()) {
            var end = last(service.say(person.number, PIN));
            assertTrue(end.contains(fails ? "未成功" : "已为本机缴话费"), end);
            person.add(pocket.get(), fails ? 0 : -fen);
        }
    }

    private void withdraw(Person person) {
        long fen = amount();
        var asked = last(service.say(person.number, "TX" + yuan(fen)));
        boolean right = person.in(Pocket.CASH) >= fen && person.streak < 2;
        did("SMS withdrawal " + person.number + " " + yuan(fen), right, asked.contains("支付密码确认"), asked);
        if (right) {
            var end = last(service.say(person.number, PIN));
            assertTrue(end.contains("已受理"), end);
            person.add(Pocket.CASH, -fen);
            person.add(Pocket.WITHDRAWING, fen);
            person.streak++;
            withdrawals.add(new Withdrawn(person, fen, person.epoch));
        } else {
            service.say(person.number, "0");
        }
    }

    private String card(long fen) {
        var password = String.format(java.util.Locale.ROOT, "18%016d", 5_000_000 + ++keys);
        service.in(tx -> {
            service.engine()
                    .accounts()
                    .cardStock()
                    .add(
                            tx,
                            new CardStock.Card(
                                    String.format(java.util.Locale.ROOT, "0900018%010d", keys),
                                    new Fen(fen),
                                    Province.HUNAN,
                                    cn.smspay.accounts.customers.CardState.ACTIVE,
                                    LocalDate.of(2012, 12, 31)),
                            new Secret(password));
            return true;
        });
        return password;
    }

    private void cardBySms(Person person) {
        var card = card(30_00);
        var said = last(service.say(person.number, "CZK" + card));
        did("SMS card " + person.number, true, said.contains("充值成功"), said);
        person.add(Pocket.CARD, 30_00);
        service.clock.turn(NOT_A_REPEAT);
        var again = last(service.say(person.number, "CZK" + card));
        log.add("again: " + again);
    }

    private void cardByVoice(Person person) {
        var call = "call-" + ++keys;
        var voice = service.engine().voice();
        var card = card(20_00);
        Service.get(voice.begin(call, person.number, VOICE).toCompletableFuture());
        for (var typed : List.of("3", card, "1")) {
            Service.get(
                    voice.input(call, new VoiceInput.Keys(new Secret(typed))).toCompletableFuture());
        }
        Service.get(voice.input(call, new VoiceInput.HungUp()).toCompletableFuture());
        service.settle();
        log.add("voice card " + person.number);
        person.add(Pocket.CARD, 20_00);
    }

    private JsonNode ask(String target, String key, String body, int wanted) throws IOException {
        var answer = program.send("POST", target, key, body);
        assertEquals(wanted, answer.status(), answer.body());
        return JSON.readTree(answer.body());
    }

    private void buy(Person person) throws IOException {
        long fen = 1 + random.nextInt(100_00);
        var number = "O-" + ++keys;
        var body = "{\"merchant_order_no\":\"" + number + "\",\"amount_fen\":" + fen
                + ",\"subject\":\"书\",\"channel\":\"WWW\"}";
        var order = ask("/v1/orders", number, body, 201);
        assertEquals(order, ask("/v1/orders", number, body, 201));
        var token = order.get("pay_url").asText().replaceFirst(".*/pay/", "");
        var payKey = key(SITE);
        var paid = Service.get(desks().merchants().pay(SITE, payKey, person.id, token, new Secret(PIN), null));
        var pocket = person.pays(fen);
        did("HTTP order " + person.number + " " + yuan(fen), pocket.isPresent(), paid instanceof Reply.Done<?>, "");
        if (pocket.isPresent()) {
            person.add(pocket.get(), -fen);
            merchant += fen;
            person.streak = 0;
            person.epoch++;
            orders.add(new Ordered(person, order.get("order_no").asText(), pocket.get(), fen, new long[1]));
        }
    }

    private void refund() throws IOException {
        if (orders.isEmpty()) {
            return;
        }
        var order = orders.get(random.nextInt(orders.size()));
        long fen = 1 + random.nextLong(order.fen());
        boolean right = order.refunded()[0] + fen <= order.fen();
        var key = "R-" + ++keys;
        var body = "{\"merchant_refund_no\":\"" + key + "\",\"amount_fen\":" + fen + "}";
        var answer = program.send("POST", "/v1/orders/" + order.no() + "/refunds", key, body);
        did("HTTP refund " + yuan(fen), right, answer.status() == 201, answer.body());
        if (right) {
            order.refunded()[0] += fen;
            order.person().add(order.pocket(), fen);
            merchant -= fen;
        }
    }

    private void payIn(Person person) {
        long fen = amount();
        var key = key(CLERK);
        CashDesk.CashReceipt receipt = done(desks().cash().topUp(CLERK, key, new Msisdn(person.number), new Fen(fen)));
        log.add("hall " + person.number + " " + yuan(fen));
        person.add(Pocket.CASH, fen);
        receipts.add(new Receipt(person, receipt.receipt(), fen, new boolean[1]));
        done(desks().cash().topUp(CLERK, key, new Msisdn(person.number), new Fen(fen)));
    }

    private void reverse() {
        if (receipts.isEmpty()) {
            return;
        }
        var receipt = receipts.get(random.nextInt(receipts.size()));
        var today = ServiceDay.date(service.clock.instant());
        var proposed = Service.get(desks().cash()
                .reverse(
                        CLERK,
                        key(CLERK),
                        new Msisdn(receipt.person().number),
                        receipt.id(),
                        new Fen(receipt.fen()),
                        "by mistake " + today));
        if (proposed instanceof Reply.Pending<CashDesk.CashReceipt> pending) {
            var released = Service.get(desks().approvals().release(CHIEF, key(CHIEF), pending.requestId()));
            boolean right = released instanceof Reply.Done<?>;
            did("reversal " + yuan(receipt.fen()), right, right, released.outcome());
            assertTrue(!right || !receipt.reversed()[0], "reversed twice");
            assertTrue(
                    right || receipt.person().in(Pocket.CASH) < receipt.fen() || receipt.reversed()[0],
                    released.outcome());
            if (right) {
                receipt.reversed()[0] = true;
                receipt.person().add(Pocket.CASH, -receipt.fen());
            }
        } else {
            log.add("reversal refused: " + proposed.outcome());
        }
    }

    private void loadWallet() {
        var person = people.get("13800000001");
        done(desks().wallets().loadCash(CLERK, key(CLERK), new Msisdn(person.number), new Fen(5_00)));
        log.add("hall wallet 5.00");
        person.add(Pocket.WALLET_PENDING, 5_00);
    }

    /** The bank's notification as it signs it; its second copy and one for another amount change nothing of the order. */
    private void fromBank(Person person) {
        fromBank(person, cn.smspay.accounts.banks.TopUpOrder.Target.CASH, Pocket.CASH);
    }

    private void fromBankToWallet() {
        fromBank(holder(), cn.smspay.accounts.banks.TopUpOrder.Target.WALLET, Pocket.WALLET_PENDING);
    }

    private Person holder() {
        return Objects.requireNonNull(people.get("13800000001"));
    }

    /** What the holder of the wallet has beside it. */
    private Money money() {
        return new Money(holder());
    }

    /** The pockets that a wallet's acts touch. */
    private record Money(Person of) implements WalletActs.Money {
        @Override
        public long cash() {
            return of.in(Pocket.CASH);
        }

        @Override
        public long pending() {
            return of.in(Pocket.WALLET_PENDING);
        }

        @Override
        public void addCash(long fen) {
            of.add(Pocket.CASH, fen);
        }

        @Override
        public void addPending(long fen) {
            of.add(Pocket.WALLET_PENDING, fen);
        }
    }

    private void fromBank(Person person, cn.smspay.accounts.banks.TopUpOrder.Target target, Pocket pocket) {
        // By the last digits the simulated bank makes its mistakes; it may tell twice, and it does tell.
        long whole = amount() / 100 * 100;
        long fen = whole + (random.nextBoolean() ? TOLD_TWICE : 0);
        var topUp = done(desks().banks()
                .topUp(SITE, key(SITE), Subject.customer(person.id), BankCode.ICBC, target, new Fen(fen)));
        var sent = done(desks().banks().redirect(SITE, Subject.customer(person.id), topUp.number()));
        var fields = new HashMap<String, String>();
        sent.fields().forEach(field -> fields.put(field.name(), field.value()));
        var form =
                Stream.of(sent.page().replace("/pay", "/confirm")).findFirst().orElseThrow();
        post(form, fields);
        waitFor(() -> done(desks().banks().topUp(SITE, Subject.customer(person.id), topUp.number()))
                        .paidAt()
                != null);
        log.add("bank " + person.number + " " + yuan(fen) + " " + pocket);
        person.add(pocket, fen);
    }

    private static void post(String page, Map<String, String> fields) {
        try {
            var answer = java.net.http.HttpClient.newHttpClient()
                    .send(
                            java.net.http.HttpRequest.newBuilder(java.net.URI.create(page))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                                            cn.smspay.testing.PageClient.body(fields)))
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void waitFor(java.util.function.BooleanSupplier what) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!what.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not come");
            service.engine().tick();
            Service.moment();
        }
    }

    /** A day on, the batch goes out and its results come back, twice. */
    private void bankFiles() {
        service.clock.turn(Duration.ofDays(1));
        service.settle();
        var made = Service.get(desks().banks().batch(OPERATOR, BankCode.ICBC));
        if (!(made instanceof Reply.Done<BankDesk.BankBatch> batch)) {
            log.add("no batch: " + made.outcome());
            settled(withdrawals.size() - waiting());
            return;
        }
        var day = ServiceDay.date(service.clock.instant());
        var file = new SimulatedEBanks(service.clock, World.BANK_KEY)
                .results(batch.value().octets(), day);
        var taken = done(desks().banks().results(OPERATOR, file));
        done(desks().banks().results(OPERATOR, file));
        log.add("bank file " + taken);
        assertEquals(batch.value().lines(), taken.settled() + taken.known());
        assertEquals(0, waiting());
        settled(withdrawals.size());
    }

    private long waiting() {
        return service.number("select count(*) from withdrawal_order where status = 'SUBMITTED'");
    }

    /** The oldest ones have been paid out: the bank works by its own clock too. */
    private void settled(long paid) {
        var gone = withdrawals.subList(0, Math.toIntExact(paid));
        gone.forEach(each -> each.person().add(Pocket.WITHDRAWING, -each.fen()));
        gone.clear();
    }

    /** Three payments are under way when the machine dies; whoever asked asks again, with the same keys. */
    private void die(long seed) {
        var person = people.get("13800000002");
        var asked = new ArrayList<Key>();
        for (int i = 0; i < 3; i++) {
            asked.add(key(CLERK));
            var unheard = desks().cash().topUp(CLERK, asked.get(i), new Msisdn(person.number), new Fen(7_00 + i));
            log.add("asked at death: " + unheard.isDone());
        }
        log.add(wallet.load(money()));
        log.add(wallet.tap());
        service.kill(folder.resolve("image-" + seed));
        service.engine().bank(BankCode.ICBC, Optional.empty());
        connect();
        wallet.connect();
        log.add(wallet.meet(money()));
        for (int i = 0; i < 3; i++) {
            var receipt = done(desks().cash().topUp(CLERK, asked.get(i), new Msisdn(person.number), new Fen(7_00 + i)));
            person.add(Pocket.CASH, 7_00 + i);
            receipts.add(new Receipt(person, receipt.receipt(), 7_00 + i, new boolean[1]));
        }
        log.add("died and came back");
    }

    private void compare() {
        service.settle();
        settled(withdrawals.size() - waiting());
        service.in(tx -> {
            var accounts = service.engine().accounts();
            for (var person : people.values()) {
                var no = Objects.requireNonNull(
                        accounts.subscribers().get(tx, person.id).account());
                for (var pocket : List.of(Pocket.CASH, Pocket.CARD, Pocket.WITHDRAWING, Pocket.WALLET_PENDING)) {
                    assertEquals(
                            new Fen(person.in(pocket)),
                            accounts.ledger().balance(tx, no, pocket),
                            person.number + " " + pocket);
                }
                assertEquals(
                        person.streak,
                        accounts.subscribers().get(tx, person.id).risk().withdrawalStreak(),
                        person.number + " withdrawals in a row");
            }
            assertEquals(new Fen(merchant), accounts.ledger().balance(tx, BookAccount.merchant(SHOP)));
            assertEquals(
                    new Fen(wallet.merchant()),
                    accounts.ledger().balance(tx, BookAccount.merchant(WalletActs.merchantId())));
            var no = Objects.requireNonNull(
                    accounts.subscribers().get(tx, holder().id).account());
            assertEquals(new Fen(wallet.shadow()), accounts.ledger().balance(tx, no, Pocket.WALLET), "the shadow");
            assertEquals(Fen.ZERO, accounts.ledger().balance(tx, BookAccount.BILL_PENDING));
            assertEquals(Fen.ZERO, accounts.ledger().balance(tx, BookAccount.SUSPENSE));
            return true;
        });
    }

    /** Every event has come to the merchant, under one id, however deaf it was. */
    private void tellAll() {
        deaf = false;
        long events = service.number("select count(*) from partner_event where client = '" + SHOP + "'");
        waitFor(() -> {
            service.clock.turn(Duration.ofMinutes(10));
            return told.size() == events
                    && service.number("select count(*) from partner_event e where client = '" + SHOP + "'") == events;
        });
        assertEquals(List.of(), contradictions);
        assertEquals(
                service.texts("select 'evt_' || id from partner_event where client = '" + SHOP + "' order by id"),
                told.keySet().stream()
                        .sorted(java.util.Comparator.comparingLong(id -> Long.parseLong(id.substring(4))))
                        .toList());
    }
}
