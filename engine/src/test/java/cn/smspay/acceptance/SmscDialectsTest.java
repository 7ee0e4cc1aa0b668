package cn.smspay.acceptance;

import static cn.smspay.acceptance.RawLink.PHONE;
import static cn.smspay.acceptance.RawLink.from;
import static cn.smspay.acceptance.RawLink.receipt;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.Province;
import cn.smspay.base.text.Alphabet;
import cn.smspay.sms.DataCodings;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.MessageIdFormat;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.testing.RawSmsc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SMSCs send that the specification did not foresee, octet by octet over real sockets. */
@Timeout(120)
final class SmscDialectsTest {
    private static final List<String> ONE_CX = List.of("CX OK 100");
    private static final String RECEIPT =
            "id:%s sub:001 dlvrd:001 submit date:2611300930 done date:2611300931 stat:%s err:%s text:hello";

    @TempDir
    private Path folder;

    private RawLink link() {
        return RawLink.of(folder).bound();
    }

    private static byte[] cx() {
        return from(PHONE).text("CX").pdu();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "one octet behind the message, "
                + "00000037000000050000000000000001000101313338303030303130303100000131303635383838380000000000000000000002435800",
        "five octets behind it, "
                + "0000003b00000005000000000000000100010131333830303030313030310000013130363538383838000000000000000000000243580000000000",
        "a parameter that overruns, "
                + "0000003d00000005000000000000000100010131333830303030313030310000013130363538383838000000000000000000000243581401000a616263",
        "an id of a receipt beside a text, "
                + "0000003e0000000500000000000000010001013133383030303031303031000001313036353838383800000000000000000000024358001e000461626300",
        "an empty payload beside the text, "
                + "0000003a000000050000000000000001000101313338303030303130303100000131303635383838380000000000000000000002435804240000",
        "a destination with 86, "
                + "0000003800000005000000000000000100010131333830303030313030310000013836313036353838383800000000000000000000024358",
        "a destination with +86, "
                + "0000003900000005000000000000000100010131333830303030313030310000012b3836313036353838383800000000000000000000024358",
        "a blank behind the source, "
                + "00000037000000050000000000000001000101313338303030303130303120000001313036353838383800000000000000000000024358",
        "a closing NUL in GSM, "
                + "00000037000000050000000000000001000101313338303030303130303100000131303635383838380000000000000000000003435800",
        "little endian by its mark, "
                + "0000003a000000050000000000000001000101313338303030303130303100000131303635383838380000000000000000080006fffe43005800",
        "a closing NUL in UCS-2, "
                + "000000390000000500000000000000010001013133383030303031303031000001313036353838383800000000000000000800050043005800",
    })
    void aReadableMessageIsRecordedExecutedAndAnswered(String kind, String pdu) {
        try (var link = link()) {
            link.take(pdu);

            assertEquals(ONE_CX, link.records(), kind);
            assertEquals(1, link.submits(), kind);
        }
    }

    @Test
    void siblingsOfThoseAreTakenAsWell() {
        var siblings = List.of(
                from(PHONE).text("CX").tail("ffffffffffffffff"),
                from(PHONE).text("CX").tail("0424ffff"),
                from(PHONE).text("CX").tail("14010001ff14"),
                from(PHONE).text("CX").tail("00001e00046162630004270001"),
                from(PHONE).text("CX").tail("04270001021e"),
                from(PHONE).text("").tail("042400024358"),
                from(PHONE).text("").tail("04240003435800"),
                from(PHONE).text("CX").claiming(3),
                RawSmsc.deliver(PHONE, "008610658888").text("CX"),
                RawSmsc.deliver(PHONE, " 10658888 ").text("CX"),
                RawSmsc.deliver(PHONE, "8610658888 ").text("CX"),
                from(" 13800001001").text("CX"),
                from("+8613800001001 ").text("CX"),
                from("008613800001001").text("CX"),
                from(PHONE).esm(0x10).text("CX"),
                from(PHONE).esm(0x50).coded(0, HexFormat.of().parseHex("0324010143" + "58")),
                from(PHONE).esm(0x40).text("CX"),
                from(PHONE).coded(0x48, "CX".getBytes(StandardCharsets.UTF_16BE)),
                from(PHONE).coded(0x50, "CX".getBytes(StandardCharsets.US_ASCII)),
                from(PHONE).coded(8, "\ufeffCX\0".getBytes(StandardCharsets.UTF_16BE)));
        try (var link = link()) {
            for (var sibling : siblings) {
                link.take(sibling);
            }

            assertEquals(siblings.stream().map(any -> "CX OK 100").toList(), link.records());
            assertEquals(siblings.size(), link.submits());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gbk, 8, d3e0b6ee",
        "gbk, 15, d3e0b6ee",
        "utf8, 8, e4bd99e9a29d",
        "utf8, 15, e4bd99e9a29d",
        "ucs2_le, 8, 59'4f9d98'"
    })
    void dataCodingMeansWhatTheBindSays(String alphabet, int coding, String octets) {
        var meant = DataCodings.of(Alphabet.GSM)
                .with(Map.of(coding, Alphabet.valueOf(alphabet.toUpperCase(java.util.Locale.ROOT))));
        try (var link = RawLink.of(folder, bind -> bind, sms -> sms.with(Map.of("main", meant)))
                .bound()) {
            link.take(from(PHONE).coded(coding, HexFormat.of().parseHex(octets.replace("'", ""))));

            assertEquals(ONE_CX, link.records());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a part in GSM and one in UCS-2, "
                + "0000003b00000005000000000000000100010131333830303030313030310000013130363538383838004000000000000000000705000304020143 "
                + "0000003c0000000500000000000000020001013133383030303031303031000001313036353838383800400000000000000800080500030402020058",
        "a SAR reference of one octet, "
                + "0000004400000005000000000000000100010131333830303030313030310000013130363538383838000000000000000000000143020c000105020e000102020f000101 "
                + "0000004400000005000000000000000200010131333830303030313030310000013130363538383838000000000000000000000158020c000105020e000102020f000102",
        "parts in reverse, "
                + "0000003b00000005000000000000000100010131333830303030313030310000013130363538383838004000000000000000000705000302020258 "
                + "0000003b00000005000000000000000200010131333830303030313030310000013130363538383838004000000000000000000705000302020143",
        "a character cut in two, "
                + "0000003d0000000500000000000000010001013133383030303031303031000001313036353838383800400000000000000800090500030602014f5998 "
                + "0000003b0000000500000000000000020001013133383030303031303031000001313036353838383800400000000000000800070500030602029d",
    })
    void aMessageInPartsIsReadAsItsPartsAreWritten(String kind, String pdus) {
        try (var link = link()) {
            link.take(pdus.split(" "));

            assertEquals(List.of(" PART 100", "CX OK 100"), link.records(), kind);
            assertEquals(1, link.submits(), kind);
        }
    }

    @Test
    void referencesOfDifferentKindsStayApart() {
        try (var link = link()) {
            link.take(part("050003050201", "C"))
                    .take(part("06080400050202", "Z"))
                    .take(from(PHONE).text("Q").tail("020c00020005020e000102020f000102"))
                    .take(part("050003050202", "X"));

            assertEquals(List.of(" PART 100", " PART 100", " PART 100", "CX OK 100"), link.records());
        }
    }

    private static RawSmsc.Deliver part(String header, String text) {
        var head = HexFormat.of().parseHex(header);
        var all = java.util.Arrays.copyOf(head, head.length + text.length());
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, all, head.length, text.length());
        return from(PHONE).esm(0x40).coded(0, all);
    }

    @ParameterizedTest
    @CsvSource({
        // esm_class, counted as
        "0x18, aborted",
        "0x58, aborted",
        "0x04, unreadable receipt",
        "0x08, unreadable receipt",
        "0x20, unreadable receipt",
    })
    void whatIsNoMessageIsAcknowledgedAndCounted(String esmClass, String counted) {
        try (var link = link()) {
            link.take(from(PHONE).esm(Integer.decode(esmClass)).text("CX"));

            var traffic = link.engine.link().traffic().get(0);
            assertEquals(counted.equals("aborted") ? 1 : 0, traffic.aborted());
            assertEquals(counted.equals("aborted") ? 0 : 1, traffic.unreadableReceipts());
            assertEquals(List.of(), link.records());
            assertEquals(0, link.submits());
        }
    }

    @Test
    void octetsThatAreLeftOutAndMessagesToOthersAreCountedByBind() {
        try (var link = link()) {
            link.take(from(PHONE).text("CX").tail("00"));
            link.take(RawSmsc.deliver(PHONE, "10658889").text("CX"));
            link.take(RawSmsc.deliver(PHONE, "106588880").text("CX"));
            link.take(RawSmsc.deliver(PHONE, "8686").text("CX"));

            assertEquals(1, link.engine.link().traffic().get(0).leftovers());
            assertEquals(3, link.engine.figures().wrongDestination.of("main"));
            assertEquals(ONE_CX, link.records());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "blanks behind the colons, DELIVERED DELIVERED 000, "
                + "0000009d00000005000000000000000100010131333830303030313030310000013130363538383838000400000000000000006969643a2031303031207375623a2030303120646c7672643a20303031207375626d697420646174653a203236313133303039333020646f6e6520646174653a203236313133303039333120737461743a2044454c49565244206572723a2030303020746578743a2078",
        "lines, DELIVERED DELIVERED 000, "
                + "0000006900000005000000000000000100010131333830303030313030310000013130363538383838000400000000000000003569643a313030310a7375623a3030310a646c7672643a3030310a737461743a44454c495652440a6572723a3030300a746578743a78",
        "an empty payload, DELIVERED DELIVERED 000, "
                + "0000009d00000005000000000000000100010131333830303030313030310000013130363538383838000400000000000000006569643a31303031207375623a30303120646c7672643a303031207375626d697420646174653a3236313133303039333020646f6e6520646174653a3236313133303039333120737461743a44454c49565244206572723a30303020746578743a68656c6c6f04240000",
        "FAILED, UNDELIVERED FAILED 012, "
                + "0000009800000005000000000000000100010131333830303030313030310000013130363538383838000400000000000000006469643a31303031207375623a30303120646c7672643a303031207375626d697420646174653a3236313133303039333020646f6e6520646174653a3236313133303039333120737461743a4641494c4544206572723a30313220746578743a68656c6c6f",
        "NOROUTES, UNDELIVERED NOROUTES 012, "
                + "0000009a00000005000000000000000100010131333830303030313030310000013130363538383838000400000000000000006669643a31303031207375623a30303120646c7672643a303031207375626d697420646174653a3236313133303039333020646f6e6520646174653a3236313133303039333120737461743a4e4f524f55544553206572723a30313220746578743a68656c6c6f",
        "UNDELIVERABLE, UNDELIVERED UNDELIVERABLE 012, "
                + "0000009f00000005000000000000000100010131333830303030313030310000013130363538383838000400000000000000006b69643a31303031207375623a30303120646c7672643a303031207375626d697420646174653a3236313133303039333020646f6e6520646174653a3236313133303039333120737461743a554e44454c4956455241424c45206572723a30313220746578743a68656c6c6f",
        "behind a header, DELIVERED DELIVERED 000, "
                + "0000009f00000005000000000000000100010131333830303030313030310000013130363538383838004400000000000000006b05000301010169643a31303031207375623a30303120646c7672643a303031207375626d697420646174653a3236313133303039333020646f6e6520646174653a3236313133303039333120737461743a44454c49565244206572723a30303020746578743a68656c6c6f",
        "without the bit, DELIVERED DELIVERED 000, "
                + "0000009900000005000000000000000100010131333830303030313030310000013130363538383838000000000000000000006569643a31303031207375623a30303120646c7672643a303031207375626d697420646174653a3236313133303039333020646f6e6520646174653a3236313133303039333120737461743a44454c49565244206572723a30303020746578743a68656c6c6f",
    })
    void aReceiptIsKnownHoweverItIsSpelled(String kind, String answer, String pdu) {
        try (var link = link()) {
            link.take(cx()).take(pdu);

            assertEquals(List.of(answer), link.answers(), kind);
            assertEquals(ONE_CX, link.records(), kind);
            assertEquals(1, link.submits(), kind);
        }
    }

    @ParameterizedTest
    @CsvSource({"00001001, 1001", "1001, 00001001", "0A1b, a1B", "3E9, 3e9", "' 1001', 1001"})
    void idsAreComparedWithoutLeadingZerosAndCase(String answered, String reported) {
        try (var link = link()) {
            link.smsc.answering(RawSmsc.SUBMIT_SM, asked -> RawSmsc.accepting(asked, answered));

            link.take(cx()).take(receipt(RECEIPT.formatted(reported, "DELIVRD", "000")));

            assertEquals(List.of("DELIVERED DELIVERED 000"), link.answers());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DEC_TO_HEX_LOWER, 000003E9, 1001",
        "DEC_TO_HEX_UPPER, 3e9, 0001001",
        "HEX_TO_DEC, 0001001, 3E9",
        "HEX_TO_DEC, 1001, 000003e9",
        "LOWER, 0ABC, 0ABC",
    })
    void theConfiguredFormatComesBesideThat(MessageIdFormat format, String answered, String reported) {
        try (var link = RawLink.of(folder, bind -> bind.with(RawLink.dialect(format, "main")), sms -> sms)
                .bound()) {
            link.smsc.answering(RawSmsc.SUBMIT_SM, asked -> RawSmsc.accepting(asked, answered));

            link.take(cx()).take(receipt(RECEIPT.formatted(reported, "DELIVRD", "000")));

            assertEquals(List.of("DELIVERED DELIVERED 000"), link.answers());
        }
    }

    @ParameterizedTest
    @CsvSource({"north, DELIVERED DELIVERED 000", "'', SENT"})
    void aReceiptMayComeByAnyBindOfTheSameSmsc(String group, String answer) {
        IntFunction<List<SmppBindSettings>> pair = port -> List.of(
                RawLink.bind("tx", port, SmppBindSettings.Mode.TRANSMITTER)
                        .with(RawLink.dialect(MessageIdFormat.AS_IS, group.isEmpty() ? "tx" : group)),
                RawLink.bind("rx", port, SmppBindSettings.Mode.RECEIVER)
                        .with(RawLink.dialect(MessageIdFormat.AS_IS, group.isEmpty() ? "rx" : group)));
        try (var link = new RawLink(folder, pair, sms -> sms).bound()) {
            int receiver = link.smsc.received(RawSmsc.BIND_RECEIVER).get(0).connection();
            assertEquals(0, link.deliver(receiver, cx()));
            link.settle();
            assertEquals(
                    0,
                    link.deliver(
                            receiver,
                            receipt(RECEIPT.formatted("1001", "DELIVRD", "000")).pdu()));
            link.settle();

            assertEquals(List.of(answer), link.answers());
        }
    }

    @Test
    void aReceiptWithoutItsBitIsNeverChargedNorAnsweredAndEndsNoConversation() {
        try (var link = link()) {
            link.take(from(PHONE).text("HF5"));
            for (int part = 0; part < link.submits(); part++) {
                link.take(from(PHONE).text(RECEIPT.formatted(1001 + part, "DELIVRD", "000")));
            }
            var unknown = List.of("7777", "8888");
            for (String id : unknown) {
                link.take(from("86" + PHONE).text(RECEIPT.formatted(id, "MK:0001", "000")));
            }

            int submits = link.submits();
            assertEquals(1, link.records().size());
            assertEquals(1, link.answers().size());
            assertEquals(List.of("DELIVERED DELIVERED 000"), link.answers());
            assertEquals(submits + unknown.size(), link.number("select sum(messages) from receipt_without_bit"));
            assertEquals(
                    submits + unknown.size(),
                    link.engine.figures().receiptsWithoutBit.of("main"));
            assertEquals(1, link.number("select count(*) from conversation"));
        }
    }

    @Test
    void withoutTheBitItChangesOnlyWhatWentToItsSender() {
        var other = "13800001002";
        try (var link = link()) {
            link.take(cx()).take(from(other).text("CX"));

            link.take(from(other).text(RECEIPT.formatted("1001", "UNDELIV", "001")));

            assertEquals(List.of("SENT", "SENT"), link.answers());
            assertEquals(2, link.records().size());
        }
    }

    @Test
    void whoeverWasNotWrittenToMayWriteWhatLooksLikeAReceipt() {
        try (var link = link()) {
            link.take(from(PHONE).text(RECEIPT.formatted("1001", "DELIVRD", "000")));

            assertEquals(List.of(" UNKNOWN_TEXT 100"), link.records());
            assertEquals(1, link.submits());
        }
    }

    @Test
    void aDayLaterAReceiptWithoutItsBitIsATextAgain() {
        try (var link = link()) {
            link.take(cx());
            link.clock.turn(Duration.ofHours(25));

            link.take(from(PHONE).text(RECEIPT.formatted("7777", "DELIVRD", "000")));

            assertEquals(List.of("CX OK 100", " UNKNOWN_TEXT 100"), link.records());
        }
    }

    @Test
    void aRestartDoesNotForgetWhoWasWrittenTo() {
        try (var link = link()) {
            link.take(from("13800001002").text("CX")).take(cx());
            link.engine
                    .store()
                    .write(tx -> tx.query(sql ->
                            sql.execute("update downlink set recipient = 'nobody' where recipient = '13800001002'")));
        }
        try (var link = RawLink.of(folder).bound()) {
            link.take(from(PHONE).text(RECEIPT.formatted("7777", "DELIVRD", "000")));

            assertEquals(2, link.records().size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        // what the receipts say of the parts, state of the answer after each
        "h1=DELIVRD, SENT",
        "h1=DELIVRD h2=DELIVRD, DELIVERED DELIVERED 000",
        "h2=DELIVRD h1=DELIVRD, DELIVERED DELIVERED 000",
        "h1=DELIVRD h1=DELIVRD, SENT",
        "h1=DELIVRD h2=EXPIRED, UNDELIVERED EXPIRED 000",
        "h1=FAILED h2=DELIVRD, UNDELIVERED FAILED 000",
        "h1=FAILED h1=DELIVRD h2=DELIVRD, DELIVERED DELIVERED 000",
        "h1=ENROUTE h2=DELIVRD, SENT",
    })
    void anAnswerInPartsIsDeliveredWhenAllAre(String receipts, String answer) {
        try (var link = link()) {
            var parts = new java.util.concurrent.atomic.AtomicInteger();
            link.smsc.answering(RawSmsc.SUBMIT_SM, asked -> RawSmsc.accepting(asked, "h" + parts.incrementAndGet()));
            link.customer("13800001002", Province.GUANGDONG);
            link.take(from("13800001002").text("HF1000"));
            assertEquals(2, link.submits(), "the answer must take two parts");

            for (String each : receipts.split(" ")) {
                var fields = each.split("=");
                link.take(from("13800001002").esm(4).text(RECEIPT.formatted(fields[0], fields[1], "000")));
            }

            assertEquals(List.of(answer), link.answers());
        }
    }

    @Test
    void aReceiptThatOvertakesItsAnswerIsNotLost() {
        try (var link = link()) {
            link.smsc.answering(RawSmsc.SUBMIT_SM, asked -> {
                var both = new java.io.ByteArrayOutputStream();
                both.writeBytes(
                        receipt(RECEIPT.formatted("00AB", "DELIVRD", "000")).pdu());
                both.writeBytes(RawSmsc.accepting(asked, "ab"));
                return both.toByteArray();
            });

            link.take(cx());

            assertEquals(List.of("DELIVERED DELIVERED 000"), link.answers());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"780000", "78", "7800ffff", "", "780014010001ff", "ffff"})
    void aBindIsJudgedByItsStatus(String body) {
        try (var link = answeringBinds(body)) {
            link.take(cx());

            assertEquals(ONE_CX, link.records());
        }
    }

    private RawLink answeringBinds(String body) {
        var link = link();
        link.smsc.answering(
                RawSmsc.BIND_TRANSCEIVER,
                asked -> RawSmsc.response(asked, 0, HexFormat.of().parseHex(body)));
        link.smsc.hangUp();
        link.smsc.awaitConnections(2);
        link.until(
                "bound again",
                () -> link.engine.link().status().get(0).state() == cn.smspay.sms.smpp.BindStatus.State.BOUND
                        && link.smsc.received(RawSmsc.BIND_TRANSCEIVER).size() == 2);
        return link;
    }

    @ParameterizedTest
    @CsvSource({"3132333435, 12345", "37380000, 78", "3738, 78", "373800ffffff, 78", "'', ''", "00, ''", "ff, "})
    void aSubmitIsJudgedByItsStatusAndSentOnce(String body, String id) {
        try (var link = link()) {
            link.smsc.answering(
                    RawSmsc.SUBMIT_SM,
                    asked -> RawSmsc.response(asked, 0, HexFormat.of().parseHex(body)));

            link.take(cx());
            link.clock.turn(Duration.ofMinutes(5));
            link.engine.tick();
            link.settle();

            assertEquals(List.of("SENT"), link.answers());
            assertEquals(1, link.submits());
            if (id != null) {
                assertEquals(id.isEmpty() ? List.of() : List.of(id), link.texts("select message_id from sent_segment"));
            }
        }
    }

    @Test
    void aLateAnswerDuringTheSecondTryCounts() {
        try (var link = link()) {
            link.smsc.answering(RawSmsc.SUBMIT_SM, asked -> new byte[0]);
            assertEquals(0, link.deliver(cx()));
            var first = link.smsc.await(RawSmsc.SUBMIT_SM, 1).get(0);
            link.clock.turn(Duration.ofSeconds(10));
            link.until("the first try runs out", () -> traffic(link).unknown() == 1);
            link.until("the second try leaves", () -> {
                link.clock.turn(Duration.ofMillis(500));
                link.engine.tick();
                return link.submits() == 2;
            });

            link.smsc.send(RawSmsc.accepting(first, "0077"));

            link.until("the answer is sent", () -> link.answers().equals(List.of("SENT")));
            link.clock.turn(Duration.ofMinutes(5));
            link.engine.tick();
            link.until("the second try runs out", () -> traffic(link).unknown() == 2);
            link.engine.tick();
            assertEquals(List.of("SENT"), link.answers());
            assertEquals(2, link.submits());
            assertEquals(List.of("77"), link.texts("select message_id from sent_segment"));
        }
    }

    private static cn.smspay.sms.smpp.BindTraffic traffic(RawLink link) {
        return link.engine.link().traffic().get(0);
    }

    @Test
    void anEnquiryWithOctetsBehindItIsAnsweredWell() {
        try (var link = link()) {
            link.smsc.send("0000001100000015000000000000000900");

            assertEquals(0, link.smsc.awaitAnswer(RawSmsc.ENQUIRE_LINK, 9).status());
        }
    }

    @Test
    void anSmscThatAnswersEnquiriesWithoutASequenceNumberKeepsItsConnection() {
        try (var link = link()) {
            link.smsc.answering(
                    RawSmsc.ENQUIRE_LINK, asked -> HexFormat.of().parseHex("00000010800000150000000000000000"));

            for (int i = 1; i <= 3; i++) {
                link.take(cx());
                link.clock.turn(Duration.ofSeconds(31));
                int enquiries = link.smsc.received(RawSmsc.ENQUIRE_LINK).size();
                link.smsc.await(RawSmsc.ENQUIRE_LINK, enquiries + 1);
                link.clock.turn(Duration.ofSeconds(11));
            }

            link.take(cx());
            assertEquals(1, link.smsc.connections());
            assertEquals(4, link.records().size());
        }
    }

    @Test
    void anAlertIsIgnoredAndAnUnknownCommandRefusedAndTheSessionLives() {
        try (var link = link()) {
            link.smsc.send(
                    "0000002e000001020000000000000005010131333830303030313030310000013130363538383838000422000100");
            link.smsc.send("00000010000001110000000000000005");
            assertEquals(3, link.smsc.await(RawSmsc.RESPONSE, 1).get(0).status());

            link.take(cx());

            assertEquals(ONE_CX, link.records());
            assertEquals(1, link.smsc.connections());
        }
    }

    @Test
    void aMessageGluedToTheAnswerOfTheBindIsTaken() {
        try (var link = link()) {
            link.smsc.answering(RawSmsc.BIND_TRANSCEIVER, asked -> {
                var both = new java.io.ByteArrayOutputStream();
                both.writeBytes(RawSmsc.response(asked, 0, "x\0".getBytes(StandardCharsets.US_ASCII)));
                both.writeBytes(from(PHONE).text("CX").sequence(900).pdu());
                return both.toByteArray();
            });
            link.smsc.hangUp();

            assertEquals(0, link.smsc.awaitAnswer(RawSmsc.DELIVER_SM, 900).status());
            link.settle();
            assertEquals(ONE_CX, link.records());
        }
    }

    @ParameterizedTest
    @CsvSource({
        // source and destination as they are written the second time
        "8613800001001, 10658888",
        "+8613800001001, 8610658888",
        "' 008613800001001 ', +8610658888",
        "13800001001, 10658888",
    })
    void aMessageDeliveredAgainBetweenNumbersSpelledOtherwiseIsTheSame(String source, String destination) {
        try (var link = link()) {
            link.smsc.answering(RawSmsc.ENQUIRE_LINK, asked -> new byte[0]);
            link.smsc.answering(RawSmsc.SUBMIT_SM, asked -> new byte[0]);
            assertEquals(0, link.deliver(cx()));
            link.until("the answer", () -> link.submits() == 1);
            link.smsc.hangUp();
            link.smsc.awaitConnections(2);
            link.until(
                    "bound again",
                    () -> link.smsc.received(RawSmsc.BIND_TRANSCEIVER).size() == 2);
            link.until("written down", () -> link.number("select count(*) from at_risk") == 1);

            assertEquals(
                    0,
                    link.deliver(RawSmsc.deliver(source, destination).text("CX").pdu()));

            assertEquals(ONE_CX, link.records());
            // Otherwise the engine would wait at its end for an answer that never comes.
            link.smsc.answering(
                    RawSmsc.SUBMIT_SM, asked -> RawSmsc.accepting(asked, Integer.toString(link.smsc.nextMessageId())));
            link.smsc.hangUp();
            link.until("the answer is taken", () -> link.answers().equals(List.of("SENT")));
        }
    }

    @Test
    void anIdOfTheSmscsOwnIsNoneOfAnotherMessage() {
        var ids = new SmppBindSettings.Dialect(CommandStatus.THROTTLED, 0x1401, MessageIdFormat.AS_IS);
        try (var link = RawLink.of(folder, bind -> bind.with(ids), sms -> sms).bound()) {
            link.take(
                    "0000003d000000050000000000000001000101313338303030303130303100000131303635383838380000000000000000000002435814010003373700",
                    "0000003d000000050000000000000002000101313338303030303130303200000131303635383838380000000000000000000002435814010003373700");

            assertEquals(2, link.records().size());
            assertEquals(2, link.submits());
        }
    }
}
