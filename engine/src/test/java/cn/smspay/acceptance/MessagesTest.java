package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.text.Alphabet;
import cn.smspay.config.Config;
import cn.smspay.outside.simulator.Splitting;
import cn.smspay.outside.simulator.Uplink;
import cn.smspay.sms.DataCodings;
import cn.smspay.sms.SmsSettings;
import cn.smspay.testing.Service;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Long and odd messages, from the wire to the answer and the charge record. */
@Timeout(120)
final class MessagesTest {
    private static final String PHONE = "13907310001";
    private static final String NO_ACCOUNT = "您的号码尚未开通手机支付，不能办理该业务。开通请发送KT到10658888。";
    private static final String UNREADABLE = "无法读取您发送的内容，请用文字重新编辑指令后发送。";
    private static final String NOT_UNDERSTOOD = "未能识别您发送的内容。";
    private static final Charset GBK = Charset.forName("GBK");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(value = Splitting.class, names = "PAYLOAD", mode = EnumSource.Mode.EXCLUDE)
    void aMessageOfTenPartsIsOneTextAndTenCharges(Splitting splitting) {
        try (var service = new Service(folder)) {
            var handset = service.smsc.handset(PHONE);

            Service.get(service.smsc.deliver(PHONE, Service.NUMBER, "长".repeat(660), splitting));
            service.settle();

            assertEquals(1, handset.texts().size());
            assertTrue(handset.texts().get(0).text().startsWith(NOT_UNDERSTOOD));
            assertEquals(10, service.number("select count(*) from charge_record"));
            assertEquals(1000, service.number("select sum(amount_li) from charge_record"));
            assertEquals(9, service.number("select count(*) from charge_record where disposition = 'PART'"));
            assertEquals(0, service.number("select count(*) from message_part"));
        }
    }

    @Test
    void tenPartsInReverseOrderWithOneDoubledAreOneCommand() {
        try (var service = new Service(folder)) {
            var text = "CX" + " ".repeat(18);
            var parts = new java.util.ArrayList<Uplink>();
            for (int number = 1; number <= 10; number++) {
                parts.add(part(PHONE, 77, number, 10, text.substring(2 * number - 2, 2 * number)));
            }
            Collections.reverse(parts);
            parts.add(3, parts.get(2));

            var answers = send(service, parts.toArray(Uplink[]::new));

            assertEquals(List.of(NO_ACCOUNT), answers);
        }
    }

    @Test
    void aMessageWithALostPartIsChargedAndNotAnswered() {
        try (var service = new Service(folder)) {
            var answers = send(service, part(PHONE, 5, 1, 3, "C"), part(PHONE, 5, 2, 3, "X"));
            service.clock.turn(Duration.ofMinutes(11));
            var late = send(service, part(PHONE, 5, 3, 3, " "));

            assertEquals(List.of(), answers);
            assertEquals(List.of(), late);
            assertEquals(300, service.number("select sum(amount_li) from charge_record"));
        }
    }

    @Test
    void partsOfTwoSubscribersWithOneReferenceStayApart() {
        try (var service = new Service(folder)) {
            var other = service.smsc.handset("13907310002");

            var answers = send(
                    service,
                    part(PHONE, 9, 1, 2, "C"),
                    part("13907310002", 9, 2, 2, "T"),
                    part("13907310002", 9, 1, 2, "K"),
                    part(PHONE, 9, 2, 2, "X"));

            assertEquals(List.of(NO_ACCOUNT), answers);
            assertEquals(1, other.texts().size());
            assertTrue(other.texts().get(0).text().startsWith("您正申请开通手机支付"));
        }
    }

    @Test
    void aMessagePayloadIsReadLikeAShortMessage() {
        try (var service = new Service(folder)) {
            var handset = service.smsc.handset(PHONE);

            Service.get(service.smsc.deliver(PHONE, Service.NUMBER, "余额", Splitting.PAYLOAD));
            service.settle();

            assertEquals(NO_ACCOUNT, handset.texts().get(0).text());
        }
    }

    @Test
    void dataCodingZeroIsGbkOnABindThatSaysSo() {
        try (var service = new Service(folder, sms(Map.of("local", DataCodings.of(Alphabet.GBK)), 60))) {
            assertEquals(List.of(NO_ACCOUNT), send(service, Uplink.of(PHONE, Service.NUMBER, 0, "余额".getBytes(GBK))));
        }
    }

    @Test
    void dataCodingFifteenIsGbkOnAnyBind() {
        try (var service = new Service(folder)) {
            assertEquals(List.of(NO_ACCOUNT), send(service, Uplink.of(PHONE, Service.NUMBER, 15, "余额".getBytes(GBK))));
        }
    }

    @Test
    void aNumberOfAnotherCarrierIsAnsweredOnceADayAndNeverCharged() {
        try (var service = new Service(folder)) {
            var first = service.say("13000000001", "KT");
            var second = service.say("13000000001", "CX");
            service.clock.turn(Duration.ofHours(24));
            var nextDay = service.say("13000000001", "A");

            assertEquals(List.of("手机支付仅向中国移动客户开放，您的号码暂不支持。"), first);
            assertEquals(List.of(), second);
            assertEquals(first, nextDay);
            assertEquals(3, service.number("select count(*) from charge_record where disposition = 'OFFNET'"));
            assertEquals(0, service.number("select sum(amount_li) from charge_record"));
        }
    }

    @Test
    void aSenderThatIsNoNumberIsRecordedAndNeitherChargedNorAnswered() {
        try (var service = new Service(folder)) {
            var answers = send(service, Uplink.of("BANK-OF-X", Service.NUMBER, 0, ascii("KT")));

            assertEquals(List.of(), answers);
            assertEquals(0, service.smsc.submitted());
            assertEquals(1, service.number("select count(*) from charge_record where disposition = 'MACHINE'"));
            assertEquals(0, service.number("select sum(amount_li) from charge_record"));
        }
    }

    @Test
    void anotherDestinationIsAcknowledgedAndIsNoBusinessOfOurs() {
        try (var service = new Service(folder)) {
            var answers = send(service, Uplink.of(PHONE, "1065888", 0, ascii("KT")));

            assertEquals(List.of(), answers);
            assertEquals(0, service.number("select count(*) from uplink"));
        }
    }

    @Test
    void twoMachinesDoNotTalkForEver() {
        try (var service = new Service(folder)) {
            for (int i = 1; i <= 5; i++) {
                assertEquals(1, service.say(PHONE, "您好" + i).size());
            }
            var sixth = service.say(PHONE, "您好6");
            service.clock.turn(Duration.ofHours(1));
            var hourLater = service.say(PHONE, "您好7");

            assertEquals(List.of(), sixth);
            assertEquals(1, hourLater.size());
            assertEquals(7, service.number("select count(*) from charge_record where amount_li = 100"));
        }
    }

    @Test
    void aFloodIsChargedAndNotExecuted() {
        try (var service = new Service(folder, sms(Map.of(), 3))) {
            service.say(PHONE, "CX");
            service.say(PHONE, "余额");
            service.say(PHONE, "cx");

            var fourth = service.say(PHONE, "KT");
            service.clock.turn(Duration.ofMinutes(1));
            var minuteLater = service.say(PHONE, "开户");

            assertEquals(List.of(), fourth);
            assertEquals(1, minuteLater.size());
            assertEquals(1, service.number("select count(*) from charge_record where disposition = 'REFUSED:flood'"));
            assertEquals(500, service.number("select sum(amount_li) from charge_record"));
        }
    }

    /** A message whose passwords are being made is taken up again when they are: it is still one message. */
    @Test
    void aMessageThatWaitsForItsPasswordsCountsOnceTowardsAFlood() {
        try (var service = new Service(folder, sms(Map.of(), 3))) {
            service.say(PHONE, "KT");
            service.say(PHONE, "A");

            var third = service.say(PHONE, "CX");

            assertEquals(1, third.size());
            assertEquals(0, service.number("select count(*) from charge_record where disposition = 'REFUSED:flood'"));
        }
    }

    @Test
    void whatHasRunOutIsDropped() {
        try (var service = new Service(folder)) {
            service.say(PHONE, "KT");
            var conversations = "select count(*) from conversation";
            var awaited = "select count(*) from sent_segment";
            assertEquals(1, service.number(conversations));
            assertEquals(1, service.number(awaited));

            service.clock.turn(Duration.ofHours(49));
            service.engine().forget();
            service.settle();
            assertEquals(0, service.number(conversations));
            assertEquals(1, service.number(awaited));

            service.clock.turn(Duration.ofHours(24));
            service.engine().forget();
            service.settle();
            assertEquals(0, service.number(awaited));
        }
    }

    @Test
    void binaryDataIsToldToBeUnreadableOnceForAllItsParts() {
        try (var service = new Service(folder)) {
            var data = send(service, Uplink.of(PHONE, Service.NUMBER, 4, new byte[] {1, 2, 3}));
            var port = send(service, headed(PHONE, new byte[] {6, 5, 4, 0x0b, (byte) 0x84, 0x23, (byte) 0xf0}, "WAP"));
            var one = send(service, withCoding(part(PHONE, 3, 1, 2, "a"), 4));
            var two = send(service, withCoding(part(PHONE, 3, 2, 2, "b"), 4));

            assertEquals(List.of(UNREADABLE), data);
            assertEquals(List.of(UNREADABLE), port);
            assertEquals(List.of(UNREADABLE), one);
            assertEquals(List.of(), two);
            assertEquals(400, service.number("select sum(amount_li) from charge_record"));
        }
    }

    @Test
    void anOddNumberOfOctetsAsUcs2IsAnsweredLikeAnyUnknownText() {
        try (var service = new Service(folder)) {
            var answers = send(service, Uplink.of(PHONE, Service.NUMBER, 8, new byte[] {0, 'K', 0}));

            assertEquals(1, answers.size());
            assertTrue(answers.get(0).startsWith(NOT_UNDERSTOOD), answers.get(0));
        }
    }

    @Test
    void anEmptyMessageIsAnsweredAndCharged() {
        try (var service = new Service(folder)) {
            var answers = send(service, Uplink.of(PHONE, Service.NUMBER, 0, new byte[0]));

            assertEquals(1, answers.size());
            assertEquals(100, service.number("select sum(amount_li) from charge_record"));
        }
    }

    /** Delivers one after the other; what the subscriber's handset got. */
    private static List<String> send(Service service, Uplink... uplinks) {
        var handset = service.smsc.handset(PHONE);
        int before = handset.texts().size();
        for (Uplink uplink : uplinks) {
            assertEquals(0, Service.get(service.smsc.deliver(uplink)));
        }
        service.settle();
        return handset.texts().stream().skip(before).map(text -> text.text()).toList();
    }

    private static Uplink part(String from, int reference, int number, int total, String text) {
        return headed(from, new byte[] {5, 0, 3, (byte) reference, (byte) total, (byte) number}, text);
    }

    private static Uplink headed(String from, byte[] header, String text) {
        var octets = new ByteArrayOutputStream();
        octets.writeBytes(header);
        octets.writeBytes(ascii(text));
        return new Uplink(from, Service.NUMBER, 0, octets.toByteArray(), true, null, false, null);
    }

    private static Uplink withCoding(Uplink uplink, int dataCoding) {
        return new Uplink(uplink.from(), uplink.to(), dataCoding, uplink.octets(), true, null, false, null);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static UnaryOperator<Config> sms(Map<String, DataCodings> alphabets, int uplinksPerMinute) {
        return config -> {
            var sms = config.sms();
            var guarding = new SmsSettings.Guarding(sms.guarding().helpPerHour(), uplinksPerMinute);
            return Service.withSms(config, sms.with(alphabets).with(guarding));
        };
    }
}
