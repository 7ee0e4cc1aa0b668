package cn.smspay.counter.desks;

import static cn.smspay.counter.desks.Replies.AGENT;
import static cn.smspay.counter.desks.Replies.BOSS;
import static cn.smspay.counter.desks.Replies.LI;
import static cn.smspay.counter.desks.Replies.key;
import static cn.smspay.counter.desks.Replies.said;
import static cn.smspay.counter.desks.Replies.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.desks.SubscriberDesk.Fed;
import cn.smspay.counter.desks.SubscriberDesk.Put;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubscriberDeskTest {
    private static final Msisdn NUMBER = new Msisdn("13800000001");
    private static final Msisdn OTHER = new Msisdn("13800000002");

    @TempDir
    Path folder;

    private World world;
    private SubscriberDesk feed;
    private int keys;

    @BeforeEach
    void open() {
        world = new World(folder);
        feed = world.desks().subscribers();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Key fresh() {
        return key(BOSS, "k" + ++keys);
    }

    private CompletableFuture<Reply<Fed>> status(PhoneStatus status) {
        return feed.status(BOSS, fresh(), NUMBER, new PhoneCondition(status, StopReason.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "BEIJING, EASYOWN_STANDARD, ''",
        "GUANGDONG, EASYOWN_STANDARD, ''",
        "HUNAN, EASYOWN_STANDARD, brand-not-sold-there",
        "HUNAN, GOTONE, ''"
    })
    void aNumberIsPutWithAWarningWhereItsBrandIsNotSold(Province province, Brand brand, String warning) {
        var put = new Put(NUMBER, Operator.CHINA_MOBILE, province, brand, false);
        var fed = value(feed.put(BOSS, fresh(), put));

        assertEquals(warning.isEmpty() ? List.of() : List.of(warning), fed.warnings());
        assertEquals(1, fed.generation());
        assertEquals("00", fed.phoneStatus());
        assertEquals("none", fed.account());
        assertEquals("role", said(feed.put(AGENT, key(AGENT, "k"), put)));
    }

    @ParameterizedTest
    @CsvSource({
        // what the account holds, status, what becomes of it
        "0.00, CANCELLED, done, closed, 04, true",
        "5.00, CANCELLED, done, orphaned, 04, true",
        "5.00, ONE_WAY, done, open, 01, false",
        "5.00, TWO_WAY, done, open, 02, false",
        "5.00, PRE_CANCELLED, done, open, 03, false",
        "5.00, TRANSFERRED, close-first, open, 00, false",
        "5.00, RENUMBERED, close-first, open, 00, false"
    })
    void aStatusDoesToTheAccountWhatTheRulesSayAndEndsQuestionsWhenTheNumberGoes(
            String cash, PhoneStatus status, String outcome, String account, String code, boolean ends) {
        var who = world.customer(NUMBER.digits());
        if (!cash.equals("0.00")) {
            world.payIn(who, cash);
        }
        world.in(tx -> world.accounts.codes().send(tx, who, Purpose.BIND, world.clock.instant()));
        var sent = new Secret(world.said.get(world.said.size() - 1).values().get("code"));
        assertEquals(outcome, said(status(status)));

        if (outcome.equals("done")) {
            assertEquals(code, value(feed.language(BOSS, fresh(), NUMBER, "en")).phoneStatus());
        }
        assertEquals(ends ? List.of("end") : List.of(), world.dialogues);
        assertEquals(
                ends,
                world.in(tx -> world.accounts.codes().use(tx, who, Purpose.BIND, sent, world.clock.instant()))
                        .isPresent());
        var present = world.in(tx -> world.accounts.subscribers().customer(tx, who));
        assertEquals(
                account,
                present.found() == null
                        ? "closed"
                        : present.found().status().name().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void aCancelledNumberThatIsNormalAgainIsSomebodyElses() {
        world.payIn(world.customer(NUMBER.digits()), "5.00");
        var old = value(status(PhoneStatus.CANCELLED));
        assertEquals("orphaned", old.account());
        var next = value(status(PhoneStatus.NORMAL));

        assertEquals(2, next.generation());
        assertEquals("none", next.account());
        assertEquals("done", said(status(PhoneStatus.CANCELLED)));
        assertEquals("cancelled", said(status(PhoneStatus.TRANSFERRED)));
    }

    @Test
    void cancellingTwiceChangesNothingMore() {
        world.customer(NUMBER.digits());

        assertEquals("closed", value(feed.cancel(BOSS, fresh(), NUMBER)).account());
        assertEquals("none", value(feed.cancel(BOSS, fresh(), NUMBER)).account());
        assertEquals("unknown-number", said(feed.cancel(BOSS, fresh(), OTHER)));
    }

    @Test
    void aReissuedNumberSettlesTheOldOneFirstAndInheritsNothing() {
        var who = world.customer(NUMBER.digits());
        world.payIn(who, "5.00");
        var fed = value(feed.reissue(BOSS, fresh(), NUMBER, Province.GUANGDONG, null));

        assertEquals(2, fed.generation());
        assertEquals("none", fed.account());
        var now = world.in(tx -> world.accounts.subscribers().find(tx, NUMBER)).orElseThrow();
        assertEquals(Province.GUANGDONG, now.province());
        assertEquals(Brand.GOTONE, now.brand());
        assertEquals(World.fen("5.00"), world.cash(who));
    }

    @Test
    void aNumberChangesHandsOnlyWithoutAnOpenAccount() {
        var who = world.customer(NUMBER.digits());
        assertEquals("close-first", said(feed.transferable(BOSS, NUMBER)));
        assertEquals("close-first", said(feed.transfer(BOSS, fresh(), NUMBER)));
        assertEquals("close-first", said(feed.renumber(BOSS, fresh(), NUMBER, OTHER)));
        world.in(tx -> world.accounts.closings().close(tx, world.request(who, World.PIN)));
        assertEquals("done", said(feed.transferable(BOSS, NUMBER)));

        var fed = value(feed.transfer(BOSS, fresh(), NUMBER));
        assertEquals(2, fed.generation());
        assertEquals("00", fed.phoneStatus());
        assertEquals(
                PhoneStatus.TRANSFERRED,
                world.in(tx -> world.accounts.subscribers().get(tx, who))
                        .phone()
                        .phoneStatus());
    }

    @Test
    void aPersonWithANewNumberLeavesTheOldOneAndTakesNobodys() {
        world.subscriber(NUMBER.digits());
        world.subscriber(OTHER.digits());
        assertEquals("number-in-use", said(feed.renumber(BOSS, fresh(), NUMBER, OTHER)));
        assertEquals("number-in-use", said(feed.renumber(BOSS, fresh(), NUMBER, NUMBER)));
        value(feed.cancel(BOSS, fresh(), OTHER));
        var fed = value(feed.renumber(BOSS, fresh(), NUMBER, OTHER));

        assertEquals(OTHER.digits(), fed.msisdn());
        assertEquals(2, fed.generation());
        assertEquals("renumbered", said(status(PhoneStatus.NORMAL)));
    }

    @ParameterizedTest
    @CsvSource({
        "王小明, ID_CARD, 11010519491231002X, done",
        "王小明, ID_CARD, 110105194912310021, bad-id-number",
        "王小明, ID_CARD, 1101051949123100, bad-id-number",
        "王小明, ID_CARD, １１010519491231002X, bad-id-number",
        "' ', ID_CARD, 11010519491231002X, bad-name",
        "王\u202e小明, ID_CARD, 11010519491231002X, bad-name",
        "王小明, PASSPORT, ' ', bad-id-number",
        "王小明, PASSPORT, G12345678, done"
    })
    void aProfileIsCheckedByItsForm(String name, IdType type, String number, String outcome) {
        var who = world.subscriber(NUMBER.digits());

        assertEquals(outcome, said(feed.profile(LI, key(LI, "p"), NUMBER, new Secret(name), type, new Secret(number))));
        assertEquals(
                outcome.equals("done"),
                world.in(tx -> world.accounts.subscribers().get(tx, who)).profileComplete());
    }

    @Test
    void aLanguageIsOneOfTheTwo() {
        var who = world.subscriber(NUMBER.digits());

        assertEquals("bad-language", said(feed.language(BOSS, fresh(), NUMBER, "fr")));
        value(feed.language(BOSS, fresh(), NUMBER, "en"));
        assertEquals(
                "en", world.in(tx -> world.accounts.subscribers().get(tx, who)).language());
    }

    @Test
    void whoHasSomethingOnTheOldSimIsToldOfTheNewOne() {
        world.subscriber(NUMBER.digits());
        var told = new ArrayList<String>();
        feed.onSimChange((deal, iccid) -> told.add(deal.who() + " " + iccid));

        assertEquals("bad-iccid", said(feed.simChange(BOSS, fresh(), NUMBER, "123")));
        value(feed.simChange(BOSS, fresh(), NUMBER, "89860012345678901234".substring(0, 19)));
        assertEquals(1, told.size());
    }
}
