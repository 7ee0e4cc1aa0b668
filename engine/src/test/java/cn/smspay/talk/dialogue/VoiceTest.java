package cn.smspay.talk.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds {@link Walk} to its rules. */
final class VoiceTest {
    private static final String ENGLISH = "英文服务请按8。For English, press 8.";
    private static final VoiceInput SILENCE = new VoiceInput.Silence();

    private final Talk talk = new Talk()
            .ends("check_open", "already_open")
            .ends("balance", "ok", "cash", "400.00", "card", "30.00", "total", "430.00", "transit", "100.00")
            .ends("check_bill", "ok", "acct", "card_account")
            .ends("pay_bill", "submitted", "order", "91102000124")
            .ends("check_withdrawal", "ok", "cash", "500.00", "bank", "工商银行", "tail", "6222")
            .ends("withdraw", "ok", "bank", "工商银行", "tail", "6222", "cash", "400.00", "order", "91102000123")
            .ends("top_up_card", "ok", "amount", "50.00", "card_balance", "80.00")
            .ends("reset_login", "ok", "login_password", "efgh6789");

    @BeforeEach
    void switchOn() {
        talk.guards.add("voice_opening_on");
    }

    @Test
    void offersOpeningToNewcomersOnlyAndHandsOverToShortMessages() {
        talk.ends("check_open", "ok").call();
        assertEquals(List.of("您好，欢迎使用手机支付。", "开户请按1。", "重听请按9。", "人工服务请按0。", ENGLISH), talk.texts());

        talk.press("1");

        assertEquals("协议短信已发送，请回复字母A确认。再见。", talk.text());
        assertEquals(new Turn.Start("kt", "agree"), talk.turn().start());
        assertInstanceOf(VoiceNext.HangUp.class, talk.turn().next());
        talk.open = OpenConversations.NONE;
        assertEquals(List.of("K01"), talk.start("kt", "agree", Channel.IVR));
    }

    @Test
    void neitherReadsOutNorTakesAKeyThatIsSwitchedOff() {
        talk.guards.remove("voice_opening_on");

        talk.ends("check_open", "ok").call();
        assertEquals(List.of("您好，欢迎使用手机支付。", "重听请按9。", "人工服务请按0。", ENGLISH), talk.texts());
        talk.press("1");

        assertEquals(List.of("按键有误。", "重听请按9。", "人工服务请按0。", ENGLISH), talk.texts());
    }

    @Test
    void tellsTheReasonToCallersWhoCannotOpen() {
        talk.ends("check_open", "brand").call();

        assertEquals(List.of("抱歉，神州行标准卡暂不能开通手机支付。再见。"), talk.texts());
        assertInstanceOf(VoiceNext.HangUp.class, talk.turn().next());
    }

    @Test
    void apologisesToCallersWithoutATrustedNumber() {
        var turn = talk.machine.call(new ServiceNumber("12588"), true, talk.facts(), talk.clock.instant());

        assertInstanceOf(VoiceNext.HangUp.class, turn.next());
        assertTrue(turn.says().get(0).written().startsWith("抱歉，无法确认您的号码"));
    }

    @Test
    void readsTheBalanceAndReturnsToTheMenu() {
        talk.call();

        talk.press("1");

        assertEquals(
                "现金账户400.00元，充值卡账户30.00元，合计430.00元，提现在途100.00元。", talk.texts().get(0));
        assertEquals(List.of("继续办理请按星号键。", "人工服务请按0。"), talk.texts().subList(1, 3));
        assertEquals(
                new VoiceNext.Collect(1, ' ', ' ', Duration.ofSeconds(8), Duration.ofSeconds(4), false),
                talk.turn().next());
    }

    @Test
    void readsEveryTransactionAsASentenceOfItsOwn() {
        var entry = new Outcome.Row(
                "entry",
                Map.of(
                        "when",
                        "11-01 08:30",
                        "kind",
                        "bill",
                        "sign",
                        "minus",
                        "amount",
                        "50.00",
                        "acct",
                        "card_account"));
        talk.ends("history", new Outcome("ok", Map.of("n", "2"), List.of(entry, entry)));
        talk.call();

        talk.press("2");

        assertEquals(
                List.of("最近2笔交易。", "11-01 08:30，缴话费50.00元，充值卡账户。", "11-01 08:30，缴话费50.00元，充值卡账户。"),
                talk.texts().subList(0, 3));
    }

    @Test
    void topsUpOnlyAfterAYes() {
        talk.call();
        talk.press("3");
        assertEquals(
                new VoiceNext.Collect(18, '#', '*', Duration.ofSeconds(8), Duration.ofSeconds(4), true),
                talk.turn().next());

        talk.press("181234567890123456");
        assertEquals("您输入的充值卡密码末四位是3456。充值到充值卡账户，资金不可提现。确认请按1，返回请按星号键。", talk.text());
        assertTrue(talk.done.stream().noneMatch(d -> d.action().equals("top_up_card")));
        assertFalse(String.valueOf(talk.open).contains("181234567890123456"));
        talk.press("1");

        var topUp = talk.done.get(talk.done.size() - 1);
        assertEquals(new Secret("181234567890123456"), topUp.secrets().get("card"));
        assertEquals("充值50.00元成功，充值卡账户余额80.00元。", talk.texts().get(0));
        assertEquals("C01", talk.sms.get(0).id());
    }

    @Test
    void paysABillWithTheStarAsDecimalPoint() {
        talk.call();
        talk.press("4");
        talk.press("50*5");
        assertEquals("为本机缴话费50.50元，由充值卡账户支付。", talk.texts().get(0));
        talk.press("1");
        talk.press("123456");

        var pay = talk.done.get(talk.done.size() - 1);
        assertEquals(Map.of("amount", "50.50"), pay.inputs());
        assertEquals(new Secret("123456"), pay.secrets().get("pin"));
        assertEquals("缴费已提交，结果将以短信通知您。", talk.texts().get(0));
    }

    @Test
    void goesBackToTheMenuWithTheStar() {
        talk.call();
        talk.press("4");
        talk.press("50");

        talk.press("*");

        assertEquals("12588.main", talk.step());
        assertTrue(talk.done.stream().noneMatch(d -> d.action().equals("pay_bill")));
    }

    @Test
    void withdrawsAndSendsTheResultByShortMessageToo() {
        talk.call();
        talk.press("5");
        talk.press("100");
        assertEquals("提现100.00元，转入尾号6222银行卡。确认请按1，返回请按星号键。", talk.text());
        talk.press("1");
        talk.press("123456");

        assertEquals("提现100.00元已受理，3到7个工作日到账。", talk.texts().get(0));
        assertEquals(
                "提现100.00元已受理，转入工商银行尾号6222，3-7个工作日到账。现金余额400.00元，流水号91102000123。",
                talk.sms.get(0).written());
        assertEquals(
                Map.of("amount", "100.00", "tail", "6222"),
                talk.done.get(talk.done.size() - 1).inputs());
    }

    @Test
    void sendsTheNewPasswordAndNeverSpeaksIt() {
        talk.call();
        talk.press("6");
        talk.press("1");

        assertTrue(talk.sms.get(0).secret());
        assertTrue(talk.sms.get(0).written().contains("efgh6789"));
        assertFalse(talk.texts().toString().contains("efgh6789"));
    }

    @Test
    void saysThatThePasswordIsLockedAndOffersAnAgent() {
        talk.guards.add("pin_locked");
        talk.call();

        talk.press("4");
        assertEquals("您的支付密码已锁定，暂不能办理该业务。", talk.texts().get(0));
        talk.press("0");

        assertEquals(new VoiceNext.Transfer("10086"), talk.turn().next());
    }

    @Test
    void asksAWrongPasswordAgainUntilItIsLocked() {
        talk.ends(
                "pay_bill",
                Talk.how("pin_wrong", "left", "1"),
                Talk.how("pin_just_locked", "until", "2009-11-03 09:00"));
        talk.call();
        talk.press("4");
        talk.press("50");
        talk.press("1");

        talk.press("000000");
        assertEquals(List.of("支付密码错误，还可输入1次。请重新输入，按井号键结束。"), talk.texts());
        talk.press("000001");

        assertEquals("12588.pin_is_locked", talk.step());
    }

    @Test
    void endsTheCallAfterThreeSilences() {
        talk.call();

        talk.voice(SILENCE);
        assertEquals("没有收到您的按键。", talk.texts().get(0));
        assertEquals("查询余额请按1。", talk.texts().get(1));
        talk.voice(SILENCE);
        talk.voice(SILENCE);

        assertEquals(List.of("感谢您的来电，再见。"), talk.texts());
        assertInstanceOf(VoiceNext.HangUp.class, talk.turn().next());
    }

    @Test
    void namesFirstWhatMostCallersWantAndAllOfItToWhoKeepsSilent() {
        talk.call();
        assertEquals(
                List.of("查询余额请按1。", "充值卡充值请按3。", "人工服务请按0。", "更多服务请按9。", ENGLISH),
                talk.texts().subList(1, 6));

        talk.voice(SILENCE);

        assertEquals(10, talk.texts().size());
        assertEquals("12588.whole_menu", talk.step());
        assertEquals(1, Objects.requireNonNull(talk.open.asking()).tries());
        talk.press("*");
        assertEquals("12588.main", talk.step());
        talk.press("9");
        assertEquals(9, talk.texts().size());
    }

    @Test
    void goesOnWithACallerWhomNoAgentTook() {
        talk.call();
        talk.press("0");
        assertEquals(new VoiceNext.Transfer("10086"), talk.turn().next());

        talk.voice(new VoiceInput.HandOverFailed());

        assertEquals(List.of("人工座席忙，您也可以直接拨打10086。", "继续办理请按星号键。", "人工服务请按0。"), talk.texts());
        assertEquals("12588.more", talk.step());
    }

    @Test
    void takesBackACallerWhoseCallWasForgottenMeanwhile() {
        var turn = talk.machine.returned(new ServiceNumber("12588"), false, talk.facts(), talk.clock.instant());
        var withheld = talk.machine.returned(new ServiceNumber("12588"), true, talk.facts(), talk.clock.instant());

        assertEquals("人工座席忙，您也可以直接拨打10086。", turn.says().get(0).written());
        assertInstanceOf(VoiceNext.HangUp.class, withheld.next());
    }

    @Test
    void answersTheStarAtOnceWhereItMeansOneThing() {
        talk.call();
        talk.press("4");
        assertEquals(
                ' ', ((VoiceNext.Collect) Objects.requireNonNull(talk.turn().next())).alone());
        talk.press("50");
        assertEquals(
                '*', ((VoiceNext.Collect) Objects.requireNonNull(talk.turn().next())).alone());
        talk.press("1");
        assertEquals(
                '*', ((VoiceNext.Collect) Objects.requireNonNull(talk.turn().next())).alone());
    }

    @Test
    void countsWrongAndSilentEntriesTogether() {
        talk.call();
        talk.press("4");

        talk.press("0");
        assertEquals(List.of("金额不在允许的范围内，请重新输入，按井号键结束。"), talk.texts());
        talk.voice(SILENCE);
        assertEquals(2, talk.texts().size());
        talk.press("");

        assertEquals(List.of("感谢您的来电，再见。"), talk.texts());
    }

    @Test
    void forgetsACallThatWasHungUp() {
        talk.call();
        talk.press("4");
        talk.press("50");

        talk.voice(new VoiceInput.HungUp());

        assertEquals(OpenConversations.NONE, talk.open);
        assertTrue(talk.done.stream().noneMatch(d -> d.action().equals("pay_bill")));
    }

    @Test
    void givesAFreshCountOfTriesToTheNextQuestion() {
        talk.call();
        talk.press("7");
        talk.press("7");
        talk.press("4");
        talk.press("0");
        var call = talk.open.asking();

        assertNotNull(call);
        assertEquals(1, call.tries());
    }
}
