package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.look;
import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.counter.Role;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is looked at with which reason, and what is told of him: the loudest fact first, and never a text or a whole number. */
final class CustomerPageTest {
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

    private void lock(SubscriptionId who) {
        for (int i = 0; i < 5; i++) {
            var withdrawn = world.in(tx -> world.accounts
                    .bills()
                    .pay(tx, world.request(who, "00000" + 1), World.fen("1"))
                    .<String>fold(done -> "done", no -> no.reason().name()));
            assertTrue(withdrawn.startsWith("PIN"), withdrawn);
        }
    }

    @Test
    void everyLookHasANumberAndAReason() {
        world.customer(DeskFixture.NUMBER);
        var agent = at.staff("agent", Role.AGENT, null);
        for (String[] row : new String[][] {
            {"138", "call", "#number"},
            {"", "call", "#number"},
            {DeskFixture.NUMBER, "", "#why"},
            {DeskFixture.NUMBER, "curiosity", "#why"}
        }) {
            var page = agent.submit(agent.get("/customer"), "/customer", Map.of("number", row[0], "why", row[1]));
            assertEquals(List.of(row[2]), wrong(page), String.join(" ", row));
            assertFalse(agent.get("/customer").text().contains("账户正常"), "nobody was looked at");
        }
        var unknown = agent.follow(
                agent.submit(agent.get("/customer"), "/customer", Map.of("number", "13810019999", "why", "call")));
        assertEquals("查找客户", unknown.h1());
        assertEquals(1, unknown.html().select("main .notice").size(), unknown.text());
        assertTrue(look(agent).text().contains("账户正常"));
    }

    @Test
    void theLoudestFactStandsFirst() {
        var who = world.subscriber(DeskFixture.NUMBER);
        var agent = at.staff("agent", Role.AGENT, null);
        assertTrue(look(agent).html().select("main .notice").text().contains("没有开通手机支付"));
        world.open(who);
        assertEquals("", look(agent).html().select("main .notice").text());
        world.payIn(who, "10");
        lock(who);
        var locked = look(agent);
        assertTrue(locked.html().select("main .notice").text().contains("支付密码已锁定"), locked.text());
        assertTrue(locked.text().contains("支付密码 已锁定，到11-03 09:00:00"), locked.text());

        agent.follow(locked, "/customer/freeze", Map.of("freeze-why", "来电"));
        var frozen = look(agent).html().select("main .notice").text();
        assertTrue(frozen.contains("账户已冻结") && !frozen.contains("已锁定"), frozen);
        assertTrue(look(agent).text().contains("账户冻结"));
    }

    @Test
    void whatSomebodyIsAndHasIsToldMasked() {
        var who = world.realNameCustomer(DeskFixture.NUMBER, "100.00");
        world.payInByCard(who, "50");
        var agent = at.staff("agent", Role.AGENT, null);

        var page = look(agent);

        for (String told : List.of(
                "王** 138****0001",
                "号码正常",
                "已实名",
                "全球通，湖南",
                "工商银行尾号0128",
                "登记资料 完整",
                "本月绑卡 1",
                "+100.00",
                "营业厅现金充值",
                "充值卡充值")) {
            assertTrue(page.text().contains(told), told + " in " + page.text());
        }
        assertFalse(page.html().outerHtml().contains(DeskFixture.NUMBER));
        world.clock.turn(Duration.ofDays(31));
        agent = at.again("agent");
        var later = look(agent).text();
        assertTrue(later.contains("本月绑卡 0"), later);
        assertTrue(later.contains("最近30天没有交易"), later);
        var english = agent.get("/en/customer").text();
        assertTrue(english.contains("GOTONE") && english.contains("HUNAN") && english.contains("ICBC"), english);
    }

    @Test
    void whatWentOutIsShownNegative() {
        var who = world.customer(DeskFixture.NUMBER);
        world.payIn(who, "100");
        at.pay(who, at.order("book", "XH-1"));

        var page = look(at.staff("agent", Role.AGENT, null)).text();

        assertTrue(page.contains("购物") && page.contains("−50.00") && page.contains("+100.00"), page);
    }

    @Test
    void aWalletIsToldToThoseWhoKeepIt() {
        var who = world.customer(DeskFixture.NUMBER);
        world.in(tx -> world.accounts.wallet().wallets().open(tx, world.request(who), new CardNo("8600755000000001")));

        var agent = look(at.staff("agent", Role.AGENT, null)).text();

        for (String told : List.of("8600755000000001", "待校准", "单次限额 没有", "初始密码，未启用")) {
            assertTrue(agent.contains(told), told + " in " + agent);
        }
        assertFalse(look(at.staff("boss", Role.SUPERVISOR, null)).text().contains("8600755000000001"));
    }

    @Test
    void textsAreToldByNameAndHowFarTheyCameAndNeverByWhatTheySay() {
        world.customer(DeskFixture.NUMBER);
        world.in(tx -> new Outbox(world.store, Vault.of(World.KEY))
                .add(
                        tx,
                        new Outbox.OutgoingAnswer(
                                new Msisdn(DeskFixture.NUMBER),
                                new ServiceNumber("10658888"),
                                "opened_pay",
                                "密码为424242",
                                true,
                                null,
                                null),
                        world.clock.instant()));

        var page = look(at.staff("agent", Role.AGENT, null));

        assertTrue(page.text().contains("opened_pay") && page.text().contains("等待发送"), page.text());
        assertFalse(page.html().outerHtml().contains("424242"));
    }

    /** A number that was cancelled keeps its account until the money is gone. */
    @Test
    void aNumberThatIsGoneIsSaidToBeSo() {
        var who = world.customer(DeskFixture.NUMBER);
        world.payIn(who, "10");
        var boss = cn.smspay.counter.Caller.of(cn.smspay.base.Channel.BOSS, "crm", "local", Role.BOSS);
        world.desks()
                .subscribers()
                .status(
                        boss,
                        cn.smspay.counter.Key.of(boss, "s", ""),
                        new Msisdn(DeskFixture.NUMBER),
                        new cn.smspay.accounts.customers.PhoneCondition(
                                cn.smspay.accounts.customers.PhoneStatus.ONE_WAY,
                                cn.smspay.accounts.customers.StopReason.NONE))
                .join();

        var page = look(at.staff("agent", Role.AGENT, null)).text();

        assertFalse(page.contains("号码正常"), page);
        assertTrue(page.contains("号码状态"), page);
        assertFalse(page.contains(new Secret(World.PIN).reveal()), page);
    }
}
