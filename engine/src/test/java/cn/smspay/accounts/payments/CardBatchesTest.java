package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.payments.CardBatches.CardCondition;
import cn.smspay.accounts.payments.CardBatches.CardDelivery;
import cn.smspay.base.Secret;
import cn.smspay.base.Sha256;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Job;
import cn.smspay.testing.World;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardBatchesTest extends AccountsFixture {
    private static final Secret PASSPHRASE = new Secret("four words of the printer");
    private static final LocalDate LAST = LocalDate.of(2012, 12, 31);

    private CardBatches batches;

    @BeforeEach
    void open() {
        batches = accounts.cardBatches();
    }

    private Answer<CardDelivery> issue(int count, String face, LocalDate last, String passphrase) {
        return world.in(tx -> batches.order(tx, count, World.fen(face), last, world.clock.instant())
                .fold(
                        batch -> batches.deliver(tx, batch.id(), new Secret(passphrase), world.clock.instant()),
                        Answer::refused));
    }

    private CardDelivery issued(int count) {
        return done(issue(count, "50", LAST, PASSPHRASE.reveal()));
    }

    private static List<String> opened(byte[] file, Secret passphrase) throws Exception {
        assertEquals("Salted__", new String(file, 0, 8, StandardCharsets.US_ASCII));
        var keyAndIv = CardFile.derived(passphrase, Arrays.copyOfRange(file, 8, 16));
        var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.DECRYPT_MODE, new SecretKeySpec(keyAndIv, 0, 32, "AES"), new IvParameterSpec(keyAndIv, 32, 16));
        return new String(cipher.doFinal(file, 16, file.length - 16), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static Secret password(List<String> lines, int card) {
        return new Secret(lines.get(card).split("\\|")[2]);
    }

    private static String serial(List<String> lines, int card) {
        return lines.get(card).split("\\|")[1];
    }

    private Object topUp(SubscriptionId who, Secret password) {
        return world.in(tx -> accounts.rechargeCards().topUp(tx, world.request(who), password));
    }

    private CardCondition state(String serial) {
        return world.in(tx -> batches.look(tx, serial, world.clock.instant()))
                .orElseThrow()
                .state();
    }

    @Test
    void deliversSerialsAndPasswordsOnceInAFileThatThePassphraseOpens() throws Exception {
        var delivery = issued(100);

        var lines = opened(delivery.file(), PASSPHRASE);

        assertEquals("H|SMSPAY-CARDS|1|1|100|5000|20121231", lines.get(0));
        assertEquals(102, lines.size());
        var body = String.join("\n", lines.subList(0, 101)) + "\n";
        assertEquals("T|" + Sha256.hex(body), lines.get(101));
        var passwords = new HashSet<String>();
        for (int i = 1; i <= 100; i++) {
            assertTrue(CardStock.SERIAL.matcher(serial(lines, i)).matches());
            assertTrue(
                    RechargeCards.PASSWORD.matcher(password(lines, i).reveal()).matches());
            passwords.add(password(lines, i).reveal());
        }
        assertEquals(100, passwords.size());
        assertFalse(new String(delivery.file(), StandardCharsets.ISO_8859_1)
                .contains(password(lines, 1).reveal()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 50, 2012-12-31, TOO_MANY",
        "20001, 50, 2012-12-31, TOO_MANY",
        "1, 25, 2012-12-31, BAD_AMOUNT",
        "1, 50, 2009-11-03, EXPIRED",
    })
    void refusesABatchThatCannotBePrinted(int count, String face, LocalDate last, Reason refused) {
        world.clock.set("2009-11-03T10:00:00");
        assertEquals(refused, reason(issue(count, face, last, PASSPHRASE.reveal())));
        assertEquals(Reason.BAD_PASSWORD, reason(issue(1, "50", LAST, "short")));
    }

    @Test
    void aCardIsGoodFromTheActivationOfItsBatchOn() throws Exception {
        var alice = world.customer(ALICE);
        var delivery = issued(3);
        var other = opened(issued(3).file(), PASSPHRASE);
        var lines = opened(delivery.file(), PASSPHRASE);
        assertEquals(Reason.NOT_ACTIVE, reason(topUp(alice, password(lines, 1))));
        world.in(tx -> batches.voided(tx, serial(lines, 3)));

        var active = world.in(tx -> batches.activate(tx, delivery.batch().id(), world.clock.instant()));

        assertEquals(2, done(active));
        assertNull(reason(topUp(alice, password(lines, 1))));
        assertEquals(World.fen("50"), world.card(alice));
        assertEquals(Reason.USED, reason(topUp(world.customer(BOB), password(lines, 1))));
        assertEquals(Reason.NOT_ACTIVE, reason(topUp(alice, password(lines, 3))));
        assertEquals(Reason.NOT_ACTIVE, reason(topUp(alice, password(other, 1))));
        assertEquals(
                Reason.WRONG_STATE,
                reason(world.in(tx -> batches.activate(tx, delivery.batch().id(), world.clock.instant()))));
        assertEquals(Reason.UNKNOWN_ORDER, reason(world.in(tx -> batches.activate(tx, 99, world.clock.instant()))));
    }

    @Test
    void aFrozenCardComesBackAsWhatItWas() throws Exception {
        var delivery = issued(2);
        var lines = opened(delivery.file(), PASSPHRASE);
        var card = serial(lines, 1);

        assertEquals(CardState.FROZEN, done(world.in(tx -> batches.freeze(tx, card))));
        assertEquals(CardState.NEW, done(world.in(tx -> batches.thaw(tx, card))));
        world.in(tx -> batches.freeze(tx, card));
        world.in(tx -> batches.activate(tx, delivery.batch().id(), world.clock.instant()));
        assertEquals(CardCondition.FROZEN, state(card));
        assertEquals(CardState.ACTIVE, done(world.in(tx -> batches.thaw(tx, card))));
        assertEquals(Reason.WRONG_STATE, reason(world.in(tx -> batches.thaw(tx, card))));
    }

    @ParameterizedTest
    @CsvSource({
        "NEW, freeze, ",
        "NEW, voided, ",
        "ACTIVE, freeze, ",
        "ACTIVE, voided, ",
        "FROZEN, freeze, ",
        "FROZEN, voided, ",
        "VOID, freeze, WRONG_STATE",
        "VOID, thaw, WRONG_STATE",
        "VOID, voided, ",
        "USED, freeze, WRONG_STATE",
        "USED, thaw, WRONG_STATE",
        "USED, voided, WRONG_STATE",
        "NEW, thaw, WRONG_STATE"
    })
    void followsTheStatesOfACard(CardState from, String act, Reason refused) {
        var start = from == CardState.USED ? CardState.ACTIVE : from;
        var password = world.card("50", Province.HUNAN, start, LAST);
        if (from == CardState.USED) {
            topUp(world.customer(ALICE), password);
        }
        var serial = "09000180000000001";

        assertEquals(refused, reason(world.in(tx -> switch (act) {
            case "freeze" -> batches.freeze(tx, serial);
            case "thaw" -> batches.thaw(tx, serial);
            default -> batches.voided(tx, serial);
        })));
        assertEquals(Reason.UNKNOWN_CARD, reason(world.in(tx -> batches.freeze(tx, "no serial"))));
    }

    @Test
    void tellsWhatIsKnownOfACardButItsPassword() throws Exception {
        var alice = world.customer(ALICE);
        var delivery = issued(2);
        var lines = opened(delivery.file(), PASSPHRASE);
        world.in(tx -> batches.activate(tx, delivery.batch().id(), world.clock.instant()));
        topUp(alice, password(lines, 1));

        var looked = world.in(tx -> batches.look(tx, serial(lines, 1), world.clock.instant()))
                .orElseThrow();

        assertEquals(CardCondition.USED, looked.state());
        assertEquals(delivery.batch().id(), looked.batch());
        assertFalse(looked.toString().contains(password(lines, 1).reveal()));
        assertEquals(CardCondition.ACTIVE, state(serial(lines, 2)));
        world.clock.set("2013-01-01T00:00:00");
        assertEquals(CardCondition.EXPIRED, state(serial(lines, 2)));
        assertEquals(Reason.EXPIRED, reason(topUp(alice, password(lines, 2))));
    }

    @Test
    void deliversABatchOnceHoweverManyAsk() {
        var batch = done(world.in(tx -> batches.order(tx, 50, World.fen("10"), LAST, world.clock.instant())));
        assertEquals(
                Reason.WRONG_STATE, reason(world.in(tx -> batches.activate(tx, batch.id(), world.clock.instant()))));
        var answers = new ArrayList<CompletableFuture<Answer<CardDelivery>>>();
        for (int i = 0; i < 3; i++) {
            answers.add(world.lane.submit(
                    Job.of("a" + i, tx -> batches.deliver(tx, batch.id(), PASSPHRASE, world.clock.instant()))));
        }

        var reasons = answers.stream()
                .map(it -> String.valueOf(reason(it.join())))
                .sorted()
                .toList();
        assertEquals(List.of("WRONG_STATE", "WRONG_STATE", "null"), reasons);
        assertEquals(
                Reason.UNKNOWN_ORDER,
                reason(world.in(tx -> batches.deliver(tx, 77, PASSPHRASE, world.clock.instant()))));
    }
}
