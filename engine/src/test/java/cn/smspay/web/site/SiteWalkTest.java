package cn.smspay.web.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.banks.SignedForms;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.merchants.MerchantOrder.PayChannel;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.accounts.payments.BillSystem.PaymentVerdict;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.MerchantDesk.OrderView;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.World;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Customers on the site, on the real rules and the real book. Holds {@link SiteEntrance} to its rules. */
final class SiteWalkTest {
    private static final String NUMBER = "13800000001";
    private static final String LOGIN = "Blue7River";

    @TempDir
    Path folder;

    private World world;
    private SiteFixture site;

    @BeforeEach
    void open() {
        world = new World(folder);
        var page = URI.create("https://bank.example.cn/pay");
        world.desks()
                .banks()
                .connect(
                        BankCode.ICBC,
                        new SignedForms(
                                BankCode.ICBC, new SignedForms.Contract(page, "smspay", World.BANK_KEY, page, page)));
        world.eBanks.onNotification(told -> world.desks()
                .banks()
                .hear(Caller.of(Channel.BANK, "icbc", "local", Role.BANK), told.bank(), told.fields())
                .join());
        site = new SiteFixture(world);
    }

    @AfterEach
    void close() {
        site.close();
        world.close();
    }

    /** A customer with money who has logged in. */
    private SubscriptionId customer(String cash) {
        var who = world.realNameCustomer(NUMBER, cash);
        knowsLogin(who);
        logIn();
        return who;
    }

    private void knowsLogin(SubscriptionId who) {
        world.in(tx -> {
            var no = world.accounts.subscribers().customer(tx, who).account().no();
            world.accounts.passwords().setKnown(tx, who, no, PasswordKind.LOGIN, new Secret(LOGIN));
            return null;
        });
    }

    private Page logIn() {
        var page = site.follow(site.get("/login"), Map.of("name", NUMBER, "password", LOGIN));
        assertEquals("现金账户", page.h1(), page.html().text());
        return page;
    }

    private String code() {
        return world.said.stream()
                .filter(said -> said.notice().equals("code"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .values()
                .get("code");
    }

    @Test
    void registersAndIsInAndKnowsHisAlias() {
        world.subscriber(NUMBER);
        var second = site.follow(site.get("/register"), Map.of("number", NUMBER, "agree", "yes"));
        assertTrue(
                second.html().text().contains("如果138****0001可以办理，验证码已经发出"),
                second.html().text());

        var done = site.follow(
                second,
                Map.of(
                        "code",
                        code(),
                        "login",
                        LOGIN,
                        "login2",
                        LOGIN,
                        "pay",
                        World.PIN,
                        "pay2",
                        World.PIN,
                        "question",
                        "3",
                        "answer",
                        "长沙",
                        "alias",
                        "xiaoming_88"));

        assertEquals("手机支付已开通", done.h1(), done.html().text());
        assertEquals("0.00元", site.get("/").html().select(".amount").text());
        site.cookies.getCookieStore().removeAll();
        var home = site.follow(site.get("/login"), Map.of("name", "xiaoming_88", "password", LOGIN));
        assertEquals("现金账户", home.h1(), home.html().text());
    }

    @Test
    void firstLoginLeadsToAPasswordOfOnesOwnAndNowhereElse() {
        var who = world.customer(NUMBER);
        var given = world.in(tx -> world.accounts
                .passwords()
                .reset(
                        tx,
                        world.accounts.subscribers().get(tx, who),
                        world.accounts.subscribers().customer(tx, who).account().no(),
                        PasswordKind.LOGIN,
                        "given"));
        var first = site.follow(site.get("/login"), Map.of("name", NUMBER, "password", given.reveal()));
        assertEquals("设置登录密码", first.h1());
        assertEquals("/first-password", site.get("/history").location());
        assertEquals("/first-password", site.get("/security/pay-password").location());

        var home = site.follow(first, Map.of("chosen", LOGIN, "again", LOGIN));

        assertEquals("现金账户", home.h1(), home.html().text());
        assertEquals(200, site.get("/history").status());
    }

    @Test
    void withdrawsByEnterCheckPasswordReceipt() {
        var who = customer("500.00");
        var check = site.follow(site.get("/withdraw"), Map.of("amount", "１００"));
        assertEquals("核对提现", check.h1());
        assertTrue(check.html().text().contains("人民币壹佰元整"));
        assertEquals("确认提现100.00元", check.html().select("main .act button").text());

        var wrong = site.submit(check, Map.of("pay", "000000"));
        assertEquals(422, wrong.status());
        assertTrue(wrong.html().text().contains("支付密码不对，还可再试4次"), wrong.html().text());
        assertEquals(World.fen("500.00"), world.cash(who));

        var done = site.follow(wrong, Map.of("pay", World.PIN));
        assertEquals("提现已受理", done.h1(), done.html().text());
        assertEquals(World.fen("400.00"), world.cash(who));
        var number = done.html().select("main dd.code").text();
        assertTrue(number.matches("[0-9]{14}"), number);
        var entry = site.get("/history/" + number);
        assertEquals("提现，工商银行尾号0128", entry.h1(), entry.html().text());
    }

    @Test
    void doubleClickAndBackButtonAreOneAct() {
        var who = customer("500.00");
        var check = site.follow(site.get("/withdraw"), Map.of("amount", "100"));

        var first = site.submit(check, Map.of("pay", World.PIN));
        var second = site.submit(check, Map.of("pay", World.PIN));
        var other = site.submit(check, Map.of("pay", "000000"));

        assertEquals(first.location(), second.location());
        assertEquals(first.location(), other.location());
        assertEquals(World.fen("400.00"), world.cash(who));
        var back = site.get(
                check.answer().uri().getPath() + "?" + check.answer().uri().getQuery());
        assertEquals(first.location(), back.location());
    }

    @Test
    void aRestartInTheMiddleOfAPaymentThrowsNobodyOut() {
        var who = customer("500.00");
        var withdraw = site.follow(site.get("/withdraw"), Map.of("amount", "100"));
        site.restart();

        var done = site.follow(withdraw, Map.of("pay", World.PIN));
        assertEquals("提现已受理", done.h1(), done.html().text());
        var bill = site.follow(site.get("/bill"), Map.of("whose", "own", "amount", "50"));
        site.submit(bill, Map.of("pay", World.PIN));
        site.restart();
        var again = site.follow(bill, Map.of("pay", World.PIN));
        assertEquals("缴费处理中", again.h1(), again.html().text());
        var pay = site.get("/pay/" + order(20_00));
        site.restart();
        var paid = site.follow(pay, Map.of("pay", World.PIN));
        assertEquals("付款成功", paid.h1(), paid.html().text());
        assertEquals(World.fen("330.00"), world.cash(who));

        site.post(
                "/logout",
                Map.of("csrf", site.get("/").html().select("input[name=csrf]").val()));
        site.restart();
        assertEquals("/login", site.get("/").location());
    }

    @Test
    void aRestartMakesNoLoginLonger() {
        customer("500.00");
        world.clock.turn(Duration.ofMinutes(9));
        assertEquals(200, site.get("/history").status());
        world.clock.turn(Duration.ofMinutes(9));
        site.restart();
        assertEquals(200, site.get("/history").status());
        world.clock.turn(Duration.ofMinutes(10));
        site.restart();
        assertEquals("/login?over=1&back=/history", site.get("/history").location());
    }

    @Test
    void aNewPasswordEndsEveryOtherLoginWhereverItWasSet() {
        var who = customer("500.00");
        var other = new PageClient(site.door.port());
        other.follow(other.get("/login"), Map.of("name", NUMBER, "password", LOGIN));
        site.follow(
                site.get("/security/login-password"),
                Map.of("old", LOGIN, "chosen", "Green9Hill", "again", "Green9Hill"));
        assertEquals("/login?over=1", other.get("/").location());
        site.restart();
        assertEquals("/login?over=1", other.get("/").location());
        assertEquals("现金账户", site.get("/").h1());

        var check = site.follow(site.get("/withdraw"), Map.of("amount", "100"));
        knowsLogin(who);
        assertEquals(
                "/login?over=1", site.submit(check, Map.of("pay", World.PIN)).location());
        assertEquals(World.fen("500.00"), world.cash(who));
        logIn();
        knowsLogin(who);
        site.restart();
        assertEquals("/login?over=1&back=/", site.get("/").location());
    }

    @Test
    void twoTabsAreTwoActs() {
        var who = customer("500.00");
        var one = site.follow(site.get("/withdraw"), Map.of("amount", "100"));
        var two = site.follow(site.get("/withdraw"), Map.of("amount", "50"));

        site.submit(two, Map.of("pay", World.PIN));
        site.submit(one, Map.of("pay", World.PIN));

        assertEquals(World.fen("350.00"), world.cash(who));
    }

    @Test
    void paysABillAndSeesHowItEnds() {
        var who = customer("500.00");
        var check = site.follow(site.get("/bill"), Map.of("whose", "own", "amount", "50"));
        var done = site.follow(check, Map.of("pay", World.PIN));
        assertEquals("缴费处理中", done.h1(), done.html().text());
        assertTrue(done.html().text().contains("请不要再缴一次"));

        world.bills.last().answer().accept(PaymentVerdict.PAID);
        world.settle();

        var entry = site.get("/history/" + done.html().select("main dd.code").text());
        assertEquals("缴话费，138****0001", entry.h1(), entry.html().text());
        assertTrue(entry.html().text().contains("已完成"));
        assertEquals(World.fen("450.00"), world.cash(who));
    }

    @Test
    void topsUpByCardAndAWrongOneCounts() {
        var who = customer("1.00");
        var wrong = site.submit(site.get("/topup/card"), Map.of("card", "180000000000000009"));
        assertEquals(422, wrong.status());
        assertTrue(wrong.html().text().contains("卡密不对"), wrong.html().text());
        assertFalse(wrong.html().outerHtml().contains("180000000000000009"));

        var done = site.follow(wrong, Map.of("card", world.card("100.00").reveal()));

        assertEquals("充值成功", done.h1(), done.html().text());
        assertEquals(World.fen("100.00"), world.card(who));
    }

    @Test
    void topsUpByBankAndOnlyTheBanksWordCounts() {
        var who = customer("1.00");
        var order = site.follow(site.get("/topup/bank"), Map.of("bank", "ICBC", "amount", "100"));
        assertEquals("核对网银充值", order.h1(), order.html().text());
        var form = order.html().select("main form").first();
        assertEquals("https://bank.example.cn/pay", form.attr("action"));
        var returned = site.get(order.answer().uri().getPath() + "?returned=1");
        assertEquals("等待银行通知", returned.h1(), returned.html().text());
        assertEquals(World.fen("1.00"), world.cash(who));

        world.eBanks.pay(BankCode.ICBC, SiteFixture.fields(form, Map.of()));

        assertEquals("充值成功", site.get(order.answer().uri().getPath()).h1());
        assertEquals(World.fen("101.00"), world.cash(who));
    }

    @Test
    void bindsAndUnbindsACard() {
        customer("1.00");
        var bare = site.follow(site.get("/bank-card"), Map.of("pay", World.PIN));
        assertEquals("绑定银行卡", bare.h1(), bare.html().text());
        var form = site.follow(bare, Map.of());

        var done = site.follow(
                form,
                Map.of(
                        "bank", "CCB",
                        "place", "湖南长沙",
                        "branch", "五一路支行",
                        "number", "6222 0212 3456 7890 128",
                        "holder", "王小明",
                        "code", code()));

        assertEquals("银行卡已绑定", done.h1(), done.html().text());
        assertTrue(done.html().text().contains("建设银行尾号0128"));
    }

    @Test
    void showsHistoryWithSumsAndAsAFile() {
        customer("500.00");
        site.follow(site.follow(site.get("/withdraw"), Map.of("amount", "100")), Map.of("pay", World.PIN));

        var page = site.get("/history?from=20091101&to=2009-11-30");

        assertTrue(page.html().text().contains("+500.00元"), page.html().text());
        assertTrue(page.html().text().contains("−100.00元"));
        assertEquals(2, page.html().select("tbody tr").size());
        var csv = site.get("/history.csv?from=20091101&to=2009-11-30");
        assertEquals(
                "attachment; filename=\"smspay-2009-11-01-2009-11-30.csv\"",
                csv.answer().headers().firstValue("Content-Disposition").orElse(""));
        assertTrue(
                csv.answer().body().contains("\"-100.00\",\"400.00\""),
                csv.answer().body());
    }

    @Test
    void resetsTheLoginPasswordWithACode() {
        customer("1.00");
        site.cookies.getCookieStore().removeAll();
        var form = site.follow(site.get("/reset/login"), Map.of("number", NUMBER));

        var done =
                site.follow(form, Map.of("code", code(), "answer", "", "chosen", "Green9Hill", "again", "Green9Hill"));

        assertEquals("登录密码已重置", done.h1(), done.html().text());
        assertEquals(
                "现金账户",
                site.follow(site.get("/login"), Map.of("name", NUMBER, "password", "Green9Hill"))
                        .h1());
    }

    @Test
    void unknownNumbersAreAnsweredLikeKnownOnes() {
        customer("1.00");
        site.cookies.getCookieStore().removeAll();
        for (var path : new String[] {"/reset/login", "/register"}) {
            var typed = Map.of("number", NUMBER, "agree", "yes");
            var known = site.follow(site.get(path), typed);
            world.clock.turn(Duration.ofMinutes(2));
            var unknown = site.follow(site.get(path), Map.of("number", "13800000555", "agree", "yes"));
            world.clock.turn(Duration.ofMinutes(2));
            assertEquals(known.status(), unknown.status());
            assertEquals(shape(known, "138****0001"), shape(unknown, "138****0555"));
        }
    }

    /** Everything but the number, which he typed, and the question, of which each number has one. */
    private static String shape(Page page, String number) {
        page.html().select("main dd").remove();
        return page.html().select("main").text().replace(number, "N");
    }

    @Test
    void wrongNameAndWrongPasswordAreOneSentence() {
        customer("1.00");
        site.cookies.getCookieStore().removeAll();
        var known = site.submit(site.get("/login"), Map.of("name", NUMBER, "password", "wrong"));
        var unknown = site.submit(site.get("/login"), Map.of("name", "13800000555", "password", "wrong"));
        assertEquals(422, known.status());
        assertEquals("号码、别名或密码不对", known.html().select(".errors a").text());
        assertEquals(
                known.html().select(".errors").text(),
                unknown.html().select(".errors").text());
    }

    @Test
    void closingShowsAllThatIsInTheWayAndThenCloses() {
        var who = world.customer(NUMBER);
        knowsLogin(who);
        world.payIn(who, "5.00");
        logIn();
        var hindered = site.get("/close");
        assertEquals(
                1, hindered.html().select(".todo > li").size(), hindered.html().text());
        assertTrue(hindered.html().select(".todo a[href=/withdraw]").size() == 1);
        site.follow(site.follow(site.get("/bill"), Map.of("whose", "own", "amount", "5")), Map.of("pay", World.PIN));
        world.bills.last().answer().accept(PaymentVerdict.PAID);
        world.settle();

        var last = site.get(site.get("/close").location());
        assertEquals("确认销户", last.h1(), last.html().text());
        var done = site.follow(last, Map.of("pay", World.PIN));

        assertEquals("账户已销户", done.h1(), done.html().text());
        assertEquals("/login", site.get("/").location());
    }

    @Test
    void paysAMerchantsOrderAboveAHundredWithACode() {
        var who = customer("500.00");
        var token = order(128_00);
        var page = site.get("/pay/" + token);
        assertEquals("128.00元", page.html().select(".amount").text());
        var form = page.html().select("main form").first();
        site.post(form.attr("action"), SiteFixture.fields(form, Map.of()));

        var wrong = site.submit(page, Map.of("pay", World.PIN, "code", "000000"));
        assertEquals(422, wrong.status());
        var done = site.follow(wrong, Map.of("pay", World.PIN, "code", code()));

        assertEquals("付款成功", done.h1(), done.html().text());
        assertEquals(World.fen("372.00"), world.cash(who));
        assertEquals("付款成功", site.get("/pay/" + token).h1());
        assertNotEquals("", done.html().select("main dd.code").text());
    }

    private String order(long fen) {
        var operator = Caller.operator("test");
        world.desks()
                .partners()
                .apply(operator, Key.of(operator, "apply", ""), "book", "星河书店")
                .join();
        world.desks()
                .partners()
                .state(operator, Key.of(operator, "live", ""), "book", Profiles.State.LIVE, "test")
                .join();
        var shop = Caller.of(Channel.MERCHANT, "book", "local", Role.MERCHANT);
        var wish = new Orders.OrderRequest(
                "XH-1", new Fen(fen), "书", PayChannel.WWW, null, null, Duration.ofHours(1), false);
        var reply = world.desks()
                .merchants()
                .create(shop, Key.of(shop, "o", ""), "book", wish)
                .join();
        return reply instanceof Reply.Done<OrderView> done ? done.value().token() : reply.toString();
    }

    @Test
    void pagesOfCustomersLeadToTheLogin() {
        assertEquals("/login", site.get("/").location());
        assertEquals("/login?back=/withdraw", site.get("/withdraw").location());
    }
}
