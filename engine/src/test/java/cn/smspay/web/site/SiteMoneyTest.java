package cn.smspay.web.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.banks.SignedForms;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.BillSystem.PaymentVerdict;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.testing.World;
import cn.smspay.web.site.SiteService.BankOrder;
import cn.smspay.web.site.SiteService.BillPaid;
import cn.smspay.web.site.SiteService.BillQuote;
import cn.smspay.web.site.SiteService.Visitor;
import cn.smspay.web.site.SiteService.WithdrawalTaken;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the site says of money before and after it moves, on the real rules and the real book. */
final class SiteMoneyTest {
    private static final Visitor FROM = new Visitor("127.0.0.1", "");
    private static final Secret PIN = new Secret(World.PIN);
    private static final Msisdn OWN = new Msisdn("13800000001");

    @TempDir
    private Path folder;

    private World world;
    private SiteMoney money;
    private SubscriptionId who;
    private int words;

    @BeforeEach
    void open() {
        world = new World(folder);
        var lane = new SiteLane(world.counter());
        money = new SiteMoney(lane, world.desks(), new SiteHoldings(lane, world.desks()));
        var page = URI.create("https://bank.example.cn/pay");
        world.desks()
                .banks()
                .connect(
                        BankCode.ICBC,
                        new SignedForms(
                                BankCode.ICBC, new SignedForms.Contract(page, "smspay", World.BANK_KEY, page, page)));
        who = world.realNameCustomer(OWN.digits(), "100.00");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Member me() {
        return new Member(who, OWN.digits(), false);
    }

    private String word() {
        return "word-" + ++words;
    }

    private static <T> Reply<T> reply(CompletionStage<Reply<T>> answer) {
        return answer.toCompletableFuture().join();
    }

    private static <T> T done(CompletionStage<Reply<T>> answer) {
        if (reply(answer) instanceof Reply.Done<T> done) {
            return done.value();
        }
        throw new AssertionError(reply(answer));
    }

    private static <T> Map<String, Object> refused(String reason, CompletionStage<Reply<T>> answer) {
        var reply = reply(answer);
        assertEquals("refused:" + reason, reply.outcome());
        return ((Reply.Refused<T>) reply).facts();
    }

    // --- cards

    @Test
    void aCardIsToppedUpOnceWithItsReceipt() {
        var card = world.card("50.00");
        var word = word();
        var done = done(money.topUpByCard(me(), FROM, word, card, null));

        assertEquals("50.00 50.00", done.amount() + " " + done.balance());
        assertTrue(done.number().matches("[0-9]{14}"), done.number());
        assertEquals(world.clock.instant(), done.at());
        assertEquals(done, done(money.topUpByCard(me(), FROM, word, card, null)), "the same word is the same act");
        refused("key-reused", money.topUpByCard(me(), FROM, word, world.card("10.00"), null));
        refused("repeated", money.topUpByCard(me(), FROM, word(), card, null));
        var other = new Member(world.customer("13800000002"), "13800000002", false);
        refused("used", money.topUpByCard(other, FROM, word(), card, null));
        assertEquals(World.fen("50.00"), world.card(who));
        assertFalse(money.asksPayForTopUp());
    }

    // --- banks

    private BankOrder order(String yuan) {
        return done(money.topUpByBank(me(), FROM, word(), BankCode.ICBC, World.fen(yuan), false));
    }

    private BankOrder look(String order) {
        return done(money.bankOrder(me(), FROM, order));
    }

    @Test
    void anOrderThatCanBePaidComesWithTheFormToTheBankAndOneThatIsPaidWithout() {
        var begun = order("25.00");
        assertEquals("created", begun.state());
        assertNull(begun.form(), "nobody goes to a bank from there");
        assertFalse(begun.toWallet());

        var open = look(begun.order());
        var form = open.form();
        assertNotNull(form);
        assertEquals("https://bank.example.cn", form.origin());
        assertEquals("https://bank.example.cn/pay", form.action());
        assertNotNull(look(begun.order()).form(), "also once he was sent there");
        assertEquals("redirected", look(begun.order()).state());

        world.eBanks.onNotification(told -> world.desks()
                .banks()
                .hear(Caller.of(Channel.BANK, "icbc", "local", Role.BANK), told.bank(), told.fields())
                .join());
        world.eBanks.pay(
                BankCode.ICBC,
                form.fields().stream().collect(Collectors.toMap(field -> field.name(), field -> field.value())));

        assertEquals("paid", look(begun.order()).state());
        assertNull(look(begun.order()).form());
        assertEquals(World.fen("125.00"), world.cash(who));
    }

    @Test
    void anOrderIsItsOwnersAlone() {
        var order = order("25.00").order();
        var other = new Member(world.customer("13800000002"), "13800000002", false);

        refused("not-found", money.bankOrder(other, FROM, order));
        refused("not-found", money.bankOrder(me(), FROM, "20091102999999"));
        refused("not-found", money.bankOrder(me(), FROM, "x"));
    }

    @Test
    void aTopUpByBankNeedsABankThatIsOpenAndAWalletThatIsThere() {
        refused("not-available", money.topUpByBank(me(), FROM, word(), BankCode.CMB, World.fen("1"), false));
        refused("no-wallet", money.topUpByBank(me(), FROM, word(), BankCode.ICBC, World.fen("1"), true));
        var word = word();
        var order = done(money.topUpByBank(me(), FROM, word, BankCode.ICBC, World.fen("1"), false));

        assertEquals(order, done(money.topUpByBank(me(), FROM, word, BankCode.ICBC, World.fen("1"), false)));
        refused("key-reused", money.topUpByBank(me(), FROM, word, BankCode.ICBC, World.fen("2"), false));
    }

    // --- withdrawals

    @ParameterizedTest
    @CsvSource({"100.00, true", "100.01, false", "1.00, true"})
    void anOfferIsOfWhatThereIsAndAnAmountAboveItIsRefusedWithBoth(String yuan, boolean offered) {
        var answer = money.withdrawalOffer(me(), FROM, World.fen(yuan));

        if (offered) {
            var offer = done(answer);
            assertEquals(World.fen("100.00"), offer.cash());
            assertEquals(
                    "ICBC 0128 王**",
                    offer.to().bank() + " " + offer.to().tail() + " "
                            + offer.to().holder());
            assertEquals(LocalDate.of(2009, 11, 5), offer.earliest());
            assertEquals(LocalDate.of(2009, 11, 11), offer.latest());
        } else {
            assertEquals(
                    Map.of("cash", World.fen("100.00"), "amount", World.fen("100.01")), refused("too-much", answer));
        }
    }

    @Test
    void whatStandsInTheWayIsSaidBeforeTheAmount() {
        var bare = new Member(world.customer("13800000002"), "13800000002", false);
        refused("not-real-name", money.withdrawalOffer(bare, FROM, World.fen("1000")));
        refused("not-real-name", money.withdrawalOffer(bare, FROM, null));
        refused(
                "no-account",
                money.withdrawalOffer(new Member(world.subscriber("13800000003"), "13800000003", false), FROM, null));
    }

    @Test
    void aWithdrawalLeavesTheCashOnceAndGoesToTheCardThatWasShown() {
        var word = word();
        refused("card-changed", money.withdraw(me(), FROM, word(), World.fen("30"), "9999", PIN));
        refused("pin-wrong", money.withdraw(me(), FROM, word(), World.fen("30"), "0128", new Secret("000000")));
        assertEquals(World.fen("100.00"), world.cash(who));

        WithdrawalTaken taken = done(money.withdraw(me(), FROM, word, World.fen("30"), "0128", PIN));

        assertEquals(World.fen("30"), taken.amount());
        assertEquals(World.fen("70"), taken.cash());
        assertEquals(LocalDate.of(2009, 11, 5), taken.earliest());
        assertEquals(LocalDate.of(2009, 11, 11), taken.latest());
        assertEquals("0128", taken.to().tail());
        world.clock.turn(Duration.ofDays(1));
        assertEquals(
                taken, done(money.withdraw(me(), FROM, word, World.fen("30"), "0128", PIN)), "told again as it was");
        refused("key-reused", money.withdraw(me(), FROM, word, World.fen("31"), "0128", PIN));
        assertEquals(World.fen("70"), world.cash(who));
    }

    // --- bills

    private Reply<BillQuote> quote(Msisdn payee, String yuan) {
        return reply(money.billQuote(me(), FROM, payee, World.fen(yuan)));
    }

    /** 20 yuan of card money, 100 of cash (D-02). */
    @ParameterizedTest
    @CsvSource({"20.00, card, 0.00", "20.01, cash, 79.99", "100.00, cash, 0.00", "0.01, card, 19.99"})
    void aBillIsPaidWholeByOneAccount(String yuan, String pocket, String after) {
        world.payInByCard(who, "20");

        var quote = done(money.billQuote(me(), FROM, OWN, World.fen(yuan)));

        assertEquals(pocket + " " + after, quote.pocket() + " " + quote.after());
        assertFalse(quote.inTest());
        assertEquals("湖南", quote.province());
        var paid = done(money.payBill(me(), FROM, word(), OWN, World.fen(yuan), false, PIN));
        assertEquals(pocket + " " + after, paid.pocket() + " " + paid.balance(), "as it was said");
    }

    @Test
    void whatNeitherAccountCoversIsRefusedWithWhatThereIs() {
        world.payInByCard(who, "20");
        var facts = Map.<String, Object>of(
                "amount", World.fen("100.01"), "cash", World.fen("100.00"), "card", World.fen("20.00"));

        assertEquals(facts, refused("insufficient", money.billQuote(me(), FROM, OWN, World.fen("100.01"))));
        assertEquals(
                facts,
                refused("insufficient", money.payBill(me(), FROM, word(), OWN, World.fen("100.01"), false, PIN)));
    }

    @Test
    void anotherRefusalKeepsItsOwnFacts() {
        var most = AccountSettings.defaults().bill().max();
        assertEquals(
                Map.of("max", most), refused("bad-amount", money.billQuote(me(), FROM, OWN, most.plus(new Fen(1)))));
        assertEquals("refused:insufficient", quote(OWN, most.toString()).outcome());
        assertEquals(
                "refused:not-carriers", quote(new Msisdn("13000000055"), "1").outcome());
        refused(
                "no-account",
                money.billQuote(
                        new Member(world.subscriber("13800000003"), "13800000003", false), FROM, OWN, World.fen("1")));
    }

    /** Guangdong is one of the provinces in which bills are tried out (S-103). */
    @Test
    void aTestOfTheProvinceIsKnownBeforeItIsPaid() {
        var payee = new Msisdn("13800000009");
        world.subscriber(payee.digits(), Province.GUANGDONG, Brand.GOTONE);

        var quote = done(money.billQuote(me(), FROM, payee, World.fen("10")));

        assertEquals("true 广东", quote.inTest() + " " + quote.province());
        refused("confirm-test", money.payBill(me(), FROM, word(), payee, World.fen("10"), false, PIN));
        assertEquals(World.fen("100.00"), world.cash(who));
        done(money.payBill(me(), FROM, word(), payee, World.fen("10"), true, PIN));
        assertEquals(World.fen("90.00"), world.cash(who));
        assertEquals(payee, world.bills.last().bill().payee());
    }

    @Test
    void aBillIsSureOnceTheBillSystemHasSaidSo() {
        var word = word();
        refused("pin-wrong", money.payBill(me(), FROM, word(), OWN, World.fen("10"), false, new Secret("000000")));
        BillPaid first = done(money.payBill(me(), FROM, word, OWN, World.fen("10"), false, PIN));
        assertFalse(first.sure());
        assertEquals(World.fen("90.00"), first.balance());

        world.bills.last().answer().accept(PaymentVerdict.PAID);
        world.settle();

        assertTrue(done(money.payBill(me(), FROM, word, OWN, World.fen("10"), false, PIN))
                .sure());
        assertEquals(World.fen("90.00"), world.cash(who));
        assertEquals(
                1, world.bills.asked.stream().filter(asked -> !asked.inquiry()).count());
    }

    // --- the bank card

    @Test
    void theCardGoesWithThePayPasswordAlone() {
        refused("pin-wrong", money.unbind(me(), FROM, word(), new Secret("000000")));
        assertEquals("0128", done(money.withdrawalOffer(me(), FROM, null)).to().tail());

        done(money.unbind(me(), FROM, word(), PIN));

        refused("no-bank-card", money.withdrawalOffer(me(), FROM, null));
        assertEquals(List.of(), world.payOuts);
    }
}
