package cn.smspay.accounts.banks;

import static cn.smspay.accounts.customers.AccountTables.WITHDRAWAL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.banks.TopUps.BankPayment;
import cn.smspay.accounts.banks.TopUps.ToldBy;
import cn.smspay.accounts.cases.Case;
import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.AccountTables.WithdrawalOrder;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.life.BankCards.Branch;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.Sha256;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.testing.World;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankFilesTest extends AccountsFixture {
    private static final LocalDate TUESDAY = LocalDate.of(2009, 11, 3);
    private static final String DAVE = "13700000004";

    private Banks banks;
    private SubscriptionId alice;
    private WithdrawalOrder ten;
    private WithdrawalOrder twenty;

    @BeforeEach
    void withdraw() {
        banks = accounts.banks();
        world.clock.set("2009-11-03T10:00:00");
        alice = customer(ALICE);
        ten = withdrawn(alice, "10");
        twenty = withdrawn(customer(DAVE), "20");
        world.said.clear();
    }

    private SubscriptionId customer(String number) {
        var who = world.subscriber(number);
        world.profile(who, "王小明");
        world.open(who);
        done(world.in(tx -> accounts.bankCards()
                .bind(
                        tx,
                        who,
                        BankCode.ICBC,
                        new Branch("芙蓉支行", "湖南省长沙市"),
                        new Secret(World.BANK_CARD),
                        new Secret("王小明"),
                        world.clock.instant())));
        world.payIn(who, "100");
        return who;
    }

    private WithdrawalOrder withdrawn(SubscriptionId who, String yuan) {
        var accepted = done(world.in(tx -> accounts.withdrawals()
                .withdraw(tx, world.request(who, World.PIN), World.fen(yuan), World.BANK_CARD.substring(15))));
        return world.in(tx -> tx.get(WITHDRAWAL, accepted.order()));
    }

    private static String number(WithdrawalOrder order) {
        return Objects.requireNonNull(order.number());
    }

    private Optional<WithdrawalBatches.PayoutFile> made(BankCode bank) {
        return world.in(tx -> banks.batches().make(tx, bank, world.clock.instant()));
    }

    private WithdrawalResultFiles.ResultFileReport take(byte[] octets) {
        return world.in(tx -> banks.results().take(tx, octets, world.clock.instant()));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Case> cases() {
        return world.in(tx -> Cases.open(tx, 0, 100));
    }

    private static byte[] sealed(String body) {
        return octets(body + "T|" + Sha256.hex(body) + "\n");
    }

    private String results(String day, String... rows) {
        long sum = 0;
        var text = new StringBuilder();
        for (int i = 0; i < rows.length; i++) {
            text.append("D|").append(i + 1).append('|').append(rows[i]).append('\n');
            sum += Long.parseLong(rows[i].split("\\|", -1)[2]);
        }
        return "H|SMSPAY-RESULTS|1|ICBC|" + day + "|" + rows.length + "|" + sum + "\n" + text;
    }

    @Test
    void oneBatchABankAndWorkingDayWithTheBranchAndTheSameOctetsAgain() {
        var batch = made(BankCode.ICBC).orElseThrow();

        var body = "H|SMSPAY-WITHDRAWALS|1|ICBC|20091103|2|3000\n"
                + "D|1|" + ten.number() + "|6222021234567890128|王小明|芙蓉支行|湖南省长沙市|1000\n"
                + "D|2|" + twenty.number() + "|6222021234567890128|王小明|芙蓉支行|湖南省长沙市|2000\n";
        assertArrayEquals(sealed(body), batch.octets());
        assertEquals(Optional.empty(), made(BankCode.CCB));
        world.clock.set("2009-11-03T18:00:00");
        var thirty = withdrawn(alice, "30");
        assertArrayEquals(batch.octets(), made(BankCode.ICBC).orElseThrow().octets());
        world.clock.set("2009-11-04T09:00:00");
        var next = made(BankCode.ICBC).orElseThrow();
        assertEquals(1, next.lines());
        assertEquals(World.fen("30"), next.sum());
        assertTrue(new String(next.octets(), StandardCharsets.UTF_8).contains(number(thirty)));
        assertArrayEquals(
                batch.octets(),
                world.in(tx -> banks.batches().again(tx, BankCode.ICBC, TUESDAY))
                        .orElseThrow()
                        .octets());
    }

    @Test
    void noBatchOnASunday() {
        world.clock.set("2009-11-08T10:00:00");

        assertEquals(Optional.empty(), made(BankCode.ICBC));
    }

    @Test
    void aWithdrawalKeepsTheCardAndTheBranchItWasOrderedFor() {
        world.in(tx -> accounts.bankCards().unbind(tx, alice));

        var text = new String(made(BankCode.ICBC).orElseThrow().octets(), StandardCharsets.UTF_8);
        assertTrue(text.contains(ten.number() + "|6222021234567890128|王小明|芙蓉支行|湖南省长沙市|1000"), text);
    }

    @Test
    void takesResultsWholeAndOnceAndTellsTheCustomers() {
        var file = world.eBanks.results(made(BankCode.ICBC).orElseThrow().octets(), TUESDAY.plusDays(1));

        assertEquals(new WithdrawalResultFiles.ResultFileReport(List.of(), 2, 0, 0), take(file));
        assertEquals(List.of("withdrawal_paid", "withdrawal_paid"), world.notices());
        assertEquals(new WithdrawalResultFiles.ResultFileReport(List.of(), 0, 2, 0), take(file));
        assertEquals(2, world.notices().size());
        assertEquals(World.fen("90"), world.cash(alice));
        var same = results("20091105", ten.number() + "|PAID|1000|");
        assertEquals(new WithdrawalResultFiles.ResultFileReport(List.of(), 0, 1, 0), take(sealed(same)));
    }

    @Test
    void aReturnGivesTheMoneyBackAndTheOppositeWordLaterIsACase() {
        var returned = results("20091104", ten.number() + "|RETURNED|1000|户名不符");
        assertEquals(1, take(sealed(returned)).settled());
        assertEquals(World.fen("100"), world.cash(alice));
        assertEquals(List.of("withdrawal_returned"), world.notices());

        var paid = results("20091105", ten.number() + "|PAID|1000|", twenty.number() + "|PAID|2000|");
        assertEquals(new WithdrawalResultFiles.ResultFileReport(List.of(), 1, 0, 1), take(sealed(paid)));
        assertEquals(World.fen("100"), world.cash(alice));
        assertTrue(cases().stream().anyMatch(it -> it.kind() == CaseKind.LATE_RESULT));
    }

    @Test
    void whatABankPaidForNoOrderOfOursLiesInSuspenseWithACase() {
        var file = results("20091104", "09110399999999|PAID|700|", "09110388888888|RETURNED|500|");

        assertEquals(new WithdrawalResultFiles.ResultFileReport(List.of(), 0, 0, 2), take(sealed(file)));
        assertEquals(new Fen(-700), world.in(tx -> accounts.ledger().balance(tx, BookAccount.SUSPENSE)));
        assertEquals(
                List.of(CaseKind.UNKNOWN_BANK_LINE, CaseKind.UNKNOWN_BANK_LINE),
                cases().stream().map(Case::kind).toList());
        var again = results("20091105", "09110399999999|PAID|700|");
        take(sealed(again));
        assertEquals(2, cases().size());
        assertEquals(new Fen(-700), world.in(tx -> accounts.ledger().balance(tx, BookAccount.SUSPENSE)));
    }

    /** What happens to files on the way: each is refused whole, with the line. */
    @ParameterizedTest
    @CsvSource({
        "as it is, ''",
        "cut in a line, 'the last line does not end: the file was cut off'",
        "without its end, 'line 3: the last line is no trailer T|digest: the file was cut off'",
        "a line lost, 'line 3: the digest does not fit the lines before it: something was changed, lost or doubled on the way'",
        "a line doubled, 'line 3: its number is 1 and must be 2: lines were lost, doubled or put into another order'",
        "reordered, 'line 2: its number is 2 and must be 1: lines were lost, doubled or put into another order'",
        "CRLF, 'line 1: it ends with CR; lines end with LF alone'",
        "mark, 'line 1: the file begins with a byte order mark; it begins with H'",
        "GBK, the file is not UTF-8",
        "empty, the file is empty",
        "wrong count, 'line 1: it promises 3 lines, there are 2'",
        "wrong sum, 'line 1: it promises a sum of 3001 fen, the lines make 3000'",
        "order twice, 'line 3: {ten} stands in line 2 already'",
        "other amount, 'line 2: the order is over 1000 fen, not 1100'",
        "other bank, 'line 2: the order went to ICBC, not to CCB'",
        "no bank, 'line 1: XYZ is none of the fourteen banks'",
        "no day, 'line 1: 20091131 is no day; one is written yyyymmdd'",
        "float, 'line 2: 10.00 is no amount in whole fen'",
        "exponent, 'line 2: 1e3 is no amount in whole fen'",
        "sign, 'line 2: +1000 is no amount in whole fen'",
        "wide, 'line 2: １０００ is no amount in whole fen'",
        "result, 'line 2: paid is no result; it is PAID or RETURNED'",
        "order words, 'line 2: abc is no number of an order, which has digits alone'",
        "fields, 'line 2: it has 5 fields; a line is D|number|order|result|amount|reason'",
        "kind, 'line 1: the file is SMSPAY-STATEMENT, not SMSPAY-RESULTS'",
        "version, 'line 1: version 2 is not known, only 1 is'",
        "trailing line, 'line 5: the last line is no trailer T|digest: the file was cut off'",
        "blank line, 'line 3: it has 1 fields; a line is D|number|order|result|amount|reason'"
    })
    void refusesAFileThatIsNotWhole(String mistake, String fault) {
        var good = results("20091104", ten.number() + "|PAID|1000|", twenty.number() + "|PAID|2000|");
        var file = sealed(good);
        var text = new String(file, StandardCharsets.UTF_8);
        var lines = text.split("\n");
        var first = lines[1];
        var mistaken = switch (mistake) {
            case "as it is" -> file;
            case "cut in a line" -> octets(text.substring(0, text.length() - 30));
            case "without its end" -> octets(good);
            case "a line lost" -> octets(lines[0] + "\n" + lines[1] + "\n" + lines[3] + "\n");
            case "a line doubled" -> sealed(good.replace(first, first + "\n" + first));
            case "reordered" -> sealed(lines[0] + "\n" + lines[2] + "\n" + lines[1] + "\n");
            case "CRLF" -> octets(text.replace("\n", "\r\n"));
            case "mark" -> octets("\uFEFF" + text);
            case "GBK" -> "H|湖南\n".getBytes(Charset.forName("GBK"));
            case "empty" -> new byte[0];
            case "wrong count" -> sealed(good.replace("|2|3000\n", "|3|3000\n"));
            case "wrong sum" -> sealed(good.replace("|2|3000\n", "|2|3001\n"));
            case "order twice" ->
                sealed(results("20091104", ten.number() + "|PAID|1000|", ten.number() + "|PAID|1000|"));
            case "other amount" -> sealed(results("20091104", ten.number() + "|PAID|1100|"));
            case "other bank" -> sealed(good.replace("|ICBC|", "|CCB|"));
            case "no bank" -> sealed(good.replace("|ICBC|", "|XYZ|"));
            case "no day" -> sealed(good.replace("|20091104|", "|20091131|"));
            case "float" -> sealed(good.replace("|1000|", "|10.00|"));
            case "exponent" -> sealed(good.replace("|1000|", "|1e3|"));
            case "sign" -> sealed(good.replace("|1000|", "|+1000|"));
            case "wide" -> sealed(good.replace("|1000|", "|１０００|"));
            case "result" -> sealed(good.replace("|PAID|1000", "|paid|1000"));
            case "order words" -> sealed(good.replace(number(ten), "abc"));
            case "fields" -> sealed(good.replace("|PAID|1000|", "|PAID|1000"));
            case "kind" -> sealed(good.replace("RESULTS", "STATEMENT"));
            case "version" -> sealed(good.replace("|1|ICBC", "|2|ICBC"));
            case "trailing line" -> octets(text + "x\n");
            case "blank line" -> sealed(good.replace(first + "\n", first + "\n\n"));
            default -> throw new AssertionError(mistake);
        };

        var taken = take(mistaken);

        assertEquals(fault.isEmpty(), taken.isTaken());
        if (!fault.isEmpty()) {
            var expected = fault.replace("{ten}", number(ten));
            assertTrue(taken.faults().contains(expected), taken.faults().toString());
            assertEquals(List.of(), world.notices());
            assertEquals(List.of(), cases());
            assertEquals(World.fen("10"), world.held(alice, Pocket.WITHDRAWING));
        }
    }

    private BankStatements.Compared compare(byte[] octets) {
        return world.in(tx -> banks.statements().compare(tx, octets, world.clock.instant()));
    }

    private static byte[] statement(String... rows) {
        var split =
                Arrays.stream(rows).map(row -> List.of(row.split("\\|", -1))).toList();
        return new BankFile(BankFile.Kind.STATEMENT, BankCode.ICBC, TUESDAY, split).octets();
    }

    @Test
    void comparesAStatementLineByLineAndOpensEachCaseOnce() {
        take(sealed(results("20091103", ten.number() + "|PAID|1000|", twenty.number() + "|PAID|2000|")));
        for (var number : List.of("B1", "B2", "B3")) {
            var told = new BankPayment(BankCode.ICBC, number, "123", World.fen("5"), world.clock.instant());
            world.in(tx -> banks.topUps().take(tx, told, ToldBy.NOTIFICATION, world.clock.instant()));
        }
        int before = cases().size();
        var file = statement(
                "B1|123|TOP_UP|500",
                "B2|123|TOP_UP|600",
                "B9||TOP_UP|700",
                "W1|" + ten.number() + "|WITHDRAWAL|1000",
                "W2|09110312345678|WITHDRAWAL|1000");

        var compared = compare(file);

        assertTrue(compared.isTaken());
        assertEquals(2, compared.matched());
        assertEquals(
                List.of("TOP_UP B9 over 7.00", "WITHDRAWAL W2 of order 09110312345678 over 10.00"),
                compared.onlyTheirs());
        assertEquals(List.of("TOP_UP B2 of order 123 over 6.00"), compared.differing());
        assertEquals(
                List.of("TOP_UP B3 over 5.00", "WITHDRAWAL of order " + twenty.number() + " over 20.00"),
                compared.onlyOurs());
        assertEquals(before + 5, cases().size());
        assertEquals(compared, compare(file));
        assertEquals(before + 5, cases().size());
    }

    @Test
    void whatTheSimulatedBankStatesMatches() {
        take(world.eBanks.results(made(BankCode.ICBC).orElseThrow().octets(), TUESDAY));

        var compared = compare(world.eBanks.statement(BankCode.ICBC, TUESDAY));

        assertEquals(2, compared.matched());
        assertEquals(List.of(), compared.onlyOurs());
        assertEquals(List.of(), cases());
    }

    @ParameterizedTest
    @CsvSource({
        "'B 1|1|TOP_UP|500', 'line 2: a bank''s number has 1 to 40 letters, digits or hyphens'",
        "'B1|x|TOP_UP|500', 'line 2: x is no number of an order, which has digits alone or is left out'",
        "'B1|1|FEE|500', 'line 2: FEE is no movement; it is TOP_UP or WITHDRAWAL'"
    })
    void refusesAStatementThatCannotBeCompared(String row, String fault) {
        var compared = compare(statement(row));

        assertFalse(compared.isTaken());
        assertEquals(List.of(fault), compared.faults());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 湖南省长沙市, BAD_BRANCH",
        "芙蓉支行, ' ', BAD_BRANCH",
        "芙蓉|支行, 湖南省长沙市, BAD_BRANCH",
        "芙, 湖南省长沙市, BAD_BRANCH",
        "芙蓉支行, 湖南省长沙市, ALREADY_BOUND",
    })
    void bindingOnTheSiteWantsTheBranchAndThePlace(String branch, String place, Reason refused) {
        assertEquals(
                refused,
                reason(world.in(tx -> accounts.bankCards()
                        .bind(
                                tx,
                                alice,
                                BankCode.ICBC,
                                new Branch(branch, place),
                                new Secret(World.BANK_CARD),
                                new Secret("王小明"),
                                world.clock.instant()))));
    }
}
