package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.app.Main;
import cn.smspay.base.vault.MasterKey;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchBesideTest {
    @TempDir
    private Path folder;

    /** A measurement is too short for a faulty file of a million lines to be refused in it. */
    @Test
    void bringsCardsThatTheImportTakes() throws IOException {
        MasterKey.readOrCreate(folder.resolve("master.key"));
        var cards = folder.resolve("cards.csv");
        BenchBeside.writeCards(cards, 20);

        assertEquals(0, Main.run("import", "RECHARGE_CARDS", cards.toString(), "--data", folder.toString()));
    }
}
