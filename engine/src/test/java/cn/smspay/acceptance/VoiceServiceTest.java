package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.CardStock.Card;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.config.Config;
import cn.smspay.config.VoiceConfig;
import cn.smspay.store.Job;
import cn.smspay.store.Route;
import cn.smspay.store.Tx;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.script.ValueKind;
import cn.smspay.testing.OwnPorts;
import cn.smspay.testing.Service;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.QuickPrompts;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.rtp.Inband;
import cn.smspay.voice.rtp.PortRange;
import cn.smspay.voice.sip.Caller;
import cn.smspay.voice.sip.SipSettings;
import cn.smspay.voice.sip.Sipp;
import cn.smspay.voice.speech.Speech;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole engine, called over SIP and RTP and written to over SMPP. It speaks its real sentences with recordings of a
 * twentieth of a second; 12589 is the same service with less patience for silence.
 */
@Tag("peer")
@Timeout(120)
final class VoiceServiceTest {
    private static final String GREETING = "您好，欢迎使用手机支付。";
    private static final String GO_ON = "继续办理请按星号键。";
    private static final String ENTER_CARD = "请输入18位充值卡密码，按井号键结束，返回请按星号键。";
    private static final String CONFIRM_CARD = "您输入的充值卡密码末四位是<card_password_tail>。充值到充值卡账户，资金不可提现。确认请按1，返回请按星号键。";
    private static final String ENTER_PIN = "请输入6位支付密码，按井号键结束。";
    private static final String ENTER_AMOUNT = "可提现余额<cash>元。请输入提现金额，单位元，小数点按星号键，按井号键结束。";
    private static final String CONFIRM_WITHDRAWAL = "提现<withdrawal_amount>元，转入尾号<tail>银行卡。确认请按1，返回请按星号键。";
    private static final String PIN = "135246";
    private static final String TAIL = "6222";
    private static final int PARALLEL = 200;
    private static final int PORTS = 2000;

    @TempDir
    private static Path folder;

    private static PortRange ports;
    private static Service service;
    private static SpokenVoice voice;
    private static int cards;

    @TempDir
    private Path own;

    @BeforeAll
    static void start() throws IOException {
        var scripts = Files.createDirectories(folder.resolve("ivr-scripts"));
        var prompts = Files.createDirectories(scripts.resolve("prompts"));
        var real = Service.HOME.resolve("ivr-scripts");
        var menu = Files.readString(real.resolve("12588.yaml"));
        Files.writeString(scripts.resolve("12588.yaml"), menu);
        Files.writeString(
                scripts.resolve("12589.yaml"),
                menu.replace("ivr: \"12588\"", "ivr: \"12589\"").replace("patience: 8s", "patience: 1s"));
        QuickPrompts.write(real.resolve("prompts"), prompts);
        QuickPrompts.write(real.resolve("prompts-en"), scripts.resolve("prompts-en"));
        voice = new SpokenVoice(Speech.load(prompts));
        ports = somePorts();
        service = new Service(
                Files.createDirectories(folder.resolve("data")),
                config -> settings(config, scripts, ports, CallSettings.CallCaps.USUAL.ackPatience()));
        service.clock.run();
    }

    /** Below those that the system gives away, at a place that depends on what it gives now. */
    private static PortRange somePorts() throws IOException {
        try (var probe = new DatagramSocket(0)) {
            int first = 10_000 + probe.getLocalPort() % 10_000 * 2;
            return new PortRange(first, first + PORTS);
        }
    }

    private static Config settings(Config config, Path scripts, PortRange range, Duration ackPatience) {
        var usual = CallSettings.CallCaps.USUAL;
        var sip = new SipSettings(
                "127.0.0.1",
                "127.0.0.1",
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(new ServiceNumber("12588"), new ServiceNumber("12589")),
                List.of(new SipSettings.Trunk("gw", List.of("127.0.0.1"), true, 1000, Optional.empty())),
                SipSettings.Phones.NONE,
                new CallSettings.CallCaps(
                        1000, 2, 1000, usual.longestCall(), usual.retryAfter(), ackPatience, usual.sessionMin()),
                new CallSettings.Sound(range, 2, Duration.ofSeconds(30), Inband.FALLBACK),
                Map.of("10086", List.of("sip:10086@127.0.0.1")));
        return new Config(
                config.node(),
                config.data(),
                config.masterKey(),
                config.dialogs(),
                scripts,
                config.desk(),
                config.binds(),
                config.sms(),
                config.rules(),
                config.outside(),
                config.lane(),
                config.store(),
                new VoiceConfig(Optional.of(sip), Optional.empty(), Optional.empty(), Duration.ofSeconds(1), false),
                config.billing(),
                config.sftp(),
                config.http(),
                config.doors(),
                config.keep(),
                config.logging());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** After every test: no call is left, no port, and no secret in any record. */
    @AfterEach
    void leavesNothingBehind() throws Exception {
        settle();
        assertEquals(0, service.number("select count(*) from call_record where result = 'FAULT'"));
        var records = String.join("\n", service.texts("""
                        select id || call_id || caller || menu_path || key_kind || via from call_record"""));
        assertFalse(records.contains(PIN));
        assertFalse(records.matches("(?s).*18[0-9]{16}.*"), records);
    }

    /** Waits until every call has given its ports back and is recorded. */
    private static void settle() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!OwnPorts.udp(ports.first(), ports.last()).isEmpty()) {
            assertTrue(System.nanoTime() < end, "ports are left open");
            Service.moment();
        }
        service.settle();
    }

    private static Caller caller(String number) throws IOException {
        return new Caller(service.engine().sipPort(), number, voice);
    }

    private Sipp sipp() {
        Sipp.needed();
        return new Sipp(own, service.engine().sipPort());
    }

    /** With an account, a bank card and cash. */
    private static void customer(String number, String cash) {
        service.in(tx -> {
            var who = service.staging().subscriber(tx, new Msisdn(number), Province.HUNAN, Brand.GOTONE);
            var now = service.clock.instant();
            service.staging().open(tx, who, new Secret("Login2009"), new Secret(PIN), now);
            service.staging().realName(tx, who, now);
            service.staging().bindCard(tx, who, BankCode.ICBC, TAIL);
            service.staging().money(tx, who, Pocket.CASH, fen(cash), now);
            return who;
        });
    }

    private static String card(String face) {
        var password = "18%016d".formatted(++cards);
        service.in(tx -> service.engine()
                .accounts()
                .cardStock()
                .add(
                        tx,
                        new Card(
                                "0911118%010d".formatted(cards),
                                fen(face),
                                Province.HUNAN,
                                CardState.ACTIVE,
                                LocalDate.of(2012, 12, 31)),
                        new Secret(password)));
        return password;
    }

    private static Fen fen(String yuan) {
        return Fen.readYuan(yuan).orElseThrow();
    }

    private static Fen held(String number, Pocket pocket) {
        return service.in(tx -> {
            var accounts = service.engine().accounts();
            var account = accounts.subscribers()
                    .get(tx, service.subscription(tx, number))
                    .account();
            return accounts.ledger().balance(tx, Objects.requireNonNull(account), pocket);
        });
    }

    /** What has come to this phone since it was asked about for the first time. */
    private static List<String> texts(String number) {
        return service.smsc.handset(number).texts().stream()
                .map(text -> text.text())
                .toList();
    }

    private static long records(String number, CallResult result) {
        return service.number("select count(*) from call_record where caller = '" + number + "' and result = '"
                + result.name() + "'");
    }

    // ---- what subscribers do

    @Test
    void anAccountIsOpenedByVoiceAndAShortMessage() throws Exception {
        var number = "13900000001";
        texts(number);

        assertTrue(sipp().from("+86" + number).plays("balance"));
        settle();

        assertEquals(1, texts(number).size());
        assertTrue(texts(number).get(0).startsWith("您正申请开通手机支付"), texts(number).toString());
        var answers = service.say(number, "A");
        assertTrue(answers.get(0).startsWith("手机支付开通成功"), answers.toString());
        assertEquals(List.of("现金账户0.00元，充值卡账户0.00元，合计0.00元，提现在途0.00元。"), service.say(number, "CX"));
        assertEquals(1, records(number, CallResult.COMPLETED));
    }

    @Test
    void theBalanceIsTheLedgers() throws Exception {
        var number = "13900000002";
        customer(number, "1234.05");

        try (var caller = caller(number).dial()) {
            caller.hears(GREETING).presses("1");
            caller.hears(
                    "现金账户<cash>元，充值卡账户<card>元，合计<total>元，提现在途<transit>元。",
                    Map.of(
                            "cash",
                            held(number, Pocket.CASH).toString(),
                            "card",
                            "0.00",
                            "total",
                            "1234.05",
                            "transit",
                            "0.00"));
            caller.hears(GO_ON).hangsUp();
        }
        settle();
        assertEquals(1, records(number, CallResult.CALLER_HUNG_UP));
        assertEquals(
                List.of("check>main>balance>more"),
                service.texts("select menu_path from call_record where caller = '" + number + "'"));
    }

    @Test
    void aCardIsToppedUpOnceAndTheLastTransactionsAreRead() throws Exception {
        var number = "13900000003";
        customer(number, "20.00");
        var card = card("50");
        service.say(number, "CZK" + card("10"));

        try (var caller = caller(number).dial()) {
            caller.presses("3").hears(ENTER_CARD).presses(card + "#");
            caller.hears(readBack(card)).presses("1");
            caller.hears("充值<amount>元成功，充值卡账户余额<card_balance>元。", Map.of("amount", "50.00", "card_balance", "60.00"));
            caller.hears(GO_ON).presses("2");
            caller.hears(count("最近<n>笔交易。", "n", "3"));
            caller.hears(GO_ON).presses("3");
            caller.hears(ENTER_CARD).presses(card + "#");
            caller.hears(readBack(card)).presses("1");
            caller.hears("该充值卡刚才已充值<amount>元。", Map.of("amount", "50.00"));
            caller.hangsUp();
        }
        settle();

        assertEquals(fen("60.00"), held(number, Pocket.CARD));
        assertEquals(
                1,
                texts(number).stream().filter(t -> t.startsWith("充值成功：50.00元")).count());
    }

    private static Spoken readBack(String card) {
        var tail = new Spoken.Value(ValueKind.DIGITS, card.substring(card.length() - 4));
        return new Spoken("zh", CONFIRM_CARD, Map.of("card_password_tail", tail));
    }

    private static Spoken count(String template, String name, String value) {
        return new Spoken("zh", template, Map.of(name, new Spoken.Value(ValueKind.COUNT, value)));
    }

    @Test
    void wrongPayPasswordsOfBothChannelsCountTogether() throws Exception {
        var number = "13900000004";
        customer(number, "500.00");
        service.say(number, "TX");
        service.say(number, "100");
        service.say(number, "000000");
        service.say(number, "000001");
        service.say(number, "0");

        try (var caller = caller(number).dial()) {
            caller.presses("5").hears(ENTER_AMOUNT, Map.of("cash", "500.00")).presses("100#");
            caller.hears(confirmation("100.00")).presses("1");
            caller.hears(ENTER_PIN).presses("000002#");
            caller.hears(count("支付密码错误，还可输入<left>次。请重新输入，按井号键结束。", "left", "2")).presses("000003#");
            caller.hears(count("支付密码错误，还可输入<left>次。请重新输入，按井号键结束。", "left", "1")).presses("000004#");
            caller.hears("重置支付密码请按0转人工服务。").hangsUp();
        }
        settle();

        var answers = service.say(number, "TX");
        assertTrue(answers.get(0).contains("锁定"), answers.toString());
        assertEquals(fen("500.00"), held(number, Pocket.CASH));
    }

    private static Spoken confirmation(String amount) {
        return new Spoken(
                "zh",
                CONFIRM_WITHDRAWAL,
                Map.of(
                        "withdrawal_amount",
                        new Spoken.Value(ValueKind.MONEY, amount),
                        "tail",
                        new Spoken.Value(ValueKind.DIGITS, TAIL)));
    }

    @Test
    void threeWrongKeysEndACallPolitely() throws Exception {
        var number = "13900000005";

        try (var caller = caller(number).dial()) {
            caller.hears(GREETING);
            caller.presses("7").hears("按键有误。");
            caller.presses("7").hears("按键有误。");
            caller.presses("7").hears("感谢您的来电，再见。");
            caller.isHungUpOn();
        }
        settle();
        assertEquals(1, records(number, CallResult.COMPLETED));
    }

    @Test
    void threeSilencesEndACallPolitely() throws Exception {
        var number = "13900000006";

        assertTrue(sipp().from("+86" + number).to("12589").plays("silence"));

        settle();
        assertEquals(1, records(number, CallResult.COMPLETED));
    }

    @Test
    void aWithheldNumberHearsAnApologyAndNoMenu() throws Exception {
        try (var caller = caller("").dial()) {
            caller.hears("抱歉，无法确认您的号码，不能为您办理业务。请用本机直接拨打。再见。");
            caller.isHungUpOn();
        }
        settle();
        assertEquals(1, records("", CallResult.COMPLETED));
    }

    // ---- who hangs up when

    /** How far a caller comes who recharges: what he has done when he hangs up. */
    private static void recharge(Caller caller, String card, int steps) throws IOException {
        caller.dial();
        if (steps > 0) {
            caller.presses("3").hears(ENTER_CARD);
        }
        if (steps > 1) {
            caller.presses(card.substring(0, 9));
        }
        if (steps > 2) {
            caller.presses(card.substring(9) + "#").hears(readBack(card));
        }
        if (steps > 3) {
            caller.presses("1");
        }
        caller.hangsUp();
    }

    @Test
    void hangingUpBeforeTheConfirmationOfARechargeChangesNothingAndAfterItNothingAnyMore() throws Exception {
        var number = "13900000007";
        customer(number, "1.00");
        var card = card("100");
        for (int steps = 0; steps <= 3; steps++) {
            try (var caller = caller(number).pressingByInfo()) {
                recharge(caller, card, steps);
            }
            settle();
            assertEquals(Fen.ZERO, held(number, Pocket.CARD), "after " + steps + " steps");
        }
        assertEquals(List.of(), texts(number));

        try (var caller = caller(number).pressingByInfo()) {
            recharge(caller, card, 4);
        }
        settle();

        assertEquals(fen("100.00"), held(number, Pocket.CARD));
        assertEquals(List.of("充值成功：100.00元已存入充值卡账户，余额100.00元。该账户资金不可提现。"), texts(number));
        assertEquals(5, records(number, CallResult.CALLER_HUNG_UP));
    }

    /** The same for who withdraws 100 yuan of 300. */
    private static void withdraw(Caller caller, int steps) throws IOException {
        caller.dial();
        if (steps > 0) {
            caller.presses("5").hears(ENTER_AMOUNT, Map.of("cash", "300.00"));
        }
        if (steps > 1) {
            caller.presses("100#").hears(confirmation("100.00"));
        }
        if (steps > 2) {
            caller.presses("1").hears(ENTER_PIN);
        }
        if (steps > 3) {
            caller.presses(PIN.substring(0, 5));
        }
        if (steps > 4) {
            caller.presses(PIN.substring(5));
        }
        caller.hangsUp();
    }

    @Test
    void hangingUpBeforeThePasswordOfAWithdrawalChangesNothingAndAfterItNothingAnyMore() throws Exception {
        var number = "13900000008";
        customer(number, "300.00");
        for (int steps = 0; steps <= 4; steps++) {
            try (var caller = caller(number).pressingByInfo()) {
                withdraw(caller, steps);
            }
            settle();
            assertEquals(fen("300.00"), held(number, Pocket.CASH), "after " + steps + " steps");
        }
        assertEquals(List.of(), texts(number));

        try (var caller = caller(number).pressingByInfo()) {
            withdraw(caller, 5);
        }
        settle();

        assertEquals(
                fen("200.00"),
                held(number, Pocket.CASH),
                () -> service.texts("select menu_path from call_record where caller = '" + number + "'")
                        .toString());
        assertEquals(
                1,
                texts(number).stream()
                        .filter(t -> t.startsWith("提现100.00元已受理，转入工商银行尾号" + TAIL))
                        .count(),
                texts(number).toString());
    }

    // ---- what happens on the wire

    @ParameterizedTest
    @ValueSource(strings = {"hold", "cancel"})
    void surviveWhatPhonesDo(String scenario) throws Exception {
        var number = "1390000001" + scenario.length();
        texts(number);
        var blocked = new CountDownLatch(1);
        if (scenario.equals("cancel")) {
            service.engine().lane().submit(new Blocking(blocked));
        }
        try {
            assertTrue(sipp().from("+86" + number).plays(scenario));
        } finally {
            blocked.countDown();
        }

        settle();
        boolean held = scenario.equals("hold");
        assertEquals(1, records(number, held ? CallResult.COMPLETED : CallResult.CANCELLED));
        assertEquals(held ? 1 : 0, texts(number).size());
    }

    /**
     * With an engine of its own that waits for ACKs for a moment only: where the others wait as long as the standard says,
     * no busy machine turns a slow ACK into a lost one.
     */
    @Test
    void aCallWhoseAnswerIsNeverAcknowledgedIsHungUpOnAndRecorded() throws Exception {
        Sipp.needed();
        var range = somePorts();
        try (var impatient = new Service(
                Files.createDirectories(own.resolve("data")),
                config -> settings(config, folder.resolve("ivr-scripts"), range, Duration.ofMillis(500)))) {
            impatient.clock.run();

            assertTrue(new Sipp(own, impatient.engine().sipPort())
                    .from("+8613900000020")
                    .plays("lost-ack"));

            impatient.settle();
            assertEquals(
                    List.of("NO_ACK check>newcomer 0"),
                    impatient.texts("select result || ' ' || menu_path || ' ' || packets_sent from call_record"));
            assertEquals(List.of(), impatient.smsc.handset("13900000020").texts());
        }
    }

    /** Keeps the writer busy, so that calls go on ringing. */
    private record Blocking(CountDownLatch until) implements Job<Boolean> {
        @Override
        public Route route() {
            return Route.about("blocking");
        }

        @Override
        public Boolean run(Tx tx) {
            try {
                return until.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void twoHundredCallersAtOnceAreServed() throws Exception {
        var numbers =
                IntStream.range(0, PARALLEL).mapToObj("1391%07d"::formatted).toList();
        numbers.forEach(VoiceServiceTest::texts);
        var file = own.resolve("numbers.csv");
        Files.writeString(file, "SEQUENTIAL\n" + String.join(";\n", numbers) + ";\n");

        assertTrue(sipp().from("+86[field0]")
                .plays(
                        "opens-account",
                        "-inf",
                        file.toString(),
                        "-m",
                        Integer.toString(PARALLEL),
                        "-r",
                        "100",
                        "-l",
                        Integer.toString(PARALLEL),
                        "-default_behaviors",
                        "all,-abortunexp"));

        settle();
        assertEquals(PARALLEL + " COMPLETED check>newcomer>kt.agree", String.join("\n", service.texts("""
                        select count(*) || ' ' || result || ' ' || menu_path || case when packets_sent > 0 then '' else ' unheard' end
                        from call_record where caller like '1391%' group by result, menu_path, packets_sent > 0""")));
        for (var number : numbers) {
            assertEquals(1, texts(number).size());
        }
    }
}
