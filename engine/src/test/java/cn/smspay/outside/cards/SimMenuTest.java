package cn.smspay.outside.cards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.base.Channel;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.DirectLine;
import cn.smspay.testing.World;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds {@link AccountMenu} and {@link WalletMenu} to their rules. */
class SimMenuTest extends AccountsFixture {
    private static final CardNo CARD = new CardNo("8600755000000001");
    private SubscriptionId alice;
    private WalletSim card;
    private SimMenu menu;

    @BeforeEach
    void open() {
        alice = world.customer(ALICE);
        world.payIn(alice, "100.00");
        world.in(tx -> accounts.wallet().wallets().open(tx, world.request(alice), CARD));
        card = new WalletSim(CARD, World.MASTERS, new Random(3));
        var line = new DirectLine(world, alice, Channel.STK);
        menu = SimMenu.of(line, card, new CardTalk(line));
    }

    private String walk(String... presses) {
        List<String> lines = menu.open();
        for (String press : presses) {
            lines = menu.press(press);
        }
        return lines.get(0);
    }

    @Test
    void loadsWithThePayPassword() {
        assertEquals("办理成功", walk("2", "1", "2", "50", World.PIN));
        assertEquals("钱包余额50.00元", walk("2", "1", "1"));
        assertTrue(walk("2", "1", "3").contains("充值+50.00元"));
    }

    @Test
    void asksAgainForWhatIsWrong() {
        assertEquals("金额不正确，请重新输入，如50或50.50", walk("2", "1", "2", "0.00"));
        assertEquals("支付密码为6位数字，请重新输入", walk("2", "1", "2", "5", "12"));
        assertEquals("现金账户余额不足", walk("2", "1", "2", "500", World.PIN));
        assertEquals("请选择1至2，0返回", walk("7"));
    }

    @Test
    void setsALimit() {
        assertEquals("办理成功", walk("2", "3", "1", "20"));
        assertEquals("20.00", card.limit().toString());
    }

    @Test
    void theOperationPasswordGuardsTheMenuOnceItIsOn() {
        assertEquals("操作密码已启用", walk("2", "3", "2", "1", "1234"));
        assertEquals("请输入操作密码", walk("2"));
        assertEquals("操作密码不正确，请重新输入", walk("2", "9999"));
        assertEquals("【手机钱包】", walk("2", "1234"));
        assertEquals("操作密码为4至12位数字，请重新输入", walk("2", "1234", "3", "2", "3", "1234", "123"));
        assertEquals("操作密码为4至12位数字，请重新输入", walk("2", "1234", "3", "2", "3", "1234", "1234567890123"));
        assertEquals("两次输入不一致，请重新输入新操作密码", walk("2", "1234", "3", "2", "3", "1234", "5678", "5679"));
        assertEquals("操作密码已修改", walk("2", "1234", "3", "2", "3", "1234", "5678", "5678"));
        assertEquals("【手机钱包】", walk("2", "5678"));
    }

    @Test
    void fiveWrongOnesWantAnAgent() {
        walk("2", "3", "2", "1", "1234");
        assertEquals("操作密码连续错误5次，已锁定，请用本机拨10086转手机支付客服重置", walk("2", "1", "2", "3", "4", "5"));
        assertEquals("操作密码已锁定，请用本机拨10086转手机支付客服重置", walk("2"));
        world.in(tx -> accounts.wallet().wallets().resetOperationPassword(tx, alice));
        new CardTalk(new DirectLine(world, alice, Channel.HALL)).meet(card);

        assertEquals("【手机钱包】", walk("2"));
    }

    @Test
    void closesWhenEmpty() {
        assertEquals("办理成功", walk("2", "3", "5"));
        assertEquals("办理成功", walk("2", "3", "4"));
        assertTrue(card.isClosed());
    }

    @Test
    void theAccountsMenuTellsTheBalanceAndTakesARechargeCard() {
        assertEquals("【SIM卡应用】", walk());
        assertEquals("现金账户100.00元，充值卡账户0.00元", walk("1", "1"));
        assertEquals("充值卡密码为18位数字，请重新输入", walk("1", "2", "09000180000000001"));
        assertEquals("充值成功，50.00元已转入充值卡账户", walk("1", "2", world.card("50").reveal()));
        assertEquals("充值卡密码错误", walk("1", "2", "189999999999999999"));
        assertEquals("50.00", world.card(alice).toString());
    }

    @Test
    void billsAreThePhonesOwnWithoutAndOthersWithThePayPassword() {
        world.subscriber("13900000009");
        assertTrue(walk("2", "2", "1", "20").startsWith("缴费20.00元已受理，流水号"));
        assertEquals("两次输入不一致，请重新输入对方手机号码", walk("2", "2", "2", "13900000009", "13900000008"));
        assertEquals("请输入6位支付密码", walk("2", "2", "2", "13900000009", "13900000009", "30"));
        assertTrue(menu.asksForSecret());
        assertEquals("支付密码错误", walk("2", "2", "2", "13900000009", "13900000009", "30", "999999"));
        assertTrue(walk("2", "2", "2", "13900000009", "13900000009", "30", World.PIN)
                .startsWith("缴费30.00元已受理"));
        assertEquals("充值卡账户和现金账户都不够付，两个账户不能合并付款", walk("2", "2", "1", "60"));
        assertEquals("50.00", world.cash(alice).toString());
    }

    @Test
    void aBillIntoATestProvinceIsAskedForOnceMore() {
        world.subscriber("13900000007", Province.GUANGDONG, Brand.GOTONE);
        var presses = List.of("2", "2", "2", "13900000007", "13900000007", "10", World.PIN);
        assertTrue(walk(presses.toArray(String[]::new)).startsWith("该省缴费正在试行"));
        assertEquals("没有缴费", menu.press("2").get(0));
        walk(presses.toArray(String[]::new));
        assertTrue(menu.press("1").get(0).startsWith("缴费10.00元已受理"));
    }

    @Test
    void thePayPasswordIsChangedInTheMenu() {
        assertEquals("两次输入不一致，请重新输入6位新支付密码", walk("2", "3", "3", World.PIN, "246813", "246814"));
        assertEquals("新密码过于简单，请换一个", walk("2", "3", "3", World.PIN, "111111", "111111"));
        assertEquals("支付密码已修改", walk("2", "3", "3", World.PIN, "246813", "246813"));
        assertEquals("办理成功", walk("2", "1", "2", "50", "246813"));
    }

    @Test
    void aSimWithoutAWalletHasTheAccountsMenuAlone() {
        menu = SimMenu.plain(new DirectLine(world, alice, Channel.STK));

        assertEquals("本机的卡没有手机钱包，请带本人证件和手机到移动营业厅开通", walk("2"));
        assertEquals("现金账户100.00元，充值卡账户0.00元", walk("1", "1"));
        assertEquals("已退出", walk("0"));
        assertTrue(!menu.isOpen());
    }
}
