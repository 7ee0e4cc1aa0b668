package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.app.Commands;
import cn.smspay.app.Main;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestPostgres;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script of the second machine copies beside an engine at work; a copy is restored elsewhere and goes on. */
@Timeout(120)
final class StandbyTest {
    private static final Path SCRIPT = Service.HOME.resolve("engine/packaging/smspay-standby.sh");

    @TempDir
    Path home;

    @Test
    void aCopyMadeUnderLoadIsRestoredElsewhereProvedAndServedFrom() throws Exception {
        Assumptions.assumeFalse(TestPostgres.isWanted(), "pg_basebackup copies the database");
        var data = home.resolve("var");
        try (var service = new Service(data)) {
            var sent = IntStream.range(0, 300)
                    .mapToObj(i -> service.smsc.handset("139%08d".formatted(i)).send(Service.NUMBER, "CX"))
                    .toArray(CompletableFuture<?>[]::new);
            script(data);
            Service.get(CompletableFuture.allOf(sent));
        }
        try (var all = Files.list(home.resolve("copies"))) {
            assertEquals(1, all.filter(each -> each.toString().endsWith("Z")).count(), "KEEP=1");
        }
        var copy = newest();

        var elsewhere = home.resolve("elsewhere");
        var key = home.resolve("master.key");
        Files.writeString(key, World.KEY);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertEquals(0, Main.run("restore", copy, "--data", elsewhere.toString(), "--key-file", key.toString()));
        try (var store = Store.open(StoreSettings.tool(elsewhere.resolve(StoreSettings.FILE)))) {
            assertEquals(List.of(), Commands.verify(store));
        }
        try (var service = new Service(elsewhere)) {
            assertEquals(1, service.say("13911112222", "KT").size());
        }
    }

    private String newest() throws IOException {
        try (var all = Files.list(home.resolve("copies"))) {
            return all.filter(each -> each.toString().endsWith("Z"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
    }

    private void script(Path data) throws Exception {
        var command = new ProcessBuilder(
                        "sh",
                        SCRIPT.toString(),
                        data.toString(),
                        home.resolve("copies").toString())
                .redirectErrorStream(true);
        command.environment().put("KEEP", "1");
        command.environment()
                .put(
                        "SMSPAY",
                        Path.of(System.getProperty("java.home"), "bin", "java")
                                + " -XX:TieredStopAtLevel=1 -Xmx300m -cp " + EngineProcess.classpath() + " "
                                + Main.class.getName());
        var process = command.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.strip().endsWith("Z"), said);
    }
}
