package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.banks.TopUpOrder;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.entry.Proof.Papers;
import cn.smspay.accounts.merchants.MerchantOrder.PayChannel;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.accounts.merchants.PartySettlements.Party;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.accounts.merchants.Refunds;
import cn.smspay.accounts.payments.Till;
import cn.smspay.app.Commands;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.BankDesk;
import cn.smspay.counter.desks.CashDesk;
import cn.smspay.counter.desks.CustomerDesk;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.MerchantDesk;
import cn.smspay.outside.simulator.SimulatedBillSystem.PaymentEnding;
import cn.smspay.outside.simulator.SimulatedEBanks;
import cn.smspay.testing.HandTimers;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.Service;
import cn.smspay.testing.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * What staff, merchants, banks, the carrier and timers do to one engine, each kind by chance; {@link BothStoresTest} has two engines
 * do the same. An act tells what came of it, but for what is drawn by lot.
 */
final class CounterActs {
    private static final String SHOP = "book";
    private static final Till TILL = new Till(Province.HUNAN, "1");
    private static final Caller OPERATOR = Caller.operator("root");
    private static final Caller CHIEF = Caller.of(Channel.HALL, "wang", "10.0.0.9", Role.SUPERVISOR);
    private static final Caller CLERK =
            Caller.of(Channel.HALL, "li", "10.0.0.7", Role.CLERK).at(TILL);
    private static final Caller AGENT = Caller.of(Channel.AGENT, "lucy", "10.0.2.1", Role.AGENT);
    private static final Caller SITE = Caller.of(Channel.WEB, "c", "192.0.2.1", Role.CUSTOMER);
    private static final Caller BOSS = Caller.of(Channel.BOSS, "boss", "10.0.1.1", Role.BOSS);
    private static final Caller PROGRAM = Caller.of(Channel.MERCHANT, SHOP, "192.0.2.7", Role.MERCHANT);
    private static final CustomerDesk.PapersShown PAPERS = new CustomerDesk.PapersShown(true, true);
    /** Whose money only the wallet moves; 200 yuan at first. */
    static final String HOLDER = "13807310005";

    private final Service service;
    private final Path data;
    private final HandTimers timers;
    private final List<String> numbers;
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final List<CashReceived> receipts = new ArrayList<>();
    private final List<Long> proposed = new ArrayList<>();
    private final WalletActs wallet;
    private final Purse purse = new Purse();
    private int keys;

    private record CashReceived(String number, TransferId id, Fen amount) {}

    /** Money that only the wallet's acts move. */
    private static final class Purse implements WalletActs.Money {
        private long cash;
        private long pending;

        @Override
        public long cash() {
            return cash;
        }

        @Override
        public long pending() {
            return pending;
        }

        @Override
        public void addCash(long fen) {
            cash += fen;
        }

        @Override
        public void addPending(long fen) {
            pending += fen;
        }
    }

    /** One kind of act. */
    private interface Kind {
        String act(Random random) throws IOException;
    }

    /**
     * @param data folder of the engine
     * @param numbers of customers, known or not
     */
    CounterActs(Service service, Path data, HandTimers timers, List<String> numbers, Random walletDraws) {
        this.service = service;
        this.data = data;
        this.timers = timers;
        this.numbers = numbers;
        var partners = desks().partners();
        said(partners.apply(OPERATOR, key(OPERATOR), SHOP, "星河书店"));
        said(partners.state(OPERATOR, key(OPERATOR), SHOP, Profiles.State.LIVE, "test"));
        said(desks().tills().open(CLERK, key(CLERK), TILL, Fen.ZERO));
        purse.addCash(200_00);
        wallet = new WalletActs(service, HOLDER, CLERK, walletDraws);
    }

    /** Does one, and waits for what follows from it. */
    String act(Random random) throws IOException {
        List<Kind> kinds = List.of(
                this::order,
                this::order,
                this::payOrder,
                this::payOrder,
                this::refund,
                this::closeOrder,
                this::settle,
                this::settleParty,
                this::wallet,
                this::wallet,
                this::fromBank,
                this::bankFiles,
                this::billSystem,
                this::hall,
                this::cash,
                this::reverse,
                this::carrier,
                this::reset,
                this::freeze,
                this::cards,
                this::decide,
                this::imports,
                this::waive,
                this::rerate,
                this::exportFiles,
                this::closeBook,
                any -> round(),
                any -> round());
        int kind = random.nextInt(kinds.size());
        var said = kind + ": " + kinds.get(kind).act(random);
        service.settle();
        return said;
    }

    /** Whatever waits for a time comes round. */
    String round() {
        service.engine().tick();
        timers.round();
        said(desks().merchants().lookAfter().thenApply(Reply::done));
        service.settle();
        return "round";
    }

    /** After a start: the doors have other ports. */
    void connect() {
        wallet.connect();
    }

    private Desks desks() {
        return service.engine().desks();
    }

    private Key key(Caller caller) {
        return Key.of(caller, "act-" + ++keys, "act-" + keys);
    }

    /** What was answered, without what each database has drawn for itself. */
    private static String said(CompletableFuture<? extends Reply<?>> reply) {
        return Service.get(reply)
                .fold(
                        done -> String.valueOf(done.value()).replaceAll("token=[^,\\]]*", "token=*"),
                        no -> no.reason() + new TreeMap<>(no.facts()),
                        pending -> "pending " + pending.requestId());
    }

    private static String drawn(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private Msisdn anybody(Random random) {
        return new Msisdn(drawn(random, numbers));
    }

    private Optional<SubscriptionId> who(Msisdn number) {
        return service.in(
                tx -> service.engine().accounts().subscribers().find(tx, number).map(found -> found.id()));
    }

    private static Fen amount(Random random) {
        return new Fen(random.nextInt(4) == 0 ? 1 + random.nextInt(900_00) : 1_00 + random.nextInt(40_00));
    }

    private String order(Random random) {
        var number = "O-" + random.nextInt(20);
        boolean bySms = random.nextInt(4) == 0;
        var wish = new Orders.OrderRequest(
                number,
                random.nextInt(3) == 0 ? new Fen(10_00) : amount(random),
                "书 \"" + random.nextInt(3) + "\"",
                bySms ? PayChannel.SMS : PayChannel.WWW,
                null,
                bySms ? anybody(random) : null,
                Duration.ofMinutes(5 + random.nextInt(60)),
                false);
        var reply = Service.get(desks().merchants().create(PROGRAM, key(PROGRAM), SHOP, wish));
        if (reply instanceof Reply.Done<MerchantDesk.OrderView> made) {
            tokens.put(made.value().no(), made.value().token());
        }
        return said(CompletableFuture.completedFuture(reply));
    }

    private String payOrder(Random random) {
        var who = who(anybody(random));
        if (tokens.isEmpty() || who.isEmpty()) {
            return "nothing to pay";
        }
        var token = drawn(random, List.copyOf(tokens.values()));
        var pin = new Secret(random.nextInt(8) == 0 ? "000000" : World.PIN);
        return said(desks().merchants().checkout(token))
                + said(desks().merchants().pay(SITE, key(SITE), who.get(), token, pin, null));
    }

    private String refund(Random random) {
        if (tokens.isEmpty()) {
            return "nothing to refund";
        }
        var order = drawn(random, List.copyOf(tokens.keySet()));
        var wish = new Refunds.RefundRequest(
                "R-" + random.nextInt(20), order, amount(random), "returned", random.nextInt(5) == 0);
        return said(desks().merchants().refund(PROGRAM, key(PROGRAM), SHOP, wish))
                + said(desks().merchants().refunds(SHOP, order));
    }

    private String closeOrder(Random random) {
        if (tokens.isEmpty()) {
            return "nothing to close";
        }
        var order = drawn(random, List.copyOf(tokens.keySet()));
        return said(desks().merchants().close(PROGRAM, key(PROGRAM), SHOP, order))
                + said(desks().merchants().orders(SHOP, random.nextBoolean() ? "" : order, 5));
    }

    private LocalDate today() {
        return ServiceDay.date(service.clock.instant());
    }

    /** Remembers what somebody else has to decide. */
    private String proposal(CompletableFuture<? extends Reply<?>> reply) {
        if (Service.get(reply) instanceof Reply.Pending<?> pending) {
            proposed.add(pending.requestId());
        }
        return said(reply);
    }

    private String settle(Random random) {
        var day = today().minusDays(random.nextInt(3));
        return proposal(desks().settlements().merchant(OPERATOR, key(OPERATOR), SHOP, day, BankCode.ICBC, "day " + day))
                + said(desks().merchants().settlements(SHOP, today(), 5))
                + said(desks().merchants().trades(SHOP, day))
                + said(desks().merchants().funds(SHOP, day));
    }

    private String settleParty(Random random) {
        var day = today().minusDays(random.nextInt(3));
        var party = Party.values()[random.nextInt(Party.values().length)];
        return proposal(desks().settlements()
                .party(OPERATOR, key(OPERATOR), party, Province.HUNAN, day, BankCode.ICBC, "day " + day));
    }

    private String decide(Random random) {
        if (proposed.isEmpty()) {
            return "nothing to decide";
        }
        long id = proposed.get(random.nextInt(proposed.size()));
        return random.nextInt(5) == 0
                ? said(desks().approvals().refuse(CHIEF, key(CHIEF), id, "no"))
                : said(desks().approvals().release(CHIEF, key(CHIEF), id));
    }

    private String wallet(Random random) throws IOException {
        return switch (random.nextInt(7)) {
            case 0, 1 -> wallet.load(purse);
            case 2, 3 -> wallet.tap();
            case 4 -> wallet.batch();
            case 5 -> {
                var said = said(desks().wallets().loadCash(CLERK, key(CLERK), new Msisdn(HOLDER), new Fen(5_00)));
                purse.addPending(5_00);
                yield said;
            }
            default -> random.nextInt(3) == 0 ? wallet.close(purse) : wallet.meet(purse);
        };
    }

    /** Over the bank's page and its notification. */
    private String fromBank(Random random) throws IOException {
        var who = who(anybody(random));
        if (who.isEmpty()) {
            return "nobody";
        }
        var customer = Subject.customer(who.get());
        var wanted = new Fen((1 + random.nextInt(50)) * 100L);
        var begun = Service.get(
                desks().banks().topUp(SITE, key(SITE), customer, BankCode.ICBC, TopUpOrder.Target.CASH, wanted));
        if (!(begun instanceof Reply.Done<BankDesk.TopUp> topUp)) {
            return said(CompletableFuture.completedFuture(begun));
        }
        var number = topUp.value().number();
        if (random.nextInt(3) == 0) {
            return "left before the bank: " + number;
        }
        pay(Service.get(desks().banks().redirect(SITE, customer, number)));
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (service.number("select count(paid_at) from bank_top_up where number = '" + number + "'") == 0) {
            assertTrue(System.nanoTime() < end, "the bank does not say that it was paid");
            Service.moment();
        }
        return said(desks().banks().topUp(SITE, customer, number));
    }

    private static void pay(Reply<BankDesk.PaymentForm> form) throws IOException {
        var sent = form.fold(
                done -> done.value(),
                no -> {
                    throw new AssertionError(no);
                },
                pending -> {
                    throw new AssertionError(pending);
                });
        var fields = new HashMap<String, String>();
        sent.fields().forEach(field -> fields.put(field.name(), field.value()));
        var request = HttpRequest.newBuilder(URI.create(sent.page().replace("/pay", "/confirm")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(PageClient.body(fields)))
                .build();
        try {
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Sometimes after a day: a batch for the bank, its results, twice, and its statement. */
    private String bankFiles(Random random) {
        if (random.nextInt(3) > 0) {
            service.clock.turn(Duration.ofDays(1));
            service.settle();
        }
        var made = Service.get(desks().banks().batch(OPERATOR, BankCode.ICBC));
        var bank = new SimulatedEBanks(service.clock, World.BANK_KEY);
        if (!(made instanceof Reply.Done<BankDesk.BankBatch> batch)) {
            return said(CompletableFuture.completedFuture(made))
                    + said(desks().banks().statement(OPERATOR, bank.statement(BankCode.ICBC, today())));
        }
        var results = bank.results(batch.value().octets(), today());
        return said(CompletableFuture.completedFuture(made))
                + said(desks().banks().results(OPERATOR, results))
                + said(desks().banks().results(OPERATOR, results))
                + said(desks().banks().statement(OPERATOR, bank.statement(BankCode.ICBC, today())));
    }

    /** How bills of a number end from now on: at once, not at all, or long after it was given up. */
    private String billSystem(Random random) {
        var whose = anybody(random);
        var ending = PaymentEnding.values()[random.nextInt(PaymentEnding.values().length)];
        service.engine().billSystem().set(whose, ending);
        return whose + " " + ending;
    }

    private String hall(Random random) {
        var number = anybody(random);
        return switch (random.nextInt(4)) {
            case 0, 1 -> said(desks().customers().openAtHall(CLERK, key(CLERK), number, PAPERS));
            case 2 -> said(desks().customers().closeAtHall(CLERK, key(CLERK), number, PAPERS));
            default ->
                said(desks().subscribers()
                        .profile(
                                CLERK,
                                key(CLERK),
                                number,
                                new Secret("王小明"),
                                IdType.ID_CARD,
                                new Secret(World.ID_NUMBER)));
        };
    }

    private String cash(Random random) {
        var number = anybody(random);
        var fen = amount(random);
        var key = key(CLERK);
        var reply = Service.get(desks().cash().topUp(CLERK, key, number, fen));
        if (reply instanceof Reply.Done<CashDesk.CashReceipt> paid) {
            receipts.add(new CashReceived(number.digits(), paid.value().receipt(), fen));
        }
        return said(CompletableFuture.completedFuture(reply))
                + said(desks().cash().topUp(CLERK, key, number, fen));
    }

    private String reverse(Random random) {
        if (receipts.isEmpty()) {
            return "nothing to reverse";
        }
        var receipt = receipts.get(random.nextInt(receipts.size()));
        return proposal(desks().cash()
                .reverse(
                        CLERK, key(CLERK), new Msisdn(receipt.number()), receipt.id(), receipt.amount(), "by mistake"));
    }

    private String carrier(Random random) {
        var number = anybody(random);
        var subscribers = desks().subscribers();
        return switch (random.nextInt(6)) {
            case 0 -> said(subscribers.cancel(BOSS, key(BOSS), number));
            case 1 -> said(subscribers.reissue(BOSS, key(BOSS), number, null, Brand.MZONE));
            case 2 -> said(subscribers.transfer(BOSS, key(BOSS), number));
            case 3 -> said(subscribers.simChange(BOSS, key(BOSS), number, "89860000000000000011"));
            case 4 ->
                said(subscribers.status(
                        BOSS, key(BOSS), number, new PhoneCondition(PhoneStatus.TWO_WAY, StopReason.DEBT)));
            default ->
                said(subscribers.status(
                        BOSS, key(BOSS), number, new PhoneCondition(PhoneStatus.NORMAL, StopReason.NONE)));
        };
    }

    private String reset(Random random) {
        var number = anybody(random);
        var right = new Papers(new Secret("王小明"), new Secret(World.ID_NUMBER));
        var wrong = new Papers(new Secret("别人"), new Secret(World.ID_NUMBER));
        var kind = random.nextBoolean() ? PasswordKind.PAY : PasswordKind.LOGIN;
        return said(
                desks().logins().resetByAgent(AGENT, key(AGENT), number, kind, random.nextInt(3) == 0 ? wrong : right));
    }

    private String freeze(Random random) {
        var number = Subject.number(anybody(random));
        return random.nextBoolean()
                ? said(desks().customers().freeze(AGENT, key(AGENT), number, "lost"))
                : proposal(desks().customers().unfreeze(AGENT, key(AGENT), number, "found"));
    }

    private String cards(Random random) {
        var serial = "0911118%010d".formatted(random.nextInt(BothStoresTest.CARDS + 1));
        return switch (random.nextInt(5)) {
            case 0 ->
                proposal(desks().cards()
                        .issue(OPERATOR, key(OPERATOR), 2, new Fen(50_00), LocalDate.of(2030, 1, 1), "stock"));
            case 1 -> said(desks().cards().freeze(OPERATOR, key(OPERATOR), serial, "stolen"));
            case 2 -> said(desks().cards().thaw(OPERATOR, key(OPERATOR), serial, "found"));
            case 3 -> said(desks().cards().voided(OPERATOR, key(OPERATOR), serial, "torn"));
            default -> said(desks().cards().look(AGENT, serial, "asked"));
        };
    }

    private String imports(Random random) throws IOException {
        return switch (random.nextInt(4)) {
            case 0 ->
                imported(
                        "subscribers",
                        "msisdn,province,brand\n138073110%02d,广东,神州行\n%s,湖南,全球通\n"
                                .formatted(random.nextInt(20), drawn(random, numbers)));
            case 1 ->
                imported(
                        "recharge_cards",
                        "password,serial,face,issuer,expiry\n18%016d,0911118%010d,50,湖南,2030-01-01\n"
                                .formatted(9_000 + random.nextInt(20), 9_000 + random.nextInt(20)));
            case 2 -> imported("opening_cash", "msisdn,amount\n" + drawn(random, numbers) + ",12.34\n");
            default -> {
                var waiting = service.texts("select number from withdrawal_order where number is not null order by id");
                yield imported(
                        "withdrawal_results",
                        "order,result,reason\n"
                                + (waiting.isEmpty() ? "09110200000001" : drawn(random, waiting))
                                + (random.nextBoolean() ? ",PAID,\n" : ",RETURNED,销户\n"));
            }
        };
    }

    /** A command that the engine does, or that looks beside it; folders have names of their own. */
    String command(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", data.toString()));
        var ran = Commands.run(all.toArray(String[]::new));
        return (ran.code() + " " + ran.out() + ran.err()).replace(data.toString(), "DATA");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(data.resolve(name), text).toString();
    }

    private String imported(String kind, String text) throws IOException {
        return command("import", kind, file(kind + ".csv", text), "--passwords", "NONE");
    }

    private String waive(Random random) {
        long records = service.number("select coalesce(max(number), 1) from charge");
        var number = Long.toString(1 + random.nextLong(records));
        return command("billing", "waive", "--number", number, "--reason", "SYSTEM_FAULT", "--by", "li")
                + command("billing", "release", "--id", Integer.toString(1 + random.nextInt(3)), "--by", "han");
    }

    private String rerate(Random random) throws IOException {
        var settings = file("rerate.yaml", """
                services: ["10658888"]
                billing:
                  tariffs:
                    - {id: uplink, li: %d, from: 2009-11-01}
                """.formatted(90 + 10 * random.nextInt(4)));
        var day = today().minusDays(random.nextInt(2)).toString();
        return command("rerate", "--conf", settings, "--from", day, "--to", day, "--apply");
    }

    private String exportFiles(Random random) {
        var out = data.resolve("billing").toString();
        return switch (random.nextInt(3)) {
            case 0 -> command("billing", "export", "--out", out);
            case 1 -> command("billing", "close", "--out", out);
            default -> command("billing", "purge");
        };
    }

    private String closeBook(Random random) {
        var day = today().minusDays(random.nextInt(2)).toString();
        return command("ledger", "close", "--day", day, "--json");
    }
}
