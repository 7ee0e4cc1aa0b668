package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Exit;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchStockTest {
    private static final BenchStock WANTED = new BenchStock(10_000, 1_000, 300, 0, 0);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "10000, 1000, 300, 0, true",
        "10000, 9999, 999, 9, true",
        "10001, 1000, 300, 0, false",
        "10000,  999, 300, 0, false",
        "10000, 1000, 299, 0, false"
    })
    void servesWhatWantsNoMoreAndAsManyAccounts(
            long accounts, long withPassword, long cards, long dialogues, boolean serves) {
        assertEquals(serves, new BenchStock(accounts, withPassword, cards, dialogues, 7).serves(WANTED));
    }

    @Test
    void holdsCardsAndPasswordsOnlyForTheMixThatUsesThem() {
        assertEquals(new BenchStock(50, 0, 0, 0, 0), BenchStock.of(BenchLoad.Mix.BALANCE, 50));
        assertEquals(new BenchStock(50_000, 10_000, 300_000, 0, 0), BenchStock.of(BenchLoad.Mix.MONEY, 50_000));
    }

    @Test
    void isNotFilledTwice() throws Exception {
        var full = new BenchStock(10_000, 1_000, 300, 0, 12.5);
        full.write(folder);

        assertEquals(full, WANTED.provide(folder, List.of()));
    }

    @Test
    void refusesADatabaseOfAnotherSize() throws Exception {
        new BenchStock(20_000, 1_000, 300, 0, 12.5).write(folder);

        var refused = assertThrows(Exit.Refused.class, () -> WANTED.provide(folder, List.of()));

        assertEquals(
                "the database in " + folder + " was filled with 20000 accounts (1000 with password), 300 cards and 0"
                        + " dialogues, not with 10000 accounts (1000 with password), 300 cards and 0 dialogues; name"
                        + " another folder with --data",
                refused.getMessage());
    }

    @Test
    void refusesADatabaseThatWasNotFilledToTheEnd() throws Exception {
        Files.createFile(folder.resolve(StoreSettings.FILE));

        var refused = assertThrows(Exit.Refused.class, () -> WANTED.provide(folder, List.of()));

        assertTrue(refused.getMessage().contains("not filled to the end"), refused.getMessage());
    }
}
