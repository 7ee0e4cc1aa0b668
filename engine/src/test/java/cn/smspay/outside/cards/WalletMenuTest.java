package cn.smspay.outside.cards;

import static cn.smspay.outside.cards.Menus.asks;
import static cn.smspay.outside.cards.Menus.enter;
import static cn.smspay.outside.cards.Menus.tells;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.base.Channel;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.DirectLine;
import cn.smspay.testing.World;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link WalletMenu} alone, over a card and an account with a hundred yuan. */
class WalletMenuTest extends AccountsFixture {
    private static final CardNo CARD = new CardNo("8600755000000001");
    private static final String FIRST = "1234";
    private static final String BLOCKED = "操作密码已锁定，请用本机拨10086转手机支付客服重置";

    private SubscriptionId alice;
    private WalletSim card;
    private WalletMenu menu;

    @BeforeEach
    void open() {
        alice = world.customer(ALICE);
        world.payIn(alice, "100.00");
        world.in(tx -> accounts.wallet().wallets().open(tx, world.request(alice), CARD));
        card = new WalletSim(CARD, World.MASTERS, new Random(3));
        menu = new WalletMenu(card, new CardTalk(new DirectLine(world, alice, Channel.STK)));
    }

    private void lock() {
        for (int i = 0; i < WalletSim.WRONG_MOST; i++) {
            assertFalse(card.isPassword("0000"));
        }
    }

    @Test
    void theWayInIsOpenUntilThePasswordIsOn() {
        assertEquals(new MenuState.Choosing(Menu.WALLET), menu.enter());

        card.switchPassword(true);

        asks("请输入操作密码", true, Menu.ROOT, menu.enter());
        assertEquals(new MenuState.Choosing(Menu.WALLET), enter(menu.enter(), FIRST));
    }

    @Test
    void theFifthWrongPasswordLocksAndNotTheFourth() {
        card.switchPassword(true);
        var fourth = enter(menu.enter(), "1", "2", "3", "4");

        asks("操作密码不正确，请重新输入", true, Menu.ROOT, fourth);
        tells("操作密码连续错误5次，已锁定，请用本机拨10086转手机支付客服重置", Menu.ROOT, enter(fourth, "5"));
        tells(BLOCKED, Menu.ROOT, menu.enter());
    }

    @Test
    void aLockHoldsWhereThePasswordIsOffToo() {
        lock();

        tells(BLOCKED, Menu.ROOT, menu.enter());
    }

    @Test
    void eachChoiceOfTheWalletIsOneThing() {
        tells("钱包余额0.00元", Menu.MINE, menu.mine(1));
        asks("请输入充值金额（元）", false, Menu.MINE, menu.mine(2));
        tells("没有交易记录", Menu.MINE, menu.mine(3));
        tells("办理成功", Menu.MINE, menu.mine(4));
    }

    @Test
    void movementsAreToldWithTheirDirectionAndTheBalanceAfter() {
        tells("办理成功", Menu.MINE, enter(menu.mine(2), "20", World.PIN));
        tells("办理成功", Menu.MINE, enter(menu.mine(2), "5.50", World.PIN));
        tells("钱包余额25.50元", Menu.MINE, menu.mine(1));

        var lines = assertInstanceOf(MenuState.Showing.class, menu.mine(3)).lines();

        assertEquals(2, lines.size());
        assertTrue(lines.get(0).endsWith(" 充值+5.50元 余额25.50元"), lines.toString());
        assertTrue(lines.get(1).endsWith(" 充值+20.00元 余额20.00元"), lines.toString());
        assertEquals("74.50", world.cash(alice).toString());
    }

    @ParameterizedTest
    @CsvSource({"0.01, true", "0.00, false", "0, false", "x, false"})
    void aLoadIsAtLeastAFen(String entry, boolean taken) {
        var next = enter(menu.mine(2), entry);

        if (taken) {
            asks("请输入6位支付密码", true, Menu.MINE, next);
        } else {
            asks("金额不正确，请重新输入，如50或50.50", false, Menu.MINE, next);
            asks("请输入6位支付密码", true, Menu.MINE, enter(next, "1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"13579", "1357901", "13579x"})
    void aPayPasswordHasSixDigits(String entry) {
        var again = enter(menu.mine(2), "20", entry);

        asks("支付密码为6位数字，请重新输入", true, Menu.MINE, again);
        tells("办理成功", Menu.MINE, enter(again, World.PIN));
        assertEquals("20.00", card.balance().toString());
    }

    @Test
    void aRefusedLoadIsToldAndLeavesTheCardAsItWas() {
        tells("现金账户余额不足", Menu.MINE, enter(menu.mine(2), "100.01", World.PIN));

        assertEquals("0.00", card.balance().toString());
        tells("没有交易记录", Menu.MINE, menu.mine(3));
    }

    @ParameterizedTest
    @CsvSource({"20, 20.00", "0, 0.00"})
    void aLimitMayAlsoBeNothing(String entry, String limit) {
        asks("请输入单次消费限额（元）", false, Menu.SERVICE, menu.limit());
        tells("办理成功", Menu.SERVICE, enter(menu.limit(), entry));

        assertEquals(limit, card.limit().toString());
    }

    @Test
    void aLimitThatIsNoAmountIsAskedForAgain() {
        var before = card.limit();
        asks("金额不正确，请重新输入，如20", false, Menu.SERVICE, enter(menu.limit(), "much"));

        assertEquals(before, card.limit());
    }

    @Test
    void theOperationPasswordSwitchesItselfOnAndOff() {
        tells("操作密码已启用", Menu.SERVICE, enter(menu.password(1), FIRST));
        assertTrue(card.asksForPassword());
        tells("操作密码已停用", Menu.SERVICE, enter(menu.password(2), FIRST));
        assertFalse(card.asksForPassword());
    }

    @Test
    void aWrongOneSwitchesNothingAndLocksAtTheFifth() {
        tells("操作密码不正确", Menu.PASSWORD, enter(menu.password(1), "9999"));
        assertFalse(card.asksForPassword());
        for (int i = 0; i < 3; i++) {
            tells("操作密码不正确", Menu.PASSWORD, enter(menu.password(3), "9999"));
        }

        tells(BLOCKED, Menu.ROOT, enter(menu.password(2), "9999"));
    }

    @ParameterizedTest
    @CsvSource({"123, false", "4321, true", "123456789012, true", "1234567890123, false", "12a4, false"})
    void anOperationPasswordHasFourToTwelveDigits(String chosen, boolean fits) {
        var next = enter(menu.password(3), FIRST, chosen);

        asks(fits ? "请再次输入新操作密码" : "操作密码为4至12位数字，请重新输入", true, Menu.PASSWORD, next);
        if (fits) {
            tells("操作密码已修改", Menu.SERVICE, enter(next, chosen));
            assertTrue(card.isPassword(chosen));
        }
    }

    @Test
    void aNewPasswordThatIsNotRepeatedChangesNothing() {
        var differs = enter(menu.password(3), FIRST, "5678", "5679");

        asks("两次输入不一致，请重新输入新操作密码", true, Menu.PASSWORD, differs);
        assertTrue(card.isPassword(FIRST));
        tells("操作密码已修改", Menu.SERVICE, enter(differs, "5679", "5679"));
        assertTrue(card.isPassword("5679"));
    }

    @Test
    void closingAndMeasuringAreToldWhereTheyWereChosen() {
        tells("办理成功", Menu.SERVICE, menu.calibrate());
        assertTrue(card.isCalibrated());
        enter(menu.mine(2), "20", World.PIN);
        tells("钱包余额不为0，请先消费，或到营业厅办理退回", Menu.ROOT, menu.close());
        assertFalse(card.isClosed());
    }
}
