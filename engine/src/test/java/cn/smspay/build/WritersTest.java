package cn.smspay.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A store that is opened without the lock of its database writes nothing, so whoever opens one with it has to be one that hands
 * its work to the engine where one runs.
 */
class WritersTest {
    private static final Pattern ALONE =
            Pattern.compile("StoreSettings\\.engine\\(|Tool\\.open\\(|new StoreSettings\\([^)]*\\btrue\\b");

    private static final Pattern HANDS = Pattern.compile("place\\.hand\\(|WritingMixin\\.requireFree\\(");

    /** Its database is new, in a folder that it makes. */
    private static final String RESTORE = "ops/backup/Restore.java";

    private static Stream<Path> sources(String wing) throws IOException {
        return Files.walk(Path.of("src/main/java/cn/smspay").resolve(wing))
                .filter(file -> file.toString().endsWith(".java"));
    }

    @Test
    void everyCommandThatOpensADatabaseForWritingHandsItsWorkToTheEngineFirst() throws IOException {
        var faults = new TreeSet<String>();
        var found = new TreeSet<String>();
        for (var wing : new String[] {"app", "ops", "cli", "config", "talk", "files", "accounts", "counter", "web"}) {
            try (var sources = sources(wing)) {
                for (var source : sources.toList()) {
                    var text = Files.readString(source);
                    var name = Path.of("src/main/java/cn/smspay")
                            .relativize(source)
                            .toString();
                    if (ALONE.matcher(text).find() && !name.equals(RESTORE)) {
                        found.add(name);
                        if (!HANDS.matcher(text).find()) {
                            faults.add(name + " opens a database for writing and names no errand");
                        }
                    }
                }
            }
        }
        assertEquals("", String.join("\n", faults));
        assertEquals(
                Stream.of(
                                "app/ImportCommand.java",
                                "app/books/BillingCommand.java",
                                "app/books/LedgerCommand.java",
                                "app/books/RerateCommand.java",
                                "app/ops/KeysCommands.java",
                                "app/pos/MastersOption.java",
                                "app/release/ReleaseSide.java")
                        .collect(Collectors.toCollection(TreeSet::new)),
                found,
                "who opens a database for writing");
    }
}
