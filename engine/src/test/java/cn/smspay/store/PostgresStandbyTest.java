package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.dialect.DatabaseServer;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that follows another takes no engine until it is promoted, and says why. */
@Timeout(180)
class PostgresStandbyTest {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql/15/bin");
    private static final Pattern HOST = Pattern.compile("//([^:/]+):(\\d+)/");

    @TempDir
    Path folder;

    private TestPostgres primary;
    private Path cluster;
    private int port;
    private boolean runs;

    /** As the user of the server's own programs, who may enter no folder of ours but those below /tmp. */
    @BeforeEach
    void follow() throws IOException, InterruptedException {
        primary = TestPostgres.make();
        Assumptions.assumeTrue(
                Files.isExecutable(PROGRAMS.resolve("pg_basebackup")), "PostgreSQL's programs are not here");
        Store.open(settings(primary.server(folder))).close();
        cluster = Files.createTempDirectory(Path.of("/tmp"), "smspay-standby");
        if (isRoot()) {
            run("chown", "postgres", cluster.toString());
        }
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var at = HOST.matcher(primary.url());
        assertTrue(at.find(), primary.url());
        program(
                "pg_basebackup",
                "-R",
                "-X",
                "stream",
                "-c",
                "fast",
                "-h",
                at.group(1),
                "-p",
                at.group(2),
                "-U",
                primary.user());
        program(
                "pg_ctl",
                "-w",
                "-l",
                cluster + "/log",
                "-o",
                "-c listen_addresses=127.0.0.1 -c unix_socket_directories=" + cluster + " -c port=" + port,
                "start");
        runs = true;
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (runs) {
            program("pg_ctl", "-m", "immediate", "-w", "stop");
        }
        if (cluster != null) {
            run("rm", "-rf", cluster.toString());
        }
        if (primary != null) {
            primary.close();
        }
    }

    @Test
    void aStandbyIsRefusedAtStartAndByTheCheckWithWhatItIsAndTakenOnceItIsPromoted() throws Exception {
        var there = settings(new DatabaseServer(
                HOST.matcher(primary.url()).replaceFirst("//127.0.0.1:" + port + "/"),
                primary.user(),
                primary.server(folder).password(),
                folder));

        var start = assertThrows(StoreUnusable.class, () -> Store.open(there));
        var check = assertThrows(StoreUnusable.class, () -> DatabaseFile.requireFit(there));

        for (var refused : List.of(start, check)) {
            assertTrue(
                    refused.getMessage().contains("PostgreSQL is in recovery there, a standby"), refused::getMessage);
            assertFalse(refused.getMessage().contains("\n"), refused::getMessage);
            assertFalse(refused.isOfOtherSchema());
        }

        program("pg_ctl", "-w", "promote");
        try (var store = Store.open(there)) {
            long epoch = store.read(sql -> sql.createQuery("select epoch from store_epoch")
                    .mapTo(Long.class)
                    .one());
            assertEquals(2, epoch);
        }
    }

    private StoreSettings settings(DatabaseServer server) {
        return StoreSettings.engine(folder.resolve(StoreSettings.FILE)).on(server);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void program(String name, String... words) throws IOException, InterruptedException {
        var all = new ArrayList<String>();
        if (isRoot()) {
            all.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        all.addAll(List.of(
                PROGRAMS.resolve(name).toString(), "-D", cluster.resolve("data").toString()));
        all.addAll(List.of(words));
        run(all.toArray(String[]::new));
    }

    /** What a server that stays writes goes to its own log. */
    private void run(String... words) throws IOException, InterruptedException {
        var said = folder.resolve("said");
        var process = new ProcessBuilder(words)
                .directory(Path.of("/tmp").toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> String.join(" ", words) + ": " + read(said));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
