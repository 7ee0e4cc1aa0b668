package cn.smspay.accounts.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.life.BankCards.Branch;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SiteActsTest extends AccountsFixture {
    private Secret codeFor(SubscriptionId who, Purpose purpose) {
        world.clock.turn(Duration.ofSeconds(60));
        world.said.clear();
        assertNull(reason(world.in(tx -> accounts.codes().send(tx, who, purpose, world.clock.instant()))));
        return new Secret(Objects.requireNonNull(world.said.get(0).values().get("code")));
    }

    private Object bind(SubscriptionId who, String holder, String number, Secret code) {
        return world.in(tx -> accounts.entrance()
                .acts()
                .bind(
                        tx,
                        who,
                        BankCode.CCB,
                        new Branch("芙蓉支行", "湖南省长沙市"),
                        new Secret(number),
                        new Secret(holder),
                        code,
                        world.clock.instant()));
    }

    @Test
    void bindsWithACodeThatARefusedBindingDoesNotUseUp() {
        var alice = world.realNameCustomer(ALICE, "10");
        world.in(tx -> accounts.bankCards().unbind(tx, alice));
        var code = codeFor(alice, Purpose.BIND);

        assertEquals(Reason.CODE_WRONG, reason(bind(alice, "王小明", World.BANK_CARD, new Secret("none"))));
        assertEquals(Reason.NAME_DIFFERS, reason(bind(alice, "王小名", World.BANK_CARD, code)));
        assertEquals(Reason.BAD_CARD_NUMBER, reason(bind(alice, "王小明", "6222021234567890129", code)));
        assertNull(reason(bind(alice, "　王小明 ", World.BANK_CARD, code)));
        assertEquals(
                Map.of("bank", "建设银行", "tail", "0128", "left", "1"),
                world.said.get(world.said.size() - 1).values());
        world.in(tx -> accounts.bankCards().unbind(tx, alice));
        assertEquals(Reason.CODE_WRONG, reason(bind(alice, "王小明", World.BANK_CARD, code)));
        assertNull(reason(bind(alice, "王小明", World.BANK_CARD, codeFor(alice, Purpose.BIND))));
        world.in(tx -> accounts.bankCards().unbind(tx, alice));
        assertEquals(
                Reason.TOO_MANY_BINDINGS, reason(bind(alice, "王小明", World.BANK_CARD, codeFor(alice, Purpose.BIND))));
        world.clock.set("2030-01-01T00:00:00");
        assertNull(reason(bind(alice, "王小明", World.BANK_CARD, codeFor(alice, Purpose.BIND))));
    }

    @Test
    void upgradesWithACodeOnceTheHallHasTheProfile() {
        var alice = world.customer(ALICE);
        var code = codeFor(alice, Purpose.REAL_NAME);

        assertEquals(Reason.PROFILE_INCOMPLETE, reason(upgrade(alice, code)));
        world.profile(alice, "王小明");
        assertEquals(Reason.CODE_WRONG, reason(upgrade(alice, new Secret("000001"))));
        assertNull(reason(upgrade(alice, code)));
        assertEquals(List.of("code", "upgraded"), world.notices());
        assertEquals(Reason.ALREADY_REAL_NAME, reason(upgrade(alice, codeFor(alice, Purpose.REAL_NAME))));
    }

    private Object upgrade(SubscriptionId who, Secret code) {
        return world.in(tx -> accounts.entrance().acts().upgrade(tx, who, code, world.clock.instant()));
    }
}
