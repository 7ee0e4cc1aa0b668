package cn.smspay.files.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Phone;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.files.imports.Import.Kind;
import cn.smspay.files.imports.Import.Report;
import cn.smspay.outside.simulator.DemoStock;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImportTest extends AccountsFixture {
    private Report read(Kind kind, String name, String text) {
        try {
            var file = folder.resolve(name);
            Files.writeString(file, text);
            return new Import(world.store, accounts, Vault.of(World.KEY), world.clock).read(kind, file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private SubscriptionId find(String msisdn) {
        return world.in(tx -> accounts.subscribers().find(tx, new Msisdn(msisdn)))
                .orElseThrow()
                .id();
    }

    private int cards() {
        return world.store.read(sql -> sql.createQuery("select count(*) from recharge_card")
                .mapTo(Integer.class)
                .one());
    }

    @ParameterizedTest
    @CsvSource({
        "x.csv, '187412963058274196,09111180000000001,50.00,湖南,ACTIVE,20121231'",
        "x.csv, 'serial,password,face,issuer,expiry\n187412963058274196,09111180000000001,50,湖南,20121231'",
        "x.json, '[{\"187412963058274196\": \"50.00\"}]'",
        "x.jsonl, '{\"serial\": \"187412963058274196\"}'",
        "x.txt, '187412963058274196'"
    })
    void aPasswordInAnUnexpectedPlaceIsNotRepeated(String name, String text) {
        var report = read(Kind.RECHARGE_CARDS, name, text.replace("\\n", "\n"));

        assertEquals(0, report.added());
        assertTrue(!report.faults().isEmpty());
        report.faults().forEach(fault -> assertTrue(!fault.contains("187412963058274196"), fault));
    }

    @Test
    void takesInSubscribersByEnglishOrChineseNames() {
        var english = read(
                Kind.SUBSCRIBERS,
                "s.csv",
                "msisdn,province,brand,status,reason\n13800000001,湖南,全球通,双向停机,挂失\n13800000002,GUANGDONG,MZONE,00,\n");
        var chinese = read(Kind.SUBSCRIBERS, "t.csv", "\uFEFF手机号,省份,品牌\n+8613800000003,西藏,神州行\n");

        assertEquals(new Report(2, 0, List.of(), List.of()), english);
        assertEquals(new Report(1, 0, List.of(), List.of()), chinese);
        var lost = world.in(tx -> accounts.subscribers().find(tx, new Msisdn("13800000001")))
                .orElseThrow();
        assertEquals(new Phone(PhoneStatus.TWO_WAY, StopReason.LOST), lost.phone());
    }

    @Test
    void liftsNoSuspensionByLeavingTheColumnOut() {
        read(Kind.SUBSCRIBERS, "a.csv", "msisdn,province,brand,status,reason\n13800000001,广东,神州行,双向停机,欠费\n");
        read(Kind.SUBSCRIBERS, "b.csv", "msisdn,province,brand\n13800000001,湖南,全球通\n");

        var who = world.in(tx -> accounts.subscribers().find(tx, new Msisdn("13800000001")))
                .orElseThrow();
        assertEquals(new Phone(PhoneStatus.TWO_WAY, StopReason.DEBT), who.phone());
    }

    @Test
    void changesNothingTheSecondTime() {
        var text = "msisdn,province,brand,name,id_number,account\n" + "13800000001,湖南,全球通,王小明," + World.ID_NUMBER
                + ",yes\n";
        read(Kind.SUBSCRIBERS, "s.csv", text);
        var who = find("13800000001");

        var again = read(Kind.SUBSCRIBERS, "s.csv", text);

        assertEquals(new Report(0, 1, List.of(), List.of()), again);
        assertEquals(who, find("13800000001"));
        assertTrue(holds(who, "real_name"));
    }

    @Test
    void tellsEveryFaultWithItsLineAndWritesNothing() {
        var report = read(
                Kind.SUBSCRIBERS,
                "s.csv",
                "msisdn,province,brand,id_number\n"
                        + "13800000001,湖南,全球通,\n"
                        + "1380000000,湖南,全球通,\n"
                        + "13800000002,火星,全球,\n"
                        + "13800000003,湖南,全球通,110105194912310021\n"
                        + "13800000001,湖南,全球通,\n"
                        + "13800000004,湖南\n");

        assertEquals(0, report.added());
        assertEquals(
                List.of(
                        "s.csv:3: msisdn is \"1380000000\" and should be a mobile number of 11 digits",
                        "s.csv:4: province is \"火星\" and should be one of the 31 provinces, like 湖南",
                        "s.csv:4: brand is \"全球\" and should be 全球通, 神州行, 神州行标准卡, 动感地带 or 其他",
                        "s.csv:5: id_number is no number of a document of this type; an identity card has 18 characters,"
                                + " the last of which follows from the others",
                        "s.csv:6: is there twice, first in line 2; leave one out",
                        "s.csv:7: has 2 columns, the heading has 4"),
                report.faults());
        assertTrue(world.in(tx -> accounts.subscribers().find(tx, new Msisdn("13800000001")))
                .isEmpty());
    }

    @Test
    void warnsOfTheStandardCardOutsideItsProvinces() {
        var report = read(
                Kind.SUBSCRIBERS, "s.csv", "msisdn,province,brand\n13800000001,湖南,神州行标准卡\n13800000002,北京,神州行标准卡\n");

        assertEquals(2, report.added());
        assertEquals(List.of("s.csv:2: 神州行标准卡 has holders in 北京 and 广东 only, this one is of 湖南"), report.warnings());
    }

    @Test
    void takesInCardsThatCanBeUsed() {
        var text = "[\n {\"password\":\"181234567890123456\",\"serial\":\"09111180000000001\",\"face\":50,"
                + "\"expiry\":\"2011-12-31\"},\n {\"password\":\"181234567890123457\",\"serial\":\"09111180000000002\","
                + "\"face\":\"100\",\"expiry\":\"2011-12-31\",\"state\":\"NEW\"}]";

        var report = read(Kind.RECHARGE_CARDS, "c.json", text);
        var again = read(Kind.RECHARGE_CARDS, "c.json", text);

        assertEquals(new Report(2, 0, List.of(), List.of()), report);
        assertEquals(new Report(0, 2, List.of(), List.of()), again);
        var alice = world.customer(ALICE);
        world.in(tx -> accounts.rechargeCards().topUp(tx, world.request(alice), new Secret("181234567890123456")));
        assertEquals(World.fen("50"), world.card(alice));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17123456789012345|09111180000000001|50|2011-12-31|password and should be 18 digits",
                "191234567890123456|09111180000000001|50|2011-12-31|password and should be 18 digits",
                "181234567890123456|0911118000000000|50|2011-12-31|serial is \"0911118000000000\" and should be 17 digits",
                "181234567890123456|09111190000000001|50|2011-12-31|should be 17 digits of which the 6th and 7th are 18",
                "181234567890123456|09111180000000001|0|2011-12-31|face is \"0\" and should be 10, 20, 30",
                "181234567890123456|09111180000000001|55|2011-12-31|face is \"55\"",
                "181234567890123456|09111180000000001|50|2011-02-30|expiry is \"2011-02-30\"",
                "181234567890123456|09111180000000001|50|''|expiry is missing; it is the last good day"
            })
    void refusesCardsThatCannotBe(String password, String serial, String face, String expiry, String fault) {
        var report = read(
                Kind.RECHARGE_CARDS,
                "c.csv",
                "password,serial,face,expiry\n" + String.join(",", password, serial, face, expiry) + "\n");

        assertEquals(1, report.faults().size(), report.toString());
        assertTrue(report.faults().get(0).startsWith("c.csv:2: "), report.toString());
        assertTrue(report.faults().get(0).contains(fault), report.toString());
        assertFalse(report.toString().contains(password), report.toString());
        assertEquals(0, cards());
    }

    @Test
    void refusesACardThatContradictsTheStock() {
        var heading = "password,serial,face,expiry\n";
        read(Kind.RECHARGE_CARDS, "c.csv", heading + "181234567890123456,09111180000000001,50,2011-12-31\n");

        var otherFace =
                read(Kind.RECHARGE_CARDS, "c.csv", heading + "181234567890123456,09111180000000001,100,2011-12-31\n");
        var otherPassword =
                read(Kind.RECHARGE_CARDS, "c.csv", heading + "181234567890123499,09111180000000001,50,2011-12-31\n");

        assertTrue(otherFace.faults().get(0).contains("in stock already with another"), otherFace.toString());
        assertTrue(otherPassword.faults().get(0).contains("with another password"), otherPassword.toString());
    }

    @Test
    void bindsCardsAndBooksOpeningAmountsOnce() {
        var alice = world.subscriber(ALICE);
        world.profile(alice, "王小明");
        world.open(alice);
        var bindings = "msisdn,bank,number,holder\n" + ALICE + ",工商银行," + World.BANK_CARD + ",王小明\n";
        var amounts = "{\"msisdn\":\"" + ALICE + "\",\"amount\":\"88.80\"}\n";

        assertEquals(1, read(Kind.BANK_CARDS, "b.csv", bindings).added());
        assertEquals(1, read(Kind.BANK_CARDS, "b.csv", bindings).known());
        assertEquals(1, read(Kind.OPENING_CASH, "o.jsonl", amounts).added());
        assertEquals(1, read(Kind.OPENING_CASH, "o.jsonl", amounts).known());
        var changed = read(Kind.OPENING_CASH, "o.jsonl", amounts.replace("88.80", "99.90"));

        assertEquals(World.fen("88.80"), world.cash(alice));
        assertTrue(holds(alice, "card_bound"));
        assertEquals(
                List.of("o.jsonl:1: the account of 13800000001 began with 88.80 before; an amount once booked is not"
                        + " changed"),
                changed.faults());
    }

    @Test
    void saysWhyACardCannotBeBound() {
        world.customer(ALICE);
        world.realNameCustomer(BOB, "1");
        var heading = "msisdn,bank,number,holder\n";
        var card = "," + World.BANK_CARD + ",李四\n";

        var report = read(
                Kind.BANK_CARDS,
                "b.csv",
                heading + ALICE + ",ICBC" + card + BOB + ",ICBC" + card + "13800000009,ICBC" + card
                        + "13800000008,火星银行,1,x\n");

        assertEquals(
                List.of(
                        "b.csv:2: the account of 13800000001 is not a real-name account; upgrade it first",
                        "b.csv:3: holder is not the holder of the account of 13900000002",
                        "b.csv:4: 13800000009 has no account; open one first",
                        "b.csv:5: bank is \"火星银行\" and should be one of the 14 banks, like 工商银行 or ICBC",
                        "b.csv:5: number and should be 15 to 19 digits of which the last is a check digit"),
                report.faults());
    }

    @Test
    void refusesFilesThatAreNotWhatTheySay() throws IOException {
        assertEquals(
                List.of("x.txt:1: is neither .csv nor .json nor .jsonl"),
                read(Kind.SUBSCRIBERS, "x.txt", "msisdn\n").faults());
        assertEquals(
                List.of(
                        "x.csv:1: the heading of column 1 is not known; the first line names the columns: msisdn, amount"),
                read(Kind.OPENING_CASH, "x.csv", "phone,amount\n1,2\n").faults());
        assertEquals(
                List.of("x.csv:1: is empty; the first line names the columns: msisdn,amount"),
                read(Kind.OPENING_CASH, "x.csv", "").faults());
        assertEquals(
                List.of("x.json:2: is not JSON from here on"),
                read(Kind.OPENING_CASH, "x.json", "[\n{\"msisdn\": oops}]").faults());
        assertEquals(
                List.of("x.json:1: there is a value that is no record; a record is written in braces"),
                read(Kind.OPENING_CASH, "x.json", "[1, 2]").faults());
        var gbk = folder.resolve("gbk.csv");
        Files.write(gbk, "手机号,省份\n".getBytes(Charset.forName("GBK")));
        assertEquals(
                List.of("gbk.csv:1: is not written in UTF-8; save it as UTF-8"),
                new Import(world.store, accounts, Vault.of(World.KEY), world.clock)
                        .read(Kind.SUBSCRIBERS, gbk)
                        .faults());
        assertEquals(
                List.of("none.csv:1: there is no such file"),
                new Import(world.store, accounts, Vault.of(World.KEY), world.clock)
                        .read(Kind.SUBSCRIBERS, folder.resolve("none.csv"))
                        .faults());
    }

    @Test
    void takesInMoreThanOneChunk() {
        var text = new StringBuilder("msisdn,province,brand\n");
        for (int i = 0; i < 1201; i++) {
            text.append("1380001%04d,湖南,全球通\n".formatted(i));
        }

        assertEquals(1201, read(Kind.SUBSCRIBERS, "s.csv", text.toString()).added());
        assertEquals(1201, read(Kind.SUBSCRIBERS, "s.csv", text.toString()).known());
    }

    @Test
    void fillsADemonstrationOnceAndKeepsWhatWasDoneSince() {
        var stock = new DemoStock(world.store, accounts);
        var cast = stock.fill(world.clock.instant());
        var rich = find("13800000002");
        assertEquals(World.fen("500"), world.cash(rich));
        var paid =
                world.in(tx -> accounts.bills().pay(tx, world.request(rich, DemoStock.PAY_PASSWORD), World.fen("100")));
        assertEquals(null, reason(paid));

        var again = stock.fill(world.clock.instant());

        assertEquals(cast, again);
        assertEquals(World.fen("400"), world.cash(rich));
        var line = cast.cards().get(0);
        assertEquals(
                null,
                reason(world.in(
                        tx -> accounts.rechargeCards().topUp(tx, world.request(rich), new Secret(line.password())))));
    }
}
