package cn.smspay.talk.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@link Routing}, {@link ReplyFiller} and {@link Walk} to their rules. */
final class MachineTest {
    private final Talk talk = new Talk()
            .ends("check_withdrawal", "ok", "cash", "500.00", "bank", "工商银行", "tail", "6222")
            .ends("withdraw", "ok", "bank", "工商银行", "tail", "6222", "cash", "400.00", "order", "91102000123")
            .ends("balance", "ok", "cash", "400.00", "card", "30.00", "total", "430.00", "transit", "100.00")
            .ends("open_account", "ok", "login_password", "abcd2345", "pay_password", "714253")
            .ends("reset_login", "ok", "login_password", "efgh6789")
            .ends("check_bill", "ok", "acct", "card_account")
            .ends("pay_bill", "submitted", "order", "91102000124")
            .ends("top_up_card", "ok", "amount", "50.00", "card_balance", "80.00");

    // 3.1 KT

    @Test
    void opensAnAccountAfterTheAgreement() {
        assertEquals(List.of("K01"), talk.hear("kt"));
        assertEquals("PROMPTED", talk.disposition());

        assertEquals(List.of("K02", "K03"), talk.hear("“A”"));

        assertEquals("OK", talk.disposition());
        assertTrue(talk.says.get(0).written().contains("abcd2345"));
        assertTrue(talk.says.get(0).secret());
        assertFalse(talk.says.get(0).toString().contains("abcd2345"));
    }

    @Test
    void sendsBothInitialPasswordsInMessagesOfTheirOwn() {
        talk.hear("KT");
        talk.hear("A");

        assertFalse(talk.says.get(0).written().contains("714253"));
        assertFalse(talk.says.get(1).written().contains("abcd2345"));
    }

    @Test
    void understandsASecondAgreementAndNeverOpensTwice() {
        talk.hear("KT");
        talk.hear("A");

        assertEquals(List.of("K04"), talk.hear("A"));

        assertEquals(
                1,
                talk.done.stream()
                        .filter(d -> d.action().equals("open_account"))
                        .count());
        assertEquals("REFUSED:again", talk.disposition());
    }

    @Test
    void refusesAnAgreementAfterADay() {
        talk.hear("KT");

        talk.clock.turn(Duration.ofHours(24).minusMillis(1));
        var inTime = talk.machine.hear(talk.open, "A", talk.facts(), talk.clock.instant());
        talk.clock.turn(Duration.ofMillis(1));

        assertNotNull(inTime.doing());
        assertEquals(List.of("K08"), talk.hear("A"));
    }

    @Test
    void startsTheDayAgainWhenTheCommandIsRepeated() {
        talk.hear("KT");
        talk.clock.turn(Duration.ofHours(23));

        assertEquals(List.of("K01"), talk.hear("KT"));
        talk.clock.turn(Duration.ofHours(23));

        assertEquals(List.of("K02", "K03"), talk.hear("A"));
    }

    @Test
    void keepsTheAgreementOpenWhateverElseIsSaid() {
        talk.hear("KT");
        talk.ends("balance", "no_account");

        assertEquals(List.of("G02"), talk.hear("CX"));
        for (int i = 0; i < 5; i++) {
            assertEquals(List.of("K10"), talk.hear("好的"));
        }
        assertEquals("REFUSED:not_confirm", talk.disposition());

        assertEquals(List.of("K02", "K03"), talk.hear("a"));
    }

    @Test
    void doesNotGiveTheAgreementMoreTimeForWrongAnswers() {
        talk.hear("KT");
        talk.clock.turn(Duration.ofHours(23));
        talk.hear("好的");
        talk.clock.turn(Duration.ofHours(2));

        assertEquals(List.of("K08"), talk.hear("A"));
    }

    @Test
    void keepsTheAgreementWhenThePhoneIsSuspendedMeanwhile() {
        talk.hear("KT");
        talk.ends("open_account", "phone_status", "state", "one_way");

        assertEquals(List.of("G03"), talk.hear("A"));
        assertEquals("您的号码处于单向停机状态，暂不能办理该业务。请恢复正常后再试，详询10086。", talk.text());
        talk.clock.turn(Duration.ofHours(23));
        talk.ends("open_account", "ok", "login_password", "abcd2345", "pay_password", "714253");

        assertEquals(List.of("K02", "K03"), talk.hear("A"));
    }

    @Test
    void dropsTheAgreementWhenTheAccountWasOpenedElsewhere() {
        talk.hear("KT");
        talk.ends("open_account", "already_open");

        assertEquals(List.of("K04"), talk.hear("A"));

        assertNull(talk.open.kept());
    }

    @Test
    void letsTheNewestConversationSpeakWhenAnAgreementComesThatNothingWaitsFor() {
        talk.guards.add("registered");
        talk.hear("KT");
        talk.hear("A");
        assertEquals(List.of("K04"), talk.hear("A"));
        talk.hear("M");
        talk.hear("1");
        talk.hear("2");
        assertEquals(List.of("G08"), talk.hear("3"));

        assertEquals(List.of("G21"), talk.hear("A"));

        talk.hear("M");
        talk.clock.turn(Duration.ofMinutes(11));
        assertEquals(List.of("G06"), talk.hear("A"));
        talk.clock.turn(Duration.ofHours(25));
        assertEquals(List.of("G21"), talk.hear("A"));
        talk.guards.remove("registered");
        assertEquals(List.of("K09"), talk.hear("A"));
    }

    @Test
    void remembersWhatHasEndedOnlyWhereAStrayAgreementWouldBeAnsweredOtherwise() {
        talk.hear("KT");
        talk.hear("0");
        assertNotNull(talk.open.past(), "of somebody without an account");
        assertEquals(List.of("G21"), talk.hear("A"));

        var member = new Talk().ends("reset_login", "ok", "login_password", "efgh6789");
        member.guards.add("registered");
        member.hear("M");
        member.hear("A");
        assertNull(member.open.past(), "done");
        member.hear("M");
        member.hear("0");
        assertNull(member.open.past(), "cancelled");
        assertEquals(List.of("G21"), member.hear("A"));

        talk.hear("KT");
        talk.hear("A");
        talk.guards.add("registered");
        talk.hear("M");
        talk.hear("A");
        assertNotNull(talk.open.past(), "beside the agreement of KT");
        assertEquals(List.of("G21"), talk.hear("A"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "取消", "QX", "不", "不同意", "否", "n", "No", "B", "返回"})
    void takesNoForAnAnswerAndKnowsItWithNothingOpen(String no) {
        assertEquals(List.of("G21"), talk.hear(no));
        assertEquals("REFUSED:nothing_open", talk.disposition());

        talk.hear("KT");

        assertEquals(List.of("G18"), talk.hear(no));
        assertTrue(talk.nothingIsOpen());
        assertEquals(List.of("G21"), talk.hear("A"));
    }

    @Test
    void answersAgreementsThatNothingWaitsFor() {
        assertEquals(List.of("K09"), talk.hear("Ａ"));
        assertEquals("REFUSED:nothing_pending", talk.disposition());
    }

    @Test
    void takesAnAgreementThatWasStartedInACall() {
        assertEquals(List.of("K01"), talk.start("kt", "agree", Channel.IVR));

        assertEquals(Channel.IVR, talk.open.kept().origin());
        assertEquals(List.of("K02", "K03"), talk.hear("A"));
    }

    @Test
    void refusesToOpenByTheOutcomeOfTheCheck() {
        assertEquals(List.of("K05"), talk.ends("check_open", "brand").hear("KT"));
        assertEquals("REFUSED:brand", talk.disposition());
        assertEquals(List.of("K07"), talk.ends("check_open", "secondary_number").hear("KT"));
        assertEquals(List.of("K04"), talk.ends("check_open", "already_open").hear("KT"));
        assertTrue(talk.nothingIsOpen());
    }

    // 3.5 TX

    @Test
    void withdrawsInThreeSteps() {
        assertEquals(List.of("T01"), talk.hear("TX"));
        assertEquals("可提现余额500.00元，转入工商银行尾号6222。请回复提现金额（单位元，如100.50），10分钟内有效。", talk.text());
        assertEquals(List.of("G13"), talk.hear("100"));
        assertEquals("提现100.00元到工商银行尾号6222。请回复6位支付密码确认，10分钟内有效，密码请勿告诉他人。", talk.text());
        assertEquals(List.of("T02"), talk.hear("123456"));

        var withdraw = talk.done.get(talk.done.size() - 1);
        assertEquals(Map.of("amount", "100.00", "tail", "6222"), withdraw.inputs());
        assertEquals(new Secret("123456"), withdraw.secrets().get("pin"));
        assertTrue(talk.nothingIsOpen());
    }

    @Test
    void namesEveryActionOnce() {
        talk.hear("TX");
        talk.hear("100");
        talk.hear("123456");
        talk.hear("TX 100");

        var keys = talk.done.stream().map(PendingAction::key).toList();

        assertEquals(keys.size(), keys.stream().distinct().count());
    }

    @Test
    void keepsSecretsOutOfTheConversation() {
        talk.hear("TX");
        talk.hear("100");
        talk.ends("withdraw", "pin_wrong", "left", "4");
        talk.hear("123456");

        assertFalse(talk.open.toString().contains("123456"));
        assertTrue(talk.turn().heard().masked());
        assertFalse(talk.done.toString().contains("123456"));
    }

    @Test
    void asksThePasswordAgainWithoutCountingATry() {
        talk.hear("TX100");
        talk.ends(
                "withdraw",
                Talk.how("pin_wrong", "left", "4"),
                Talk.how("pin_wrong", "left", "3"),
                Talk.how("pin_wrong", "left", "2"),
                Talk.how("pin_wrong", "left", "1"),
                Talk.how("pin_just_locked", "until", "2009-11-03 09:00"));

        for (int left = 4; left > 0; left--) {
            assertEquals(List.of("G14"), talk.hear("000000"));
            assertTrue(talk.text().contains("还可输入" + left + "次"));
        }

        assertEquals(List.of("G15"), talk.hear("000000"));
        assertTrue(talk.nothingIsOpen());
    }

    @Test
    void countsAnswersThatAreNoPasswordAsTriesOfTheDialogue() {
        talk.hear("TX100");

        assertEquals(List.of("G17"), talk.hear("12345"));
        assertEquals(List.of("G17"), talk.hear("忘了"));
        assertEquals(List.of("G08"), talk.hear("A"));
        assertEquals("REFUSED:give_up", talk.disposition());
        assertTrue(talk.nothingIsOpen());
    }

    @Test
    void countsTooMuchAsATryAndSaysHowManyAreLeft() {
        talk.ends("check_amount", "too_much", "cash", "50.00");
        talk.hear("TX");

        assertEquals(List.of("T08"), talk.hear("100"));
        assertEquals("现金账户余额50.00元，不足提现100.00元。请重新回复金额，还可重试2次。", talk.text());
        assertEquals(List.of("T07"), talk.hear("全部"));
        assertTrue(talk.text().endsWith("还可重试1次。"));
        assertEquals(List.of("G08"), talk.hear("90"));
    }

    @Test
    void refusesAmountsOutsideTheLimits() {
        talk.hear("TX");

        assertEquals(List.of("T09"), talk.hear("0.5"));
        assertEquals("单笔提现须在1.00元至5000.00元之间，请重新回复金额，还可重试2次。", talk.text());
        assertEquals(List.of("T09"), talk.hear("5000.01"));
    }

    @Test
    void treatsAnArgumentThatIsWrongAsAWrongAnswer() {
        assertEquals(List.of("T07"), talk.hear("TX 全部"));
        assertEquals("tx.ask_amount", talk.step());
        assertEquals(List.of("G13"), talk.hear("100"));
    }

    @Test
    void neverReadsADateAsAnAmount() {
        talk.hear("TX");

        assertEquals(List.of("T07"), talk.hear("20091101"));
        assertTrue(talk.turn().heard().masked());
    }

    @Test
    void readsAPasswordThatIsSentTooEarlyAsAnAmountAndMasksIt() {
        talk.limits.put("withdraw_max", "");
        talk.ends("check_amount", "too_much", "cash", "500.00");
        talk.hear("TX");

        assertEquals(List.of("T08"), talk.hear("123456"));
        assertTrue(talk.turn().heard().masked());
    }

    @Test
    void asksNothingWhenTheSwitchForThePasswordIsOff() {
        talk.guards.clear();

        assertEquals(List.of("T02"), talk.hear("TX 100"));

        assertTrue(talk.done.get(talk.done.size() - 1).secrets().isEmpty());
    }

    @Test
    void namesTheNewCardWhenItChanged() {
        talk.hear("TX 100");
        talk.ends("withdraw", "card_changed", "bank", "建设银行", "new_tail", "7777");

        assertEquals(List.of("T12"), talk.hear("123456"));
        assertTrue(talk.text().contains("建设银行尾号7777"));
    }

    @Test
    void checksTheAccountBeforeTheArgument() {
        talk.ends("check_withdrawal", "not_real_name");

        assertEquals(List.of("T03"), talk.hear("TX 全部"));
    }

    // 3.8 HF, 3.4 CZK

    @ParameterizedTest
    @ValueSource(strings = {"HF50", "HF 50", "HF　５０", "HF+50", "hf50元", "HF空格50", "HF50。", "HF 50."})
    void paysFifty(String text) {
        assertEquals(List.of("G13"), talk.hear(text));
        assertEquals("为本机缴话费50.00元，由充值卡账户支付。请回复6位支付密码确认，10分钟内有效，密码请勿告诉他人。", talk.text());
        assertEquals(List.of(), talk.hear("123456"));

        assertEquals("50.00", talk.done.get(talk.done.size() - 1).inputs().get("amount"));
        assertEquals("OK", talk.disposition());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HF",
                "HF 50.555",
                "HF .5",
                "HF 050",
                "HF 1,000",
                "HF 5\n0",
                "HF -1",
                "HF 1e3",
                "HF 五十",
                "HF 0x32",
                "HF NaN",
                "HF ٥٠",
                "HF 5²",
                "HF ①⓪",
                "HF 13800138000 50",
                "HF50 13800138000",
                "HF 99999999999999999999"
            })
    void neverPaysWhatIsNotClearlyAnAmount(String text) {
        assertEquals(List.of("F02"), talk.hear(text));
        assertEquals("REFUSED:not_amount", talk.disposition());
        assertTrue(talk.nothingIsOpen());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HF 0", "HF 0.00", "HF 1000.01"})
    void refusesBillsOutsideTheLimits(String text) {
        assertEquals(List.of("F03"), talk.hear(text));
        assertEquals("缴费金额须大于0，且每次不超过1000.00元，请重新发送。", talk.text());
    }

    @Test
    void warnsInProvincesThatAreInTest() {
        talk.ends("check_bill", "ok_in_test", "acct", "cash_account");

        talk.hear("HF50");

        assertTrue(talk.text().endsWith("您所在省正在测试，如不成功将自动退款。"));
        assertEquals("hf.ask_pin_in_test", talk.step());
        assertEquals(List.of(), talk.hear("123456"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CZK 1812 3456 7890 1234 56", "czk1812-3456-7890-123456", "CZK+１８１２３４５６７８９０１２３４５６"})
    void topsUpWithACardThatItDoesNotRemember(String text) {
        assertEquals(List.of("C01"), talk.hear(text));

        var topUp = talk.done.get(talk.done.size() - 1);
        assertEquals(new Secret("181234567890123456"), topUp.secrets().get("card"));
        assertFalse(talk.done.toString().contains("1812"));
        assertTrue(talk.turn().heard().masked());
        assertEquals("CZK", talk.turn().heard().command());
    }

    @Test
    void explainsWrongCards() {
        assertEquals(List.of("C02"), talk.hear("CZK"));
        assertEquals(List.of("C03"), talk.hear("CZK 12345181234567890"));
        assertEquals(List.of("C02"), talk.hear("CZK 1812345678901234567"));
        assertEquals(List.of("C02"), talk.hear("CZK 191234567890123456"));
        assertEquals(List.of("C02"), talk.hear("CZK 18ABC"));
        assertEquals(List.of("C07"), talk.ends("check_top_up", "too_many_wrong").hear("CZK 18ABC"));
    }

    // 3.2, 3.6, 3.7, 3.9

    @Test
    void saysAllReasonsThatBlockClosing() {
        talk.ends(
                "check_close",
                new Outcome(
                        "not_closable",
                        Map.of(),
                        List.of(
                                new Outcome.Row("wallet", Map.of()),
                                new Outcome.Row("in_transit", Map.of("n", "2")),
                                new Outcome.Row("balance", Map.of("total", "0.01")),
                                new Outcome.Row("phone", Map.of("state", "two_way")))));

        assertEquals(List.of("X02"), talk.hear("XH"));

        assertEquals("暂不能销户：手机钱包未注销；有2笔在途交易；账户余额0.01元未清零；号码处于双向停机状态。处理后请重新发送XH。", talk.text());
    }

    @Test
    void listsTheHistory() {
        talk.ends(
                "history",
                new Outcome(
                        "ok",
                        Map.of("n", "1"),
                        List.of(new Outcome.Row(
                                "entry",
                                Map.of(
                                        "when", "2009-11-01 08:30",
                                        "kind", "bill",
                                        "sign", "minus",
                                        "amount", "50.00",
                                        "acct", "card_account")))));
        talk.hear("CXLS");

        assertEquals(List.of("H02"), talk.hear("2009年11月1日"));

        assertEquals("2009-11-01起最近1笔：11月1日08:30缴话费-50.00元（充值卡账户）。", talk.text());
    }

    @Test
    void resetsTheLoginPasswordAfterAYes() {
        assertEquals(List.of("P01"), talk.hear("M"));
        assertEquals(List.of("G20"), talk.hear("好"));
        assertEquals(List.of("P02"), talk.hear("A"));
        assertTrue(talk.says.get(0).secret());
        assertEquals(List.of("G21"), talk.hear("A"));
    }

    // 3.0.7

    @Test
    void endsAnOpenDialogueWhenAnotherCommandComes() {
        talk.hear("CXLS");

        assertEquals(List.of("T01"), talk.hear("TX"));

        assertTrue(talk.text().startsWith("您上一步的查询操作已取消。可提现余额500.00元"));
        assertEquals(List.of("T07"), talk.hear("20091101"));
    }

    @Test
    void saysTheReplacementAloneWhenNothingElseIsSaid() {
        talk.guards.remove("pin_for_bill");
        talk.hear("TX");

        assertEquals(List.of("G07"), talk.hear("HF50"));
        assertEquals("您上一步的提现操作已取消。", talk.text());
    }

    @Test
    void answersTheBalanceWithoutLeavingTheDialogue() {
        talk.hear("TX");

        assertEquals(List.of("B01"), talk.hear("CX"));
        assertEquals("现金账户400.00元，充值卡账户30.00元，合计430.00元，提现在途100.00元。", talk.text());

        assertEquals(List.of("G13"), talk.hear("100"));
    }

    @Test
    void cancelsWithZeroAndGoesBackWithB() {
        talk.hear("TX100");
        assertEquals(List.of("T01"), talk.hear("B"));
        assertEquals(List.of("G13"), talk.hear("12.5"));

        assertEquals(List.of("G18"), talk.hear("0"));

        assertEquals("已取消提现，未发生扣款。", talk.text());
        assertTrue(talk.nothingIsOpen());
    }

    @Test
    void helpsWithoutCountingATry() {
        talk.hear("TX");
        for (int i = 0; i < 4; i++) {
            assertEquals(List.of("G19"), talk.hear("帮助"));
        }
        assertEquals(List.of("G13"), talk.hear("100"));
    }

    @Test
    void explainsAnAnswerThatCameTooLateAndDoesNotTakeIt() {
        talk.hear("TX100");
        talk.clock.turn(Duration.ofMinutes(10));

        assertEquals(List.of("G06"), talk.hear("123456"));

        assertEquals("您的提现操作已超时取消，未发生扣款。如需继续请重新发送TX。", talk.text());
        assertTrue(talk.turn().heard().masked());
        assertEquals("REFUSED:late", talk.disposition());
        assertTrue(talk.done.stream().noneMatch(d -> d.action().equals("withdraw")));
    }

    @Test
    void forgetsALateAnswerAfterADay() {
        talk.hear("TX100");
        talk.clock.turn(Duration.ofHours(24).plusMinutes(10));

        assertEquals(List.of("G01"), talk.hear("123456"));
        assertTrue(talk.turn().heard().masked());
    }

    @Test
    void doesNotMentionADialogueThatHadExpiredWhenACommandComes() {
        talk.hear("CXLS");
        talk.clock.turn(Duration.ofMinutes(11));

        talk.hear("TX");

        assertTrue(talk.text().startsWith("可提现余额"));
    }

    @Test
    void givesEveryAcceptedAnswerNewTime() {
        talk.hear("TX");
        talk.clock.turn(Duration.ofMinutes(9));
        talk.hear("100");
        talk.clock.turn(Duration.ofMinutes(9));

        assertEquals(List.of("T02"), talk.hear("123456"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"КТ", "K T", "KTA", "KT 1", "KT A", "AA", "M1", "", "  ", "😀", "KT😀", "\uD83D", "你好"})
    void doesNotUnderstand(String text) {
        assertEquals(List.of("G01"), talk.hear(text));
        assertEquals("UNKNOWN_TEXT", talk.disposition());
        assertEquals("", talk.turn().heard().command());
    }

    @Test
    void doesNotTakeProseForACommand() {
        assertEquals(List.of("G01"), talk.hear("HF50" + "请帮我缴费".repeat(20)));
    }

    // versions, languages, faults of ours

    @Test
    void endsAConversationWithTheFileItBeganWith() {
        talk.hear("TX");
        talk.machine = talk.machine.with(Talk.SHIPPED);

        assertEquals(List.of("G13"), talk.hear("100"));
    }

    @Test
    void goesOnInTheNewestFilesWhenThoseOfAConversationAreGone() {
        talk.hear("TX");
        asIfBegun("gone", "ask_amount");

        assertEquals(List.of("G13"), talk.hear("100"));
    }

    @Test
    void saysThatTheServiceWasUpdatedWhenNoFileKnowsTheQuestion() {
        talk.hear("TX");
        asIfBegun("gone", "a-step-of-old");
        int done = talk.done.size();

        assertEquals(List.of("G26"), talk.hear("100"));
        assertEquals("REFUSED:updated", talk.disposition());
        assertEquals(done, talk.done.size());
    }

    private void asIfBegun(String version, String step) {
        var asking = talk.open.asking();
        assertNotNull(asking);
        talk.open = new OpenConversations(
                new Conversation(
                        asking.id(),
                        asking.dialog(),
                        version,
                        asking.state(),
                        step,
                        asking.values(),
                        asking.held(),
                        asking.tries(),
                        asking.sequence(),
                        asking.expiresAt(),
                        asking.language(),
                        asking.origin()),
                null);
    }

    @Test
    void speaksTheLanguageOfTheSubscriber() {
        talk.language = "en";

        talk.hear("HF50");

        assertTrue(talk.text().startsWith("Pay your phone bill of 50.00 yuan from the card account?"));
    }

    @Test
    void saysANeutralTextAndRaisesAnAlarmWhenAValueIsMissing() {
        talk.ends("withdraw", "ok", "bank", "工商银行");
        talk.hear("TX100");

        assertEquals(List.of("G04"), talk.hear("123456"));

        assertFalse(talk.text().contains("<"));
        assertEquals(1, talk.alarms.size());
    }

    @Test
    void tellsWhatHappenedOutsideAConversation() {
        var say = talk.machine.notice(
                "bill_failed",
                Map.of("amount", "50.00", "acct", "card_account", "balance", "80.00", "order", "91102000124"),
                "zh",
                talk.facts());

        assertEquals("F07", say.id());
        assertEquals("缴费50.00元未成功，资金已退回充值卡账户，余额80.00元，流水号91102000124。", say.written());
    }
}
