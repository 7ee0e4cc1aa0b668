package cn.smspay.files.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.cli.Exit;
import cn.smspay.files.imports.Import.Kind;
import cn.smspay.outside.simulator.DemoStock;
import cn.smspay.testing.LogOracle;
import cn.smspay.testing.Touch;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds {@link CardImport}, {@link SubscriberImport}, {@link WithdrawalResultImport}, {@link ImportRefused} and {@code InitialPasswords} to their rules. */
final class ImportTest extends AccountsFixture {
    private ImportReport read(Kind kind, String name, String text) {
        try {
            var file = folder.resolve(name);
            Files.writeString(file, text);
            return importer(ImportOptions.alone()).read(kind, file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Import importer(ImportOptions options) {
        return new Import(world.lane, accounts, Vault.of(World.KEY), world.clock, options);
    }

    private static ImportReport report(int added, int changed, int same) {
        return new ImportReport(added, changed, same, 0, Map.of(), List.of(), List.of());
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

    /** Whatever a file holds: nothing of it reaches the log, and a sentence about it is one line. */
    @Test
    void survivesFilesThatChanceHasTouched() throws IOException {
        long seed = Long.getLong("smspay.import.seed", new Random().nextLong());
        var random = new Random(seed);
        var canary = LogOracle.CANARY;
        var files = Map.of(
                Kind.SUBSCRIBERS, "msisdn,province,brand\n13800000001,广东,神州行\n" + canary + ",广东," + canary + "\n",
                Kind.RECHARGE_CARDS,
                        "serial,password,face,issuer,state,expiry\n09111180000000001,187412963058274196,50.00,湖南,ACTIVE,"
                                + canary + "\n",
                Kind.BANK_CARDS, "msisdn,bank,number,name\n13800000001,ICBC,6222021234567890128," + canary + "\n",
                Kind.OPENING_CASH, "msisdn,cash\n13800000001," + canary + "\n",
                Kind.WITHDRAWAL_RESULTS, "order,result,reason\n09110200000001,PAID," + canary + "\n");
        try (var log = LogOracle.listen("187412963058274196", "6222021234567890128")) {
            for (int i = 0; i < 250; i++) {
                for (var each : files.entrySet()) {
                    var file = folder.resolve("f" + random.nextInt(3) + (random.nextInt(4) == 0 ? ".json" : ".csv"));
                    Files.write(file, Touch.of(each.getValue().getBytes(StandardCharsets.UTF_8), random));
                    var said = said(each.getKey(), file);
                    assertTrue(
                            said.stream().noneMatch(line -> line.chars().anyMatch(Character::isISOControl)),
                            () -> "seed " + seed + ": " + said);
                    Files.delete(file);
                }
            }
            assertEquals(List.of(), log.lines(), "seed " + seed);
        }
    }

    private List<String> said(Kind kind, java.nio.file.Path file) {
        try {
            var report = importer(ImportOptions.alone()).read(kind, file);
            var all = new ArrayList<>(report.faults());
            all.addAll(report.warnings());
            return all;
        } catch (Exit.Refused e) {
            return List.of(String.valueOf(e.getMessage()));
        }
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

        assertEquals(report(2, 0, 0), english);
        assertEquals(report(1, 0, 0), chinese);
        var lost = world.in(tx -> accounts.subscribers().find(tx, new Msisdn("13800000001")))
                .orElseThrow();
        assertEquals(new PhoneCondition(PhoneStatus.TWO_WAY, StopReason.LOST), lost.phone());
    }

    @Test
    void liftsNoSuspensionByLeavingTheColumnOut() {
        read(Kind.SUBSCRIBERS, "a.csv", "msisdn,province,brand,status,reason\n13800000001,广东,神州行,双向停机,欠费\n");
        read(Kind.SUBSCRIBERS, "b.csv", "msisdn,province,brand\n13800000001,湖南,全球通\n");

        var who = world.in(tx -> accounts.subscribers().find(tx, new Msisdn("13800000001")))
                .orElseThrow();
        assertEquals(new PhoneCondition(PhoneStatus.TWO_WAY, StopReason.DEBT), who.phone());
    }

    @Test
    void changesNothingTheSecondTime() {
        var text = "msisdn,province,brand,name,id_number,account\n" + "13800000001,湖南,全球通,王小明," + World.ID_NUMBER
                + ",yes\n";
        read(Kind.SUBSCRIBERS, "s.csv", text);
        var who = find("13800000001");

        var again = read(Kind.SUBSCRIBERS, "s.csv", text);

        assertEquals(report(0, 0, 1), again);
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

    /** Its serial and its password stand there twice; it is one row too many. */
    @Test
    void aCardThatIsThereTwiceIsOneFault() {
        var row = "181234567890123456,09111180000000001,50,2011-12-31\n";

        var report = read(Kind.RECHARGE_CARDS, "c.csv", "password,serial,face,expiry\n" + row + row + row);

        assertEquals(
                List.of(
                        "c.csv:3: is there twice, first in line 2; leave one out",
                        "c.csv:4: is there twice, first in line 2; leave one out"),
                report.faults());
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

        assertEquals(report(2, 0, 0), report);
        assertEquals(report(0, 0, 2), again);
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

        assertEquals(
                "0 added, 0 changed, 0 same, 1 refused: the card is in stock with another serial, face, issuer or expiry,"
                        + " line 2",
                otherFace.sentence());
        assertEquals(
                "0 added, 0 changed, 0 same, 1 refused: the serial is in stock with another password, line 2",
                otherPassword.sentence());
        assertEquals(1, cards());
    }

    @Test
    void bindsCardsAndBooksOpeningAmountsOnce() {
        var alice = world.subscriber(ALICE);
        world.profile(alice, "王小明");
        world.open(alice);
        var bindings = "msisdn,bank,number,holder\n" + ALICE + ",工商银行," + World.BANK_CARD + ",王小明\n";
        var amounts = "{\"msisdn\":\"" + ALICE + "\",\"amount\":\"88.80\"}\n";

        assertEquals(1, read(Kind.BANK_CARDS, "b.csv", bindings).added());
        assertEquals(1, read(Kind.BANK_CARDS, "b.csv", bindings).same());
        assertEquals(1, read(Kind.OPENING_CASH, "o.jsonl", amounts).added());
        assertEquals(1, read(Kind.OPENING_CASH, "o.jsonl", amounts).same());
        var changed = read(Kind.OPENING_CASH, "o.jsonl", amounts.replace("88.80", "99.90"));

        assertEquals(World.fen("88.80"), world.cash(alice));
        assertTrue(holds(alice, "card_bound"));
        assertEquals(
                "0 added, 0 changed, 0 same, 1 refused: the account began with another amount, and an amount once booked is"
                        + " not changed, line 1",
                changed.sentence());
    }

    @Test
    void saysWhyACardCannotBeBound() {
        world.customer(ALICE);
        var bob = world.realNameCustomer(BOB, "1");
        world.in(tx -> accounts.bankCards().unbind(tx, bob));
        var heading = "msisdn,bank,number,holder\n";
        var card = "," + World.BANK_CARD + ",李四\n";

        var report = read(
                Kind.BANK_CARDS,
                "b.csv",
                heading + ALICE + ",ICBC" + card + BOB + ",ICBC" + card + "13800000009,ICBC" + card);

        assertEquals(
                "0 added, 0 changed, 0 same, 3 refused: no real-name account, upgrade it first, line 2;"
                        + " holder is not the holder of the account, line 3; no account, open one first, line 4",
                report.sentence());
        assertEquals(
                List.of(
                        "b.csv:2: bank is \"火星银行\" and should be one of the 14 banks, like 工商银行 or ICBC",
                        "b.csv:2: number and should be 15 to 19 digits of which the last is a check digit"),
                read(Kind.BANK_CARDS, "b.csv", heading + "13800000008,火星银行,1,x\n")
                        .faults());
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
                importer(ImportOptions.alone()).read(Kind.SUBSCRIBERS, gbk).faults());
        assertEquals(
                List.of("none.csv:1: there is no such file"),
                importer(ImportOptions.alone())
                        .read(Kind.SUBSCRIBERS, folder.resolve("none.csv"))
                        .faults());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "13800000001,湖南,全球通||0 added, 0 changed, 1 same, 0 refused",
                "13800000001,,||0 added, 0 changed, 1 same, 0 refused",
                "13800000001,广东,||0 added, 1 changed, 0 same, 0 refused",
                "13800000001,,,双向停机||0 added, 1 changed, 0 same, 0 refused",
                "13800000001,,,,,李四||0 added, 1 changed, 0 same, 0 refused",
                "13800000001,,,,,,en||0 added, 1 changed, 0 same, 0 refused",
                "13800000002,湖南,全球通||1 added, 0 changed, 0 same, 0 refused",
                "13800000002,湖南,||0 added, 0 changed, 0 same, 1 refused: a new number needs a province and a brand, line 2"
            })
    void countsWhatWasNewChangedAndThereAlready(String row, String nothing, String sentence) {
        var heading = "msisdn,province,brand,status,reason,name,language\n";
        read(Kind.SUBSCRIBERS, "a.csv", heading + "13800000001,湖南,全球通,,,王小明,\n");
        var cells = row + ",".repeat(6 - row.replaceAll("[^,]", "").length());

        assertEquals(
                sentence,
                read(Kind.SUBSCRIBERS, "b.csv", heading + cells + "\n").sentence());
    }

    @Test
    void leavesNothingOfARefusedRowAndTakesTheOthers() {
        var report = read(
                Kind.SUBSCRIBERS,
                "s.csv",
                "msisdn,province,brand,account\n13800000001,北京,神州行标准卡,yes\n13800000002,湖南,全球通,yes\n");

        assertEquals("1 added, 0 changed, 0 same, 1 refused: brand not eligible, line 2", report.sentence());
        assertFalse(report.complete());
        assertTrue(world.in(tx -> accounts.subscribers().find(tx, new Msisdn("13800000001")))
                .isEmpty());
        assertTrue(holds(find("13800000002"), "registered"));
    }

    @Test
    void keepsNothingOfADryRunAndSaysTheSame() {
        var text = "msisdn,province,brand,account\n13800000001,北京,神州行标准卡,yes\n13800000002,湖南,全球通,yes\n";

        var tried = tryOut(text);

        assertEquals("1 added, 0 changed, 0 same, 1 refused: brand not eligible, line 2", tried.sentence());
        assertTrue(world.in(tx -> accounts.subscribers().find(tx, new Msisdn("13800000002")))
                .isEmpty());
        assertEquals(tried, read(Kind.SUBSCRIBERS, "s.csv", text));
    }

    private ImportReport tryOut(String text) {
        try {
            var file = folder.resolve("dry.csv");
            Files.writeString(file, text);
            return importer(ImportOptions.alone().asDryRun()).read(Kind.SUBSCRIBERS, file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"正常", "00", "单向停机"})
    void givesACancelledNumberThatIsInUseAgainToANewOwnerWhoInheritsNothing(String status) {
        var alice = world.realNameCustomer(ALICE, "500");
        var heading = "msisdn,status,name,account\n";
        read(Kind.SUBSCRIBERS, "a.csv", heading + ALICE + ",销号,,\n");

        var report = read(Kind.SUBSCRIBERS, "b.csv", heading + ALICE + "," + status + ",李四,\n");

        assertEquals("0 added, 0 changed, 0 same, 1 reissued, 0 refused", report.sentence());
        var owner = find(ALICE);
        assertFalse(owner.equals(alice));
        assertFalse(holds(owner, "registered"));
        assertEquals(World.fen("500"), world.cash(alice));
        assertEquals(2, world.in(tx -> accounts.subscribers().get(tx, owner)).generation());
    }

    @ParameterizedTest
    @CsvSource({"05, 'an account is open, close it first'", "06, 'an account is open, close it first'"})
    void refusesAnotherOwnerOrNumberWhileAnAccountIsOpen(String code, String why) {
        world.customer(ALICE);

        assertEquals(
                "0 added, 0 changed, 0 same, 1 refused: " + why + ", line 2",
                read(Kind.SUBSCRIBERS, "a.csv", "msisdn,status\n" + ALICE + "," + code + "\n")
                        .sentence());
    }

    @Test
    void bringsANumberThatChangedHandsBackByAReissueOnly() {
        world.subscriber(ALICE);
        read(Kind.SUBSCRIBERS, "a.csv", "msisdn,status\n" + ALICE + ",05\n");

        assertEquals(
                "0 added, 0 changed, 0 same, 1 refused: the number was transferred, give the new owner's with a reissue,"
                        + " line 2",
                read(Kind.SUBSCRIBERS, "b.csv", "msisdn,status\n" + ALICE + ",00\n")
                        .sentence());
    }

    @Test
    void sendsPasswordsOfAccountsThatAreTakenOverOneAfterTheOther() {
        var heading = "msisdn,province,brand,account\n";
        read(Kind.SUBSCRIBERS, "s.csv", heading + ALICE + ",湖南,全球通,yes\n" + BOB + ",湖南,全球通,yes\n");
        var alice = find(ALICE);
        assertEquals(Reason.NO_PIN, reason(world.in(tx -> accounts.closings().check(tx, alice, now()))));

        accounts.initialPasswords().round(0);
        world.settle();
        accounts.initialPasswords().round(99);
        world.settle();
        assertEquals(List.of("opened_login", "opened_pay"), world.notices());

        accounts.initialPasswords().round(100);
        world.settle();
        accounts.initialPasswords().round(2_000);
        world.settle();
        assertEquals(4, world.said.size());
        assertEquals(null, reason(world.in(tx -> accounts.closings().check(tx, alice, now()))));
        var pay = new Secret(world.said.get(1).values().get("pay_password"));
        assertEquals(null, reason(world.in(tx -> accounts.closings().close(tx, request(alice, pay)))));
    }

    private Request request(SubscriptionId who, Secret pin) {
        return new Request(who, Channel.SMS, "close", Optional.of(pin), now());
    }

    private Instant now() {
        return world.clock.instant();
    }

    @Test
    void sendsNoPasswordsIfNoneAreWantedAndMGivesTheFirst() throws IOException {
        var file = folder.resolve("s.csv");
        Files.writeString(file, "msisdn,province,brand,account\n" + ALICE + ",湖南,全球通,yes\n");
        var quiet = new ImportOptions(false, ImportOptions.Passwords.NONE, 20, pause -> {}, rows -> {});
        importer(quiet).read(Kind.SUBSCRIBERS, file);
        var alice = find(ALICE);
        accounts.initialPasswords().round(0);
        world.settle();

        assertEquals(List.of(), world.notices());
        assertEquals(Reason.NO_PIN, reason(world.in(tx -> accounts.closings().check(tx, alice, now()))));
        var login = done(world.in(tx -> accounts.loginResets().reset(tx, world.request(alice))));
        assertEquals(8, login.reveal().length());
    }

    @Test
    void letsOthersWriteBetweenItsSlices() throws IOException {
        var text = new StringBuilder("msisdn,province,brand,account\n");
        for (int i = 0; i < 1000; i++) {
            text.append("1380001%04d,湖南,全球通,yes\n".formatted(i));
        }
        var file = folder.resolve("s.csv");
        Files.writeString(file, text.toString());
        var rests = new ArrayList<Integer>();
        var options = new ImportOptions(
                false,
                ImportOptions.Passwords.SMS,
                20,
                pause -> rests.add(world.in(tx -> (int) tx.next("test"))),
                rows -> {});
        assertEquals(1000, importer(options).read(Kind.SUBSCRIBERS, file).added());
        assertTrue(rests.size() >= 20, rests.toString());
    }

    @Test
    void takesInMoreThanOneChunk() {
        var text = new StringBuilder("msisdn,province,brand\n");
        for (int i = 0; i < 1201; i++) {
            text.append("1380001%04d,湖南,全球通\n".formatted(i));
        }

        assertEquals(1201, read(Kind.SUBSCRIBERS, "s.csv", text.toString()).added());
        assertEquals(1201, read(Kind.SUBSCRIBERS, "s.csv", text.toString()).same());
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
