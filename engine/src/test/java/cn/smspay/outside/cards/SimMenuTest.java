package cn.smspay.outside.cards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.base.Channel;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.DirectLine;
import cn.smspay.testing.World;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
        menu = new SimMenu(card, new CardTalk(new DirectLine(world, alice, Channel.STK)));
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
        assertEquals("办理成功", walk("1", "2", "50", World.PIN));
        assertEquals("钱包余额50.00元", walk("1", "1"));
        assertTrue(walk("1", "3").contains("充值+50.00元"));
    }

    @Test
    void asksAgainForWhatIsWrong() {
        assertEquals("金额不正确，请重新输入，如50或50.50", walk("1", "2", "0.00"));
        assertEquals("支付密码为6位数字，请重新输入", walk("1", "2", "5", "12"));
        assertEquals("现金账户余额不足", walk("1", "2", "500", World.PIN));
        assertEquals("请选择1至2，0返回", walk("7"));
    }

    @Test
    void setsALimit() {
        assertEquals("办理成功", walk("2", "1", "20"));
        assertEquals("20.00", card.limit().toString());
    }

    @Test
    void theOperationPasswordGuardsTheMenuOnceItIsOn() {
        assertEquals("操作密码已启用", walk("2", "2", "1", "1234"));
        assertEquals("请输入操作密码", walk());
        assertEquals("操作密码不正确，请重新输入", walk("9999"));
        assertEquals("【手机钱包】", walk("1234"));
        assertEquals("操作密码为4至12位数字，请重新输入", walk("1234", "2", "2", "3", "1234", "123"));
        assertEquals("操作密码为4至12位数字，请重新输入", walk("1234", "2", "2", "3", "1234", "1234567890123"));
        assertEquals("两次输入不一致，请重新输入新操作密码", walk("1234", "2", "2", "3", "1234", "5678", "5679"));
        assertEquals("操作密码已修改", walk("1234", "2", "2", "3", "1234", "5678", "5678"));
        assertEquals("【手机钱包】", walk("5678"));
    }

    @Test
    void fiveWrongOnesWantAnAgent() {
        walk("2", "2", "1", "1234");
        assertEquals("操作密码连续错误5次，已锁定，请用本机拨10086转手机支付客服重置", walk("1", "2", "3", "4", "5"));
        assertEquals("操作密码已锁定，请用本机拨10086转手机支付客服重置", walk());
        world.in(tx -> accounts.wallet().wallets().resetOperationPassword(tx, alice));
        new CardTalk(new DirectLine(world, alice, Channel.HALL)).meet(card);

        assertEquals("【手机钱包】", walk());
    }

    @Test
    void closesWhenEmpty() {
        assertEquals("办理成功", walk("2", "3"));
        assertEquals("办理成功", walk("2", "4"));
        assertTrue(card.isClosed());
    }
}
