package cn.smspay.files.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.CleanText;
import cn.smspay.books.charge.CsvLine;
import cn.smspay.files.billing.BillingWorld;
import cn.smspay.files.billing.FolderCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files and words that nobody meant well. */
final class HostileFileTest {
    private static final long SEED = 20091102;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Format.class)
    void findsEveryChangedByteWithoutFailing(Format format) throws IOException {
        var random = new Random(SEED);
        try (var world = new BillingWorld(folder)) {
            world.uplinks(5);
            world.closeByHand();
            var name = world.files().list().get(0).name(format);
            var bytes = Files.readAllBytes(world.out.resolve(name));
            var bad = Files.createDirectory(folder.resolve("bad"));
            for (int i = 0; i < 300; i++) {
                var changed = bytes.clone();
                int at = random.nextInt(changed.length);
                changed[at] = (byte) (changed[at] ^ (1 << random.nextInt(8)));
                Files.write(bad.resolve(name), changed);
                Files.copy(
                        world.out.resolve(name + ".sha256"),
                        bad.resolve(name + ".sha256"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

                var findings = FolderCheck.of(bad);

                assertFalse(findings.isEmpty(), "seed " + SEED + ", change " + i);
            }
        }
    }

    @Test
    void readsBackEveryWordThatItWrites() throws Exception {
        var random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            var word = CleanText.clean(random.ints(random.nextInt(12), 0, 0x3000)
                    .map(c -> random.nextInt(3) == 0 ? ",\"'=+-@ \n\t;".charAt(random.nextInt(11)) : c)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
            var out = new ByteSink();
            CsvLine.field(out, word);

            var field = CsvFields.split("D," + out + ",1");

            assertEquals(3, field.size(), out.toString());
            var read = field.get(1);
            assertEquals(word, read.startsWith("'") ? read.substring(1) : read);
            assertTrue(read.isEmpty() || "=+-@".indexOf(read.charAt(0)) < 0, read);
        }
    }

    @Test
    void callsAFolderWithoutFilesSound() {
        assertEquals(List.of(), FolderCheck.of(folder));
    }
}
