package cn.smspay.accounts.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.base.AccountNo;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names an account may have, whose they are, and for how long (S-116, S-117). */
final class AliasesTest {
    private static final Duration KEPT = Duration.ofDays(180);

    @TempDir
    private Path folder;

    private World world;
    private Aliases aliases;
    private AccountNo li;
    private AccountNo wang;

    @BeforeEach
    void open() {
        world = new World(folder);
        aliases = world.accounts.entrance().aliases();
        li = account(world.customer("13800000001"));
        wang = account(world.customer("13800000002"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private AccountNo account(SubscriptionId who) {
        return world.in(tx ->
                Objects.requireNonNull(world.accounts.subscribers().get(tx, who).account()));
    }

    private Optional<Reason> set(AccountNo account, String name) {
        return world.in(tx -> aliases.set(tx, account, name, world.clock.instant()))
                .map(Refusal::reason);
    }

    private Optional<AccountNo> found(String name) {
        return world.in(tx -> aliases.find(tx, name)).map(account -> account.no());
    }

    @ParameterizedTest
    @CsvSource({
        "abcd, true",
        "Abc_9, true",
        "abcdefghijklmnopqrst, true",
        "abc, false",
        "abcdefghijklmnopqrstu, false",
        "1abc, false",
        "_abc, false",
        "13800000001, false",
        "ab cd, false",
        "ab-cd, false",
        "李小明啊, false",
        "'', false"
    })
    void aNameBeginsWithALetterAndHasFourToTwentyCharacters(String name, boolean fits) {
        assertEquals(fits ? Optional.empty() : Optional.of(Reason.BAD_ALIAS), set(li, name));
        assertEquals(fits ? Optional.of(li) : Optional.empty(), found(name));
    }

    @Test
    void capitalsMakeNoOtherName() {
        set(li, "XiaoLi");

        assertEquals(Optional.of(Reason.ALIAS_TAKEN), set(wang, "xiaoli"));
        assertEquals(Optional.of(li), found("XIAOLI"));
        assertEquals(Optional.of("XiaoLi"), world.in(tx -> aliases.of(tx, li)), "as its owner writes it");

        assertEquals(Optional.empty(), set(li, "xiaoLI"), "its owner may write it otherwise");
        assertEquals(Optional.of("xiaoLI"), world.in(tx -> aliases.of(tx, li)));
    }

    @Test
    void aNameThatWasGivenUpIsNobodysForHalfAYearAndThenAnybodys() {
        set(li, "first");
        set(li, "second");

        assertEquals(Optional.empty(), found("first"), "it lets nobody in");
        world.clock.turn(KEPT.minusMillis(1));
        assertEquals(Optional.of(Reason.ALIAS_TAKEN), set(wang, "first"));
        world.clock.turn(Duration.ofMillis(1));
        assertEquals(Optional.empty(), set(wang, "first"));
        assertEquals(Optional.of(wang), found("first"));
        assertEquals(Optional.of(li), found("second"));
    }

    @Test
    void whoGaveANameUpMayTakeItBack() {
        set(li, "first");
        set(li, "second");

        assertEquals(Optional.empty(), set(li, "first"));

        assertEquals(Optional.of(li), found("first"));
        assertEquals(Optional.empty(), found("second"));
        assertEquals(Optional.of("first"), world.in(tx -> aliases.of(tx, li)));
    }

    @Test
    void aNameIsFreeForItsOwnerAndForNobodyElse() {
        set(li, "mine");
        var now = world.clock.instant();

        assertEquals(Optional.empty(), world.in(tx -> aliases.isFree(tx, "mine", Optional.of(li), now)));
        assertEquals(
                Optional.of(Reason.ALIAS_TAKEN),
                world.in(tx -> aliases.isFree(tx, "mine", Optional.of(wang), now))
                        .map(Refusal::reason));
        assertEquals(
                Optional.of(Reason.ALIAS_TAKEN),
                world.in(tx -> aliases.isFree(tx, "MINE", Optional.empty(), now))
                        .map(Refusal::reason));
        assertEquals(Optional.empty(), world.in(tx -> aliases.isFree(tx, "other", Optional.empty(), now)));
    }
}
