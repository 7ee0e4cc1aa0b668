package cn.smspay.outside.cards;

import static cn.smspay.outside.cards.Menus.asks;
import static cn.smspay.outside.cards.Menus.enter;
import static cn.smspay.outside.cards.Menus.tells;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.outside.cards.WalletLine.LineReply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link AccountMenu} alone: what it sends on its line after which entries, and what it makes of the answers. */
final class AccountMenuTest {
    private static final String OTHER = "13900000009";
    private static final String ODD_AMOUNT = "金额不正确，请重新输入，如50或50.50";

    private final Line line = new Line();
    private final AccountMenu menu = new AccountMenu(line);

    /** Remembers what it is asked, and answers bills as it is told. */
    private static final class Line implements AccountLine {
        final List<String> asked = new ArrayList<>();
        final Deque<LineReply<String>> bills = new ArrayDeque<>();
        LineReply<Balance> balance = new LineReply.Replied<>(new Balance(new Fen(1_234), new Fen(50)));
        LineReply<Boolean> changed = new LineReply.Replied<>(true);

        @Override
        public LineReply<Balance> balance() {
            return balance;
        }

        @Override
        public LineReply<Fen> topUp(Secret cardPassword) {
            asked.add("card " + cardPassword.reveal());
            return new LineReply.Replied<>(new Fen(5_000));
        }

        @Override
        public LineReply<String> bill(Optional<Msisdn> payee, Fen amount, boolean confirmTest, Optional<Secret> pin) {
            asked.add("bill of " + payee.map(Msisdn::digits).orElse("mine") + " " + amount
                    + (confirmTest ? " confirmed" : "")
                    + pin.map(it -> " pin " + it.reveal()).orElse(""));
            return bills.isEmpty() ? new LineReply.Replied<>("91102000123") : bills.remove();
        }

        @Override
        public LineReply<Boolean> payPassword(Secret present, Secret chosen) {
            asked.add(present.reveal() + " becomes " + chosen.reveal());
            return changed;
        }
    }

    @Test
    void theFirstChoiceTellsTheBalanceTheOtherAsksForACard() {
        tells("现金账户12.34元，充值卡账户0.50元", Menu.ACCOUNT, menu.account(1));
        asks("请输入18位充值卡密码", true, Menu.ACCOUNT, menu.account(2));

        line.balance = new LineReply.No<>("no-account");
        tells("本机尚未开通手机支付，请发送KT到10658888", Menu.ACCOUNT, menu.account(1));
        line.balance = new LineReply.NoReply<>();
        tells("没有收到应答，请稍后用本菜单查询", Menu.ACCOUNT, menu.account(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789012345678", "1234 5678 9012 345678", "1234-5678-9012-345678"})
    void eighteenDigitsAreACardHoweverTheyAreGrouped(String entry) {
        tells("充值成功，50.00元已转入充值卡账户", Menu.ACCOUNT, enter(menu.account(2), entry));

        assertEquals(List.of("card 123456789012345678"), line.asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12345678901234567", "1234567890123456789", "12345678901234567x", "", "1234_5678_9012_345678"})
    void anythingElseIsNoCardAndIsAskedForAgain(String entry) {
        var again = enter(menu.account(2), entry);

        asks("充值卡密码为18位数字，请重新输入", true, Menu.ACCOUNT, again);
        assertEquals(List.of(), line.asked);
        tells("充值成功，50.00元已转入充值卡账户", Menu.ACCOUNT, enter(again, "123456789012345678"));
    }

    @Test
    void thePhonesOwnBillWantsNoPassword() {
        asks("请输入缴费金额（元）", false, Menu.BILLS, menu.bills(1));
        tells("缴费50.50元已受理，流水号91102000123，结果将以短信通知", Menu.BILLS, enter(menu.bills(1), "50.50"));

        assertEquals(List.of("bill of mine 50.50"), line.asked);
    }

    @Test
    void anothersBillWantsTheNumberTwiceAndThePassword() {
        asks("请输入对方手机号码", false, Menu.BILLS, menu.bills(2));
        asks("请再次输入对方手机号码", false, Menu.BILLS, enter(menu.bills(2), OTHER));
        asks("请输入缴费金额（元）", false, Menu.BILLS, enter(menu.bills(2), OTHER, OTHER));
        asks("请输入6位支付密码", true, Menu.BILLS, enter(menu.bills(2), OTHER, OTHER, "30"));
        assertEquals(List.of(), line.asked);

        enter(menu.bills(2), OTHER, "+86" + OTHER, "30", "135790");

        assertEquals(List.of("bill of 13900000009 30.00 pin 135790"), line.asked);
    }

    @Test
    void aNumberThatIsNoneOrIsNotRepeatedIsAskedForAgain() {
        asks("手机号码为11位数字，请重新输入", false, Menu.BILLS, enter(menu.bills(2), "1390000000"));
        var differs = enter(menu.bills(2), OTHER, "13900000008");
        asks("两次输入不一致，请重新输入对方手机号码", false, Menu.BILLS, differs);
        asks("两次输入不一致，请重新输入对方手机号码", false, Menu.BILLS, enter(menu.bills(2), OTHER, "139"));

        enter(differs, "13900000008", "13900000008", "1", "135790");
        assertEquals(List.of("bill of 13900000008 1.00 pin 135790"), line.asked);
    }

    @ParameterizedTest
    @CsvSource({"0.01, bill of mine 0.01", "0.00, ''", "0, ''", "-1, ''", "1.005, ''", "x, ''"})
    void anAmountIsAtLeastAFen(String entry, String asked) {
        var next = enter(menu.bills(1), entry);

        assertEquals(asked, String.join("", line.asked));
        if (asked.isEmpty()) {
            asks(ODD_AMOUNT, false, Menu.BILLS, next);
            enter(next, "2");
            assertEquals(List.of("bill of mine 2.00"), line.asked);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"13579", "1357901", "13579x", ""})
    void aPayPasswordHasSixDigits(String entry) {
        var again = enter(menu.bills(2), OTHER, OTHER, "30", entry);

        asks("支付密码为6位数字，请重新输入", true, Menu.BILLS, again);
        assertEquals(List.of(), line.asked);
        enter(again, "135790");
        assertEquals(List.of("bill of 13900000009 30.00 pin 135790"), line.asked);
    }

    @Test
    void aProvinceOnTrialIsPaidForOnlyOnceTheCustomerIsSure() {
        line.bills.add(new LineReply.No<>("confirm-test"));
        var trial = enter(menu.bills(2), OTHER, OTHER, "30", "135790");

        asks("该省缴费正在试行，可能不成功，不成功会退回。确认请输入1", false, Menu.BILLS, trial);
        tells("没有缴费", Menu.BILLS, enter(trial, "2"));
        tells("没有缴费", Menu.BILLS, enter(trial, "11"));
        assertEquals(1, line.asked.size());

        tells("缴费30.00元已受理，流水号91102000123，结果将以短信通知", Menu.BILLS, enter(trial, "1"));
        assertEquals("bill of 13900000009 30.00 confirmed pin 135790", line.asked.get(1));
    }

    @Test
    void aTrialIsAskedAboutOnce() {
        line.bills.add(new LineReply.No<>("confirm-test"));
        line.bills.add(new LineReply.No<>("confirm-test"));

        tells("暂不能办理（confirm-test）", Menu.BILLS, enter(menu.bills(1), "30", "1"));
    }

    @Test
    void whatIsMissingForABillIsSaidOfBothAccounts() {
        line.bills.add(new LineReply.No<>("insufficient"));
        tells("充值卡账户和现金账户都不够付，两个账户不能合并付款", Menu.BILLS, enter(menu.bills(1), "30"));

        line.bills.add(new LineReply.No<>("province-closed"));
        tells("该省暂不能缴话费", Menu.BILLS, enter(menu.bills(1), "30"));
        line.bills.add(new LineReply.NoReply<>());
        tells("没有收到应答，请稍后用本菜单查询", Menu.BILLS, enter(menu.bills(1), "30"));
    }

    @Test
    void aPayPasswordIsChangedByTheOldOneAndTheNewOneTwice() {
        asks("请输入原支付密码", true, Menu.SERVICE, menu.payPassword());
        asks("支付密码为6位数字，请重新输入", true, Menu.SERVICE, enter(menu.payPassword(), "1"));
        asks("请输入6位新支付密码", true, Menu.SERVICE, enter(menu.payPassword(), "135790"));
        asks("支付密码为6位数字，请重新输入", true, Menu.SERVICE, enter(menu.payPassword(), "135790", "24681"));
        asks("请再次输入新支付密码", true, Menu.SERVICE, enter(menu.payPassword(), "135790", "246813"));
        var differs = enter(menu.payPassword(), "135790", "246813", "246814");
        asks("两次输入不一致，请重新输入6位新支付密码", true, Menu.SERVICE, differs);
        assertEquals(List.of(), line.asked);

        tells("支付密码已修改", Menu.SERVICE, enter(differs, "1", "246814", "246814"));
        assertEquals(List.of("135790 becomes 246814"), line.asked);
        line.changed = new LineReply.No<>("bad-password");
        tells("新密码过于简单，请换一个", Menu.SERVICE, enter(differs, "111111", "111111"));
    }
}
