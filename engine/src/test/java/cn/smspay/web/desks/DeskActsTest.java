package cn.smspay.web.desks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.merchants.Deliveries;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardOrder;
import cn.smspay.accounts.wallet.CardReading;
import cn.smspay.accounts.wallet.CardTime;
import cn.smspay.accounts.wallet.Contact.Ordered;
import cn.smspay.accounts.wallet.LoadOrder;
import cn.smspay.accounts.wallet.LoadStart;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.counter.Role;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each desk does, from its pages, on the real counter. Holds {@link AgentActs}, {@link CashActs}, {@link CustomerActs}, {@link CustomerPage} and {@link HallActs} to their rules.
 */
final class DeskActsTest {
    private static final String NUMBER = DeskFixture.NUMBER;

    @TempDir
    Path folder;

    private DeskFixture at;
    private World world;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        world = at.world;
    }

    @AfterEach
    void close() {
        at.close();
    }

    private PageClient clerk() {
        var clerk = at.staff("clerk", Role.CLERK, null);
        clerk.follow(clerk.get("/till"), Map.of("province", "HUNAN", "till", "3", "counted", "200"));
        return clerk;
    }

    private static Page look(PageClient client) {
        return DeskFixture.look(client);
    }

    // --- hall

    @Test
    void aHallRegistersAPersonAndAWrongDocumentIsSaidAtItsForm() {
        world.customer(NUMBER);
        var clerk = clerk();

        var wrong = clerk.submit(
                look(clerk),
                "/customer/profile",
                Map.of("profile-name", "王小明", "profile-type", "ID_CARD", "profile-number", "123"));
        assertTrue(wrong.text().contains("证件号码不对"), wrong.text());
        assertFalse(wrong.html().outerHtml().contains("value=\"123\""));
        clerk.follow(
                look(clerk),
                "/customer/profile",
                Map.of("profile-name", "王小明", "profile-type", "ID_CARD", "profile-number", World.ID_NUMBER));

        assertTrue(look(clerk).text().contains("登记资料 完整"), look(clerk).text());
    }

    @Test
    void aHallOpensAWalletLoadsItCalibratesItAndClosesItWithReturn() {
        var who = world.realNameCustomer(NUMBER, "10.00");
        var card = new WalletSim(new CardNo("0731000000000042"), World.MASTERS, new Random(4));
        var clerk = clerk();
        var opened = clerk.follow(
                look(clerk),
                "/customer/wallet-open",
                Map.of("wallet-card", "0731 0000 0000 0042", "wallet-open-id", "yes", "wallet-open-sim", "yes"));
        assertEquals("手机钱包已开通", opened.h1(), opened.text());

        var check = clerk.follow(look(clerk), "/customer/wallet-cash", Map.of("loaded", "50"));
        assertEquals("核对钱包现金充值", check.h1(), check.text());
        var done = clerk.follow(check, Map.of());
        assertEquals("钱包现金充值已入账", done.h1(), done.text());
        clerk.submit(check, Map.of());
        assertEquals(World.fen("50.00"), world.held(who, Pocket.WALLET_PENDING));
        assertTrue(look(clerk).text().contains("待校准"));
        clerk.follow(look(clerk), "/customer/wallet-calibrate", Map.of());
        writes(clerk, card);
        assertEquals(World.fen("0.00"), world.held(who, Pocket.WALLET_PENDING));
        assertEquals(World.fen("50.00"), card.balance());
        var lost = clerk.submit(look(clerk), "/customer/wallet-lost", Map.of());
        assertTrue(lost.text().contains("按规定不能挂失"), lost.text());

        clerk.follow(look(clerk), "/customer/wallet-contact", Map.of());
        var page = look(clerk);
        var terminal = contact(page);
        var bad = clerk.submit(page, "/customer/wallet-close", Map.of("wallet-close-line", "1 2 3"));
        assertTrue(bad.text().contains("看不懂这一行"), bad.text());
        var closing =
                clerk.follow(page, "/customer/wallet-close", Map.of("wallet-close-line", line(card.read(terminal))));
        assertEquals("注销已受理", closing.h1(), closing.text());
        closing.html().select("main dd.code").eachText().stream()
                .filter(text -> text.matches("[A-Z_]+ [0-9]{12} [0-9A-F]{8}"))
                .map(DeskActsTest::order)
                .forEach(card::obey);
        assertTrue(card.isClosed());
        var next = closing.html().select("main dd.code").last().text();
        clerk.follow(
                look(clerk),
                "/customer/wallet-read",
                Map.of("wallet-read-line", line(card.read(Terminal.read(next).orElseThrow()))));

        assertTrue(
                look(clerk).text().contains("等待清算") || look(clerk).text().contains("已注销"),
                look(clerk).text());
    }

    /** The number of the contact that a page names. */
    private static Terminal contact(Page page) {
        return Terminal.read(page.text().replaceAll("(?s).*联系号([0-9]{12}).*", "$1"))
                .orElseThrow();
    }

    /** With a reader: reads until nothing is ordered, then begins the load that waits, books it and proves it. */
    private static void writes(PageClient clerk, WalletSim card) {
        clerk.follow(look(clerk), "/customer/wallet-contact", Map.of());
        var page = look(clerk);
        var terminal = contact(page);
        while (!page.text().contains("写入待写金额")) {
            var read =
                    clerk.follow(page, "/customer/wallet-read", Map.of("wallet-read-line", line(card.read(terminal))));
            var codes = read.html().select("main dd.code").eachText();
            codes.stream()
                    .filter(text -> text.matches("[A-Z_]+ [0-9]{12} [0-9A-F]{8}"))
                    .map(DeskActsTest::order)
                    .forEach(card::obey);
            terminal = Terminal.read(codes.get(codes.size() - 1)).orElseThrow();
            page = look(clerk);
        }
        for (String line : List.of(
                "1 2",
                "1234567890 1 1 0A0B0C0D 0A0B0C0D",
                "5000 65536 1 0A0B0C0D 0A0B0C0D",
                "5000 1 65536 0A0B0C0D 0A0B0C0D",
                "5000 1 1 0A0B0C0 0A0B0C0D",
                "5000 1 1 0A0B0C0D 0A0B0C0G")) {
            var bad = clerk.submit(page, "/customer/wallet-write", Map.of("wallet-write-line", line));
            assertTrue(bad.text().contains("看不懂这一行"), line + ": " + bad.text());
        }
        var begun = card.beginLoad(terminal, new Fen(50_00));
        var told = clerk.follow(page, "/customer/wallet-write", Map.of("wallet-write-line", line(begun)));
        assertEquals("圈存命令已生成", told.h1(), told.text());
        var order = told.html().select("main dd.code").text().split(" ");
        var proof = card.book(new LoadOrder(
                        new OrderId(1),
                        begun.card(),
                        Terminal.read(order[1]).orElseThrow(),
                        new Fen(Long.parseLong(order[0])),
                        CardTime.read(order[2]).orElseThrow(),
                        Integer.parseUnsignedInt(order[3], 16)))
                .orElseThrow();
        var tac = String.format(Locale.ROOT, "%08X", proof.tac());
        for (String wrong : List.of(tac.substring(1), tac + "0", "0A0B0C0G")) {
            var bad = clerk.submit(look(clerk), "/customer/wallet-proved", Map.of("wallet-proved-tac", wrong));
            assertEquals(422, bad.status(), wrong);
        }
        var done = clerk.follow(look(clerk), "/customer/wallet-proved", Map.of("wallet-proved-tac", tac));
        assertEquals("已写入卡", done.h1(), done.text());
    }

    private static String line(LoadStart it) {
        return String.format(
                Locale.ROOT,
                "%d %d %d %08x %08X",
                it.balance().fen(),
                it.online(),
                it.offline(),
                it.random(),
                it.mac());
    }

    private static String line(CardReading it) {
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

    // --- agent

    @Test
    void anAgentSeesWhatTextsWentOutAndHowFarAndNeverWhatTheySay() {
        world.realNameCustomer(NUMBER, "1.00");
        world.in(tx -> new Outbox(world.store, Vault.of(World.KEY))
                .add(
                        tx,
                        new Outbox.OutgoingAnswer(
                                new Msisdn(NUMBER),
                                new ServiceNumber("10658888"),
                                "opened_pay",
                                "密码为424242",
                                true,
                                null,
                                null),
                        world.clock.instant()));
        var agent = at.staff("agent", Role.AGENT, null);

        var page = look(agent);

        assertTrue(page.text().contains("opened_pay"), page.text());
        assertTrue(page.text().contains("等待发送"));
        assertFalse(page.html().outerHtml().contains("424242"));
        assertTrue(page.text().contains("网购后提现"));
    }

    @Test
    void anAgentResetsAPasswordOfAnAccountInNobodysNameByTheLastTopUp() {
        world.customer(NUMBER);
        var agent = at.staff("agent", Role.AGENT, null);
        var half = agent.submit(
                look(agent),
                "/customer/reset-pay",
                Map.of("reset-pay-service", "123456", "reset-pay-amount", "50", "reset-pay-day", ""));
        assertTrue(half.text().contains("填了金额，也要填写日期"), half.text());

        var answer = agent.submit(
                look(agent),
                "/customer/reset-pay",
                Map.of("reset-pay-service", "123456", "reset-pay-amount", "50", "reset-pay-day", "20091130"));

        assertTrue(answer.status() < 500, answer.text());
        assertFalse(answer.html().outerHtml().contains("123456"), answer.html().outerHtml());
    }

    // --- merchant

    @Test
    void aMerchantMakesATestOrderAndKeysAndSeesItsBill() throws Exception {
        var who = world.customer(NUMBER);
        world.payIn(who, "100.00");
        at.pay(who, at.order("book", "XH-1"));
        var shop = at.staff("shop", Role.MERCHANT_USER, "book");

        var trial = shop.follow(shop.get("/orders"), "/orders/test", Map.of("subject", "试单", "amount", "1"));
        assertTrue(trial.text().contains("测试订单"), trial.text());
        var found = shop.follow(shop.get("/orders"), "/orders/find", Map.of("no", "XH-1"));
        assertTrue(found.text().contains("50.00"), found.text());
        var none = shop.submit(shop.get("/orders"), "/orders/find", Map.of("no", "OTHER"));
        assertEquals(422, none.status());

        var made = shop.submit(shop.get("/keys"), "/keys/add", Map.of("test", "test"));
        assertTrue(made.text().contains("请马上记下"), made.text());
        var secret = made.html().select("main dd.code").last().text();
        assertFalse(shop.get("/keys").html().outerHtml().contains(secret));
        var id = made.html().select("main dd.code").first().text();
        shop.follow(shop.get("/keys"), "/keys/rotate", Map.of("rotate", id));
        assertTrue(
                shop.get("/keys").text().contains("11-03 09:00:00停用"),
                shop.get("/keys").text());
        publishes(shop);
        shop.follow(shop.get("/keys"), "/keys/end", Map.of("end", id));
        assertTrue(shop.get("/keys").text().contains("已停用"));
        var bad = shop.submit(shop.get("/keys"), "/keys/addresses", Map.of("notify", "javascript:x", "back", ""));
        assertEquals(422, bad.status());
        shop.follow(shop.get("/keys"), "/keys/addresses", Map.of("notify", "https://book.example.cn/told", "back", ""));
        assertTrue(
                shop.get("/keys").text().contains("https://book.example.cn/told"),
                shop.get("/keys").text());

        for (int i = 2; i < 8; i++) {
            world.clock.turn(java.time.Duration.ofSeconds(1));
            at.order("book", "XH-" + i);
        }
        assertEquals(
                List.of("XH-7", "XH-6", "XH-5", "XH-4", "XH-3", "XH-2"),
                shop.get("/orders").html().select("main td a").eachText().subList(0, 6));

        assertTrue(shop.follow(shop.get("/bills")).text().contains("这一天没有记录"));
        world.clock.turn(java.time.Duration.ofDays(1));
        shop = loggedInAgain("shop");
        var bill = shop.follow(shop.get("/bills"));
        assertTrue(bill.text().contains("XH-1"), bill.text());
        var csv = shop.get(bill.html().select("a[href$=trades.csv]").attr("href"));
        assertTrue(csv.answer().body().contains("\"XH-1\""), csv.answer().body());
    }

    private static void publishes(PageClient shop) throws GeneralSecurityException {
        var maker = KeyPairGenerator.getInstance("RSA");
        maker.initialize(1024);
        var small = Base64.getEncoder()
                .encodeToString(maker.generateKeyPair().getPublic().getEncoded());
        maker.initialize(2048);
        var pair = maker.generateKeyPair();
        var good = Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded());
        var secret = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        for (var bad : List.of("", "nonsense", small, "-----BEGIN PRIVATE KEY-----\n" + secret, "x".repeat(5_000))) {
            var page = shop.submit(shop.get("/keys"), "/keys/rsa", Map.of("public", bad, "rsa-test", "live"));
            assertEquals(422, page.status(), bad);
            assertFalse(page.html().outerHtml().contains(secret.substring(0, 40)));
        }
        var pem = "-----BEGIN PUBLIC KEY-----\n" + good + "\n-----END PUBLIC KEY-----\n";
        shop.follow(shop.get("/keys"), "/keys/rsa", Map.of("public", pem, "rsa-test", "live"));

        var print = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(pair.getPublic().getEncoded()));
        var keys = shop.get("/keys").text();
        assertTrue(keys.replace(" ", "").contains(print), keys);
        var third = shop.submit(shop.get("/keys"), "/keys/rsa", Map.of("public", pem, "rsa-test", "live"));
        assertTrue(third.text().contains("已有两个有效密钥"), third.text());
    }

    private PageClient loggedInAgain(String name) {
        var client = new PageClient(at.door.port());
        client.follow(
                client.get("/login"), Map.of("name", name, "password", DeskFixture.PASSWORD, "code", at.totp(name)));
        return client;
    }

    @Test
    void aMerchantSeesEveryTryOfANotificationAndSendsItAgain() {
        var who = world.customer(NUMBER);
        world.payIn(who, "100.00");
        var token = at.order("book", "XH-1");
        var shop = at.staff("shop", Role.MERCHANT_USER, "book");
        shop.follow(shop.get("/keys"), "/keys/addresses", Map.of("notify", "https://book.example.cn/told", "back", ""));
        at.pay(who, token);
        world.in(tx -> {
            Deliveries.takeUp(tx, world.accounts.profiles(), world.clock.instant());
            var due = Deliveries.due(tx, java.util.Set.of(), java.util.List.of(), 10, world.clock.instant());
            due.forEach(each -> Deliveries.tried(
                    tx,
                    new Deliveries.Try(
                            new Deliveries.TryKey(each.event(), 1),
                            world.clock.instant(),
                            "https://book.example.cn/told",
                            each.body(),
                            500,
                            "<b>our database is down</b>",
                            31),
                    false,
                    world.clock.instant()));
            return null;
        });

        var list = shop.get("/notifications");
        assertTrue(list.text().contains("重试中"), list.text());
        var orders = shop.get("/orders");
        assertTrue(orders.text().contains("已付款"), orders.text());
        assertTrue(orders.text().contains("重试中"), orders.text());
        assertTrue(orders.text().contains("已付款1笔，共50.00元"), orders.text());
        var one = shop.get(list.html().select("main td a").attr("href"));
        assertTrue(one.text().contains("<b>our database is down</b>"), one.text());
        assertTrue(one.text().contains("500 (31 ms)"), one.text());
        var again = shop.follow(one, Map.of());

        assertTrue(again.url().contains("/notifications/"), again.url());
        world.in(tx -> {
            assertFalse(Deliveries.due(tx, java.util.Set.of(), java.util.List.of(), 10, world.clock.instant())
                    .isEmpty());
            return null;
        });
    }

    // --- admin

    /** {@link WaiversPage}. */
    @Test
    void oneProposesAWaiverAndAnotherReleasesIt() {
        cn.smspay.files.billing.Uplinks.record(
                at.world.store, new cn.smspay.books.charge.Billing(), 2, at.world.clock.instant());
        var agent = at.staff("agent", Role.AGENT, null);
        var boss = at.staff("boss", Role.SUPERVISOR, null);
        var form = Map.of("charges", "1，2", "what", "waive", "reason", "COMPLAINT", "note", "申诉12号");
        for (var wrong : Map.of("charges", "1;x", "note", "", "reason", "NONE").entrySet()) {
            var typed = new java.util.HashMap<>(form);
            typed.put(wrong.getKey(), wrong.getValue());
            var page = agent.submit(agent.get("/waivers"), "/waivers", typed);
            assertEquals(1, page.html().select("[aria-invalid]").size(), wrong + page.text());
        }
        var proposed = agent.submit(agent.get("/waivers"), "/waivers", form);
        assertTrue(proposed.text().contains("请他人放行"), proposed.text());
        assertTrue(proposed.text().contains("您提出的事项须由别人放行"), proposed.text());
        assertEquals(0, proposed.html().select("form[action$=/release]").size());

        var released = boss.submit(boss.get("/waivers"), "/waivers/1/release", Map.of());
        assertTrue(released.text().contains("已放行"), released.text());
        agent.submit(agent.get("/waivers"), "/waivers", form);
        var again = agent.get("/waivers");
        assertTrue(again.text().contains("没有等待放行的减免"), "what is waived already is not proposed again");
    }

    @Test
    void twoPeopleOrderCardsAndMakeThemGoodAndOneMayRefuse() {
        var maker = at.staff("maker", Role.OPERATOR, null);
        var boss = at.staff("boss", Role.SUPERVISOR, null);
        var form = Map.of("count", "3", "face", "50", "last", "20121231", "issue-why", "新卡");
        maker.follow(maker.get("/cards"), "/cards/issue", form);
        var empty = boss.submit(boss.get("/approvals"), refusal(boss), Map.of());
        assertTrue(empty.text().contains("请填写不放行的事由"), empty.text());
        var refused = boss.submit(boss.get("/approvals"), refusal(boss), refusing(boss));
        assertTrue(refused.text().contains("已退回提出人"), refused.text());
        assertTrue(maker.get("/cards").text().contains("还没有批次"));

        maker.follow(maker.get("/cards"), "/cards/issue", form);
        assertTrue(maker.get("/approvals").text().contains("您提出的事项须由别人放行"));
        assertEquals(
                0,
                maker.get("/approvals").html().select("main form[method=post]").size());
        assertTrue(
                boss.get("/approvals").text().contains("已制卡数 0 → 3"),
                boss.get("/approvals").text());
        release(boss);
        var file = maker.submit(
                maker.get("/cards"), "/cards/deliver", Map.of("ordered", "1", "passphrase", "a long passphrase"));
        assertEquals(
                "attachment; filename=\"cards-1.enc\"",
                file.answer().headers().firstValue("Content-Disposition").orElse(""),
                file.text());
        maker.follow(maker.get("/cards"), "/cards/activate", Map.of("issued", "1", "activate-why", "上市"));
        release(boss);
        var cards = maker.get("/cards");
        assertTrue(cards.text().contains("已激活"), cards.text());

        var serial = cards.html().select("td.code").text().split(" ")[0];
        var one = maker.follow(cards, "/cards/look", Map.of("serial", serial, "serial-why", "客户来电"));
        assertTrue(one.text().contains("可用"), one.text());
        var frozen = maker.follow(one, "/cards/freeze", Map.of("freeze-why", "被盗"));
        assertTrue(frozen.text().contains("已冻结"), frozen.text());
    }

    private static String refusal(PageClient boss) {
        return boss.get("/approvals")
                .html()
                .select("main form[action$=/refuse]")
                .attr("action");
    }

    private static Map<String, String> refusing(PageClient boss) {
        var field =
                boss.get("/approvals").html().select("main input[name^=no-]").attr("name");
        return Map.of(field, "面值不对");
    }

    private static void release(PageClient boss) {
        var page = boss.get("/approvals");
        var answer = boss.submit(
                page, page.html().select("main form[action$=/release]").attr("action"), Map.of());
        assertTrue(answer.text().contains("已放行并办理"), answer.text());
    }

    @Test
    void anOperatorRegistersAMerchantAndMakesItLive() {
        var admin = at.staff("admin", Role.OPERATOR, null);
        var bad = admin.submit(admin.get("/merchants"), "/merchants", Map.of("id", "Nicht Gut", "name", "书店"));
        assertEquals(422, bad.status());

        var made = admin.follow(admin.get("/merchants"), "/merchants", Map.of("id", "book", "name", "<b>星河</b>书店"));
        assertTrue(made.text().contains("已申请"), made.text());
        assertEquals("<b>星河</b>书店", made.h1());
        var live = admin.follow(made, "/merchants/book/state", Map.of("to", "LIVE", "why", "资料齐全"));
        assertTrue(live.text().contains("正常"), live.text());
        var no = admin.submit(live, "/merchants/book/state", Map.of("to", "LIVE", "why", "再一次"));
        assertTrue(no.text().contains("现在的状态不能这样更改"), no.text());
        assertTrue(admin.get("/merchants").text().contains("book"));
    }

    @Test
    void aMerchantIsSettledByTwoPeople() {
        var admin = at.staff("admin", Role.OPERATOR, null);
        admin.follow(admin.get("/merchants"), "/merchants", Map.of("id", "book", "name", "书店"));
        var page = admin.get("/merchants/book");
        var empty = admin.submit(page, "/merchants/book/settle", Map.of("bank", "ICBC"));
        assertEquals(422, empty.status());
        assertTrue(empty.text().contains("请填写事由"), empty.text());

        var waits = admin.follow(page, "/merchants/book/settle", Map.of("bank", "ICBC", "settle-why", "日结"));

        assertTrue(waits.text().contains("商户结算"), waits.text());
        assertTrue(waits.html().select("main form[action$=/release]").isEmpty(), "one's own proposal");
        release(at.staff("boss", Role.SUPERVISOR, null));
    }

    @Test
    void theAuditIsShownMaskedAndItsChainIsChecked() {
        world.customer(NUMBER);
        var clerk = at.staff("clerk", Role.CLERK, null);
        look(clerk);
        var auditor = at.staff("auditor", Role.AUDITOR, null);
        var page = auditor.get("/audit");
        assertTrue(page.text().contains("account.query"), page.text());
        assertTrue(page.text().contains("138****0001"), page.text());
        assertFalse(page.html().outerHtml().contains(NUMBER));
        var whole = auditor.submit(page, "/audit/check", Map.of());
        assertTrue(whole.text().contains("全部记录前后相连"), whole.text());

        world.in(tx -> tx.query(sql -> sql.execute("drop trigger audit_is_final")));
        world.in(tx -> tx.query(sql -> sql.execute("update audit set why = why || 'x' where id = 2")));
        var broken = auditor.submit(auditor.get("/audit"), "/audit/check", Map.of());

        assertTrue(broken.text().contains("处断开"), broken.text());
        assertTrue(broken.text().contains("audit row 2"), broken.text());
        world.in(tx ->
                tx.query(sql -> sql.execute("update audit set why = substr(why, 1, length(why) - 1) where id = 2")));
    }

    @Test
    void anOperatorEndsANameAndMakesANewLinkForAnother() {
        var admin = at.staff("admin", Role.OPERATOR, null);
        at.staff("clerk", Role.CLERK, null);

        var link = admin.submit(admin.get("/people"), "/people/link", Map.of("again-name", "clerk"));
        assertTrue(link.html().select("main dd.code").text().startsWith("/setup/"), link.text());
        admin.follow(admin.get("/people"), "/people/role", Map.of("change-name", "clerk", "change-role", "agent"));
        assertTrue(
                admin.get("/people").text().contains("客服"), admin.get("/people").text());
        var own = admin.submit(admin.get("/people"), "/people/unlock", Map.of("unlock-name", "admin"));
        assertTrue(own.text().contains("自己的锁定须由别人解除"), own.text());
        admin.follow(admin.get("/people"), "/people/leave", Map.of("leave-name", "clerk", "leave-why", "离职"));

        assertFalse(admin.get("/people")
                .html()
                .select("#leave-name option")
                .eachText()
                .contains("clerk"));
    }

    @Test
    void whatWaitsInSuspenseIsBookedFromItsCaseByTwo() {
        world.customer(NUMBER);
        var agent = at.staff("agent", Role.AGENT, null);
        var till = new cn.smspay.accounts.payments.Till(cn.smspay.accounts.customers.Province.HUNAN, "9");
        var clerk = new cn.smspay.counter.Caller(
                cn.smspay.base.Channel.HALL, "clerk9", java.util.Set.of(Role.CLERK), "local", till);
        var tills = world.desks().tills();
        tills.open(clerk, new cn.smspay.counter.Key("c", "o", "h"), till, World.fen("1.00"))
                .join();
        tills.close(clerk, new cn.smspay.counter.Key("c", "p", "h"), till, World.fen("0.90"))
                .join();

        var one = agent.get("/cases/1");
        assertTrue(one.text().contains("再点一次"), one.text());
        var no = agent.submit(
                one,
                "/cases/1/book",
                Map.of("way", "to", "party", "customer", "whom", "", "booked", "0.10", "book-why", "点错"));
        assertTrue(no.text().contains("这类工单没有挂账"), no.text());
        agent.follow(agent.get("/cases/1"), "/cases/1/take", Map.of());
        agent.follow(agent.get("/cases/1"), "/cases/1/give", Map.of());
        assertTrue(
                agent.get("/cases/1").text().contains("负责人 没有"),
                agent.get("/cases/1").text());
    }
}
