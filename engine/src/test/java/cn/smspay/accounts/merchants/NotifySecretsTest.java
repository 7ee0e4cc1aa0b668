package cn.smspay.accounts.merchants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.base.Secret;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NotifySecretsTest extends AccountsFixture {
    private List<String> live() {
        return world.in(tx -> accounts.notifySecrets().live(tx, "shop", world.clock.instant())).stream()
                .map(Secret::reveal)
                .toList();
    }

    private String change() {
        return world.in(tx -> accounts.notifySecrets().change(tx, "shop", world.clock.instant()))
                .reveal();
    }

    @Test
    void whoHasNoneGetsOneAndKeepsIt() {
        var first = live();

        assertEquals(1, first.size());
        assertEquals(32, Base64.getDecoder().decode(first.get(0)).length);
        assertEquals(first, live());
    }

    @Test
    void theFormerOneHoldsForADayBehindTheNew() {
        var former = change();
        var present = change();
        assertNotEquals(former, present);

        world.clock.turn(Duration.ofDays(1).minusMillis(1));
        assertEquals(List.of(present, former), live());
        world.clock.turn(Duration.ofMillis(1));
        assertEquals(List.of(present), live());
    }

    @Test
    void changedTwiceInADayOnlyTheLastFormerHolds() {
        change();
        var second = change();
        var third = change();

        assertEquals(List.of(third, second), live());
    }

    @Test
    void whatLiesInTheTableIsSealed() {
        var secret = change();

        var lies = world.store.read(sql -> sql.createQuery("select present from partner_secret")
                .mapTo(byte[].class)
                .one());

        assertEquals(-1, new String(lies, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(secret));
    }
}
