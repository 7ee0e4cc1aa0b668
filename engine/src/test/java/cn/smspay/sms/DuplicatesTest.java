package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.customers.NumberSettings;
import cn.smspay.accounts.customers.Province;
import cn.smspay.base.MonotonicClock;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.Ticker;
import cn.smspay.base.UplinkId;
import cn.smspay.base.text.Part;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.store.Limits;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.desk.Desk;
import cn.smspay.talk.desk.DeskSettings;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.testing.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the SMSC delivers again and what the subscriber sends again (R 3.0.5, level 1). */
@Timeout(60)
final class DuplicatesTest {
    private static final ServiceNumber SERVICE = new ServiceNumber("10658888");
    private static final Path HOME = Path.of(System.getProperty("smspay.root", ".."));

    @TempDir
    private Path folder;

    private World world;
    private SmsIntake intake;

    @BeforeEach
    void open() {
        var usual = AccountSettings.defaults();
        world = new World(
                folder, usual.withNumbers(new NumberSettings(usual.numbers().prefixes(), true, Province.HUNAN)));
        intake = intake();
    }

    private SmsIntake intake() {
        var vault = Vault.of(World.KEY);
        var outbox = new Outbox(world.store, vault);
        var scripts = Objects.requireNonNull(
                ScriptFiles.load(HOME.resolve("dialogs"), HOME.resolve("ivr-scripts"), ServiceCatalogue.catalogue())
                        .scripts());
        var desk = new Desk(world.accounts, outbox, scripts, new DeskSettings("www.example.com", SERVICE));
        var settings = SmsSettings.of(SERVICE);
        var figures = new SmsFigures();
        var handler = new UplinkHandler(
                desk,
                new Billing(),
                outbox,
                vault,
                settings,
                figures,
                world.clock,
                UnaryOperator.identity(),
                Ticker.of(world.clock),
                Limits.USUAL);
        return new SmsIntake(
                world.lane,
                settings,
                handler,
                new Receipts(outbox, world.lane, figures, Limits.USUAL),
                figures,
                world.clock,
                Ticker.of(world.clock),
                MonotonicClock.system());
    }

    /** Another engine on the same data; the last one did not say goodbye. */
    private void crash() {
        world.settle();
        world.clock.turn(Duration.ofSeconds(5));
        intake = intake();
        intake.recover(world.store);
    }

    @AfterEach
    void close() {
        assertEquals(uplinks(), number("select count(*) from charge"));
        world.close();
    }

    @Test
    void absorbsARedeliveryOnTheSameConnectionBeforeTheProof() {
        take("c1", "CX");

        take("c1", "CX");

        assertEquals(1, uplinks());
        assertEquals(1, answers());
    }

    @Test
    void takesTheSameTextAfterTheProofForANewMessage() {
        var first = take("c1", "CX");
        prove("c1", first);

        var second = take("c1", "CX");

        assertNotEquals(first, second);
        assertEquals(2, uplinks());
        assertEquals(2, answers());
    }

    @Test
    void proofReachesOnlyAsFarAsItsAnswer() {
        var first = take("c1", "CX");
        var second = take("c1", "你好");
        prove("c1", first);

        absorbed("c1", "你好");

        isNew("c1", "CX");
    }

    @Test
    void absorbsARedeliveryAfterTheConnectionWasLost() {
        take("c1", "CX");
        intake.closed("c1");

        absorbed("c2", "CX");

        assertEquals(1, answers());
    }

    @Test
    void takesTheSameTextForANewMessageOnceTheRedeliverysAnswerIsProven() {
        take("c1", "CX");
        intake.closed("c1");
        prove("c2", absorbed("c2", "CX"));

        isNew("c2", "CX");
    }

    @Test
    void absorbsNothingOfWhatWasProvenBeforeTheConnectionWasLost() {
        var first = take("c1", "CX");
        prove("c1", first);
        intake.closed("c1");

        isNew("c2", "CX");
    }

    @Test
    void absorbsNothingAfterTheSmscsRetryHorizon() {
        take("c1", "CX");
        intake.closed("c1");
        world.settle();
        world.clock.turn(Duration.ofHours(24));

        isNew("c2", "CX");
    }

    @Test
    void stillAbsorbsJustBeforeTheRetryHorizonEnds() {
        take("c1", "CX");
        intake.closed("c1");
        world.settle();
        world.clock.turn(Duration.ofHours(24).minusMillis(1));

        absorbed("c2", "CX");
    }

    @Test
    void absorbsARedeliveryAfterACrash() {
        take("c1", "CX");
        crash();

        absorbed("c2", "CX");

        assertEquals(1, uplinks());
        assertEquals(1, answers());
    }

    @Test
    void aCrashPutsOnlyTheUnprovenAtRisk() {
        var first = take("c1", "CX");
        var second = take("c1", "你好");
        prove("c1", first);
        crash();

        isNew("c2", "CX");
        absorbed("c2", "你好");
    }

    @Test
    void absorbsAfterTwoCrashes() {
        take("c1", "CX");
        crash();
        crash();

        absorbed("c3", "CX");
    }

    @Test
    void absorbsAgainWhenItCrashedAfterTheRedeliverysAnswer() {
        take("c1", "CX");
        crash();
        take("c2", "CX");
        crash();

        absorbed("c3", "CX");
        assertEquals(1, answers());
    }

    @Test
    void absorbsARedeliveryOnAnotherConnectionWhileTheFirstLives() {
        take("c1", "CX");

        absorbed("c2", "CX");
        assertEquals(1, uplinks());
    }

    @Test
    void aProofOnTheOtherConnectionMakesTheSameTextNewThereToo() {
        take("c1", "CX");
        prove("c2", absorbed("c2", "CX"));
        intake.closed("c1");

        isNew("c2", "CX");
    }

    @Test
    void aProofAskedForBeforeARedeliveryWasAnsweredDoesNotCoverIt() {
        take("c1", "CX");
        intake.closed("c1");
        var before = take("c2", "你好");
        absorbed("c2", "CX");
        prove("c2", before);

        absorbed("c2", "CX");
    }

    @Test
    void anUplinkThatIsAcceptedAfterItsConnectionHasGoneIsAtRiskLikeTheOthers() {
        take("c1", "你好");
        intake.closed("c1");

        take("c1", "CX");

        assertEquals(0, intake.unproven());
        prove("c2", absorbed("c2", "CX"));
        isNew("c2", "CX");
    }

    @Test
    void proofsOfOneConnectionSayNothingAboutAnother() {
        take("c1", "CX");
        var other = take("c2", "你好");
        prove("c2", other);

        absorbed("c1", "CX");
    }

    @Test
    void tellsMessagesApartBySenderTextAndCoding() {
        var first = take("c1", "CX");

        assertNotEquals(first, accepted(pdu("c1", "13907310002", "CX", 0, null, null)));
        isNew("c1", "cx");
        assertNotEquals(first, accepted(pdu("c1", "13907310001", "CX", 1, null, null)));
    }

    @Test
    void goesByTheSmscsOwnIdWhereThereIsOne() {
        var first = accepted(pdu("c1", "13907310001", "CX", 0, "id-1", null));

        var again = accepted(pdu("c1", "13907310001", "CX", 0, "id-1", null));
        var other = accepted(pdu("c1", "13907310001", "CX", 0, "id-2", null));

        assertEquals(first, again);
        assertNotEquals(first, other);
        assertEquals(2, answers());
    }

    @ParameterizedTest
    @CsvSource({"west-1, west, west-2, west, true", "west, west, east, east, false", "west, west, west, west, true"})
    void theIdsOfOneSmscAreOneSeriesByWhicheverBindTheyCome(
            String bind, String smsc, String otherBind, String otherSmsc, boolean same) {
        var message = pdu("c1", "13907310001", "CX", 0, "id-1", null);
        var first = accepted(by(message, bind, smsc));
        prove("c1", first);

        var second = accepted(by(message, otherBind, otherSmsc));

        assertEquals(same, first.equals(second));
        assertEquals(same ? 1 : 2, uplinks());
    }

    @Test
    void anIdOfBeforeSmscsWereKnownCountsForAny() {
        var message = pdu("c1", "13907310001", "CX", 0, "id-1", null);
        var first = accepted(by(message, "west", "west"));
        world.settle();
        world.in(tx -> tx.query(
                sql -> sql.createUpdate("update seen_message set smsc = ''").execute()));
        crash();

        assertEquals(first, accepted(by(message, "east", "east")));
    }

    private static DeliveredPdu by(DeliveredPdu pdu, String bind, String smsc) {
        return new DeliveredPdu(
                bind,
                pdu.connection() + bind,
                pdu.sequence(),
                pdu.source(),
                pdu.destination(),
                pdu.dataCoding(),
                pdu.octets(),
                pdu.userDataHeader(),
                pdu.sar(),
                smsc,
                pdu.smscMessageId(),
                pdu.receivedAt());
    }

    @Test
    void remembersTheSmscsIdAcrossConnectionsAndCrashesForTwoDays() {
        var first = accepted(pdu("c1", "13907310001", "CX", 0, "id-1", null));
        prove("c1", first);
        crash();
        assertEquals(first, accepted(pdu("c2", "13907310001", "CX", 0, "id-1", null)));
        world.clock.turn(Duration.ofHours(48));
        intake.forget();
        world.settle();

        assertNotEquals(first, accepted(pdu("c2", "13907310001", "CX", 0, "id-1", null)));
    }

    @Test
    void absorbsPartsThatAreDeliveredAgainOneByOne() {
        accepted(part("c1", 1, "C"));
        intake.closed("c1");

        absorbed(part("c2", 1, "C"));
        accepted(part("c2", 2, "X"));
        absorbed(part("c2", 2, "X"));

        assertEquals(2, uplinks());
        assertEquals(1, answers());
    }

    @Test
    void givesOneAnswerWhenTheLastPartIsDeliveredAgainAfterACrash() {
        accepted(part("c1", 1, "C"));
        accepted(part("c1", 2, "X"));
        crash();

        absorbed(part("c2", 2, "X"));
        absorbed(part("c2", 1, "C"));

        assertEquals(2, uplinks());
        assertEquals(1, answers());
    }

    /** Absorbed: nothing is recorded for it. The number of the answer. */
    private UplinkId absorbed(DeliveredPdu pdu) {
        long before = uplinks();
        var number = accepted(pdu);
        assertEquals(before, uplinks(), "it was taken for a new message");
        return number;
    }

    private UplinkId absorbed(String connection, String text) {
        return absorbed(pdu(connection, "13907310001", text, 8, null, null));
    }

    private void isNew(String connection, String text) {
        long before = uplinks();
        take(connection, text);
        assertEquals(before + 1, uplinks(), "it was taken for a redelivery");
    }

    private UplinkId take(String connection, String text) {
        return accepted(pdu(connection, "13907310001", text, 8, null, null));
    }

    private static DeliveredPdu part(String connection, int number, String text) {
        var part = new DeliveredPdu(
                "main",
                connection,
                1,
                "13907310001",
                SERVICE.digits(),
                0,
                text.getBytes(StandardCharsets.US_ASCII),
                false,
                new Part(7, number, 2),
                "main",
                null,
                java.time.Instant.EPOCH);
        return part;
    }

    private static DeliveredPdu pdu(
            String connection, String from, String text, int coding, @Nullable String id, @Nullable Part part) {
        var octets = text.getBytes(coding == 8 ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII);
        return new DeliveredPdu(
                "main",
                connection,
                1,
                from,
                SERVICE.digits(),
                coding,
                octets,
                false,
                part,
                "main",
                id,
                java.time.Instant.EPOCH);
    }

    private UplinkId accepted(DeliveredPdu pdu) {
        try {
            var now = new DeliveredPdu(
                    pdu.bind(),
                    pdu.connection(),
                    pdu.sequence(),
                    pdu.source(),
                    pdu.destination(),
                    pdu.dataCoding(),
                    pdu.octets(),
                    pdu.userDataHeader(),
                    pdu.sar(),
                    pdu.smsc(),
                    pdu.smscMessageId(),
                    world.clock.instant());
            var answer = intake.take(now).toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertEquals(Acknowledgement.Status.ACCEPTED, answer.status());
            return Objects.requireNonNull(answer.uplink());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void prove(String connection, UplinkId upTo) {
        intake.proven(connection, upTo);
    }

    private long uplinks() {
        return number("select count(*) from uplink");
    }

    private long answers() {
        return number("select count(*) from downlink");
    }

    private long number(String sql) {
        world.settle();
        return world.store.read(
                handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
