package cn.smspay.accounts.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.BlockingState;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.NumberSettings;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.base.Msisdn;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Job;
import cn.smspay.store.Route;
import cn.smspay.store.Tx;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OpeningsTest extends AccountsFixture {
    private Answer<Openings.Opened> open(SubscriptionId who) {
        return world.in(tx -> accounts.openings().open(tx, world.request(who)));
    }

    @Test
    void opensAnAccountWithTwoGeneratedPasswords() {
        var alice = world.subscriber(ALICE);

        var opened = done(open(alice));

        assertTrue(opened.loginPassword().reveal().matches("[A-Za-z2-9]{8}"));
        assertTrue(opened.payPassword().reveal().matches("[0-9]{6}"));
        assertEquals(
                null,
                reason(world.in(tx -> accounts.passwords()
                        .attempt(
                                tx, opened.account(), PasswordKind.PAY, opened.payPassword(), world.clock.instant()))));
        assertEquals(
                null,
                reason(world.in(tx -> accounts.passwords()
                        .attempt(
                                tx,
                                opened.account(),
                                PasswordKind.LOGIN,
                                opened.loginPassword(),
                                world.clock.instant()))));
    }

    @Test
    void opensARealNameAccountOnlyForACompleteProfile() {
        var alice = world.subscriber(ALICE);
        var bob = world.subscriber(BOB);
        world.profile(alice, "王小明");

        open(alice);
        open(bob);

        assertTrue(holds(alice, "real_name"));
        assertEquals(false, holds(bob, "real_name"));
    }

    @Test
    void refusesASecondAccount() {
        var alice = world.customer(ALICE);

        assertEquals(Reason.ALREADY_OPEN, reason(open(alice)));
        assertEquals(
                Reason.ALREADY_OPEN, reason(world.in(tx -> accounts.openings().check(tx, alice))));
    }

    @ParameterizedTest
    @EnumSource(value = PhoneStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "NORMAL")
    void refusesAPhoneThatIsNotNormal(PhoneStatus status) {
        var alice = world.subscriber(ALICE);
        status(alice, status, StopReason.NONE);

        var refusal = refusal(open(alice));

        boolean restorable = status.isSuspended() || status == PhoneStatus.PRE_CANCELLED;
        assertEquals(restorable ? Reason.PHONE_STATUS : Reason.BARRED, refusal.reason());
        assertEquals(BlockingState.valueOf(status.name()), refusal.facts().get("state"));
    }

    private void status(SubscriptionId who, PhoneStatus status, StopReason why) {
        world.in(tx -> {
            accounts.subscribers().status(tx, who, new PhoneCondition(status, why));
            return null;
        });
    }

    @Test
    void refusesTheBrandThatNeedsNoRegistration() {
        var alice = world.subscriber(ALICE, Province.BEIJING, Brand.EASYOWN_STANDARD);

        assertEquals(Reason.BRAND, reason(open(alice)));
    }

    @Test
    void opensAfterAChangeOfBrand() {
        world.subscriber(ALICE, Province.BEIJING, Brand.EASYOWN_STANDARD);
        var alice = world.subscriber(ALICE, Province.BEIJING, Brand.EASYOWN);

        assertEquals(null, reason(open(alice)));
    }

    @Test
    void refusesTheSecondaryNumberOfASim() {
        var alice = world.in(tx -> accounts.subscribers()
                .feed(tx, new Msisdn(ALICE), Operator.CHINA_MOBILE, Province.HUNAN, Brand.GOTONE, true)
                .id());

        assertEquals(Reason.SECONDARY_NUMBER, reason(open(alice)));
    }

    @Test
    void refusesABarredNumber() {
        var alice = world.subscriber(ALICE);
        world.in(tx -> {
            accounts.subscribers().blacklist(tx, alice, true);
            return null;
        });

        var refusal = refusal(open(alice));

        assertEquals(BlockingState.RESTRICTED, refusal.facts().get("state"));
    }

    @Test
    void namesTheStatusBeforeTheBrand() {
        var alice = world.subscriber(ALICE, Province.BEIJING, Brand.EASYOWN_STANDARD);
        status(alice, PhoneStatus.ONE_WAY, StopReason.DEBT);

        assertEquals(Reason.PHONE_STATUS, reason(open(alice)));
    }

    @Test
    void knowsNothingOfANumberThatTheCarrierHasNotTold() {
        var met = world.in(tx -> accounts.subscribers().meet(tx, new Msisdn(ALICE)))
                .orElseThrow();

        var refusal = refusal(open(met.id()));

        assertEquals(BlockingState.UNKNOWN, refusal.facts().get("state"));
    }

    @Test
    void welcomesAnUnknownNumberWhenSetToAdopt(@org.junit.jupiter.api.io.TempDir Path other) {
        var adopting = AccountSettings.defaults()
                .withNumbers(new NumberSettings(NumberSettings.PREFIXES_2009, true, Province.HUNAN));
        try (var world = new World(other, adopting)) {
            var met = world.in(tx -> world.accounts.subscribers().meet(tx, new Msisdn(ALICE)))
                    .orElseThrow();

            var opened = world.in(tx -> world.accounts.openings().open(tx, world.request(met.id())));

            assertEquals(null, reason(opened));
            assertEquals(Brand.GOTONE, met.brand());
        }
    }

    @Test
    void opensOnceForTwoAnswersInTheSameMoment() throws Exception {
        var alice = world.subscriber(ALICE);

        var first = world.lane.submit(new OpenJob(alice));
        var second = world.lane.submit(new OpenJob(alice));
        CompletableFuture.allOf(first, second).get(10, TimeUnit.SECONDS);

        assertEquals(null, reason(first.get()));
        assertEquals(Reason.ALREADY_OPEN, reason(second.get()));
    }

    @Test
    void opensForManyAtOnceWithPasswordsOfTheirOwn() throws Exception {
        var alice = world.lane.submit(new OpenJob(world.subscriber(ALICE)));
        var bob = world.lane.submit(new OpenJob(world.subscriber(BOB)));

        var first = done(alice.get(10, TimeUnit.SECONDS));
        var second = done(bob.get(10, TimeUnit.SECONDS));

        assertNotEquals(first.account(), second.account());
        assertNotEquals(first.loginPassword(), second.loginPassword());
    }

    private final class OpenJob implements Job<Answer<Openings.Opened>> {
        private final Request request;

        OpenJob(SubscriptionId who) {
            this.request = world.request(who);
        }

        @Override
        public Route route() {
            return Route.about(request.who());
        }

        @Override
        public Answer<Openings.Opened> run(Tx tx) {
            return accounts.openings().open(tx, request);
        }
    }
}
