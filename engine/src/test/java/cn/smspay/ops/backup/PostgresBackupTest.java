package cn.smspay.ops.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.ops.control.ControlClient;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of an engine on PostgreSQL the billing files are copied, and its operator is told how large the database is. */
final class PostgresBackupTest {
    @TempDir
    private Path folder;

    @Test
    void theBillingFilesAreCopiedAndPutBackAndTheDatabaseIsNot() throws IOException {
        var data = folder.resolve("var");
        var backup = folder.resolve("backup");
        try (var postgres = TestPostgres.make();
                var service =
                        new Service(data, UnaryOperator.identity(), Optional.of(postgres), UnaryOperator.identity())) {
            service.say("13800000001", "KT");
            service.engine().closeBilling();

            var made = Backup.make(data, backup, service.clock);

            assertEquals(1, made.lastCharge());
            assertFalse(made.hasDatabase());
            assertEquals(files(data.resolve(Backup.BILLING)), files(backup.resolve(Backup.BILLING)));
            assertFalse(files(backup.resolve(Backup.BILLING)).isEmpty());
            try (var engine = new ControlClient(data)) {
                var status = engine.say("status", Map.of(), line -> {}).json();
                assertTrue(status.at("/status/disk/database_bytes").asLong() > 1 << 20, status::toString);
            }
        }
        var restored = folder.resolve("restored");

        Restore.into(backup, restored, folder.resolve("no.key"));

        assertEquals(files(data.resolve(Backup.BILLING)), files(restored.resolve(Backup.BILLING)));
        assertFalse(Files.exists(restored.resolve(StoreSettings.FILE)));
    }

    private static List<String> files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }
}
