package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.Sha256;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that may be wrong with a real server and the database on it: one sentence, the right code, nothing lost. It wants
 * the server to itself, whose settings it changes: {@code -Dsmspay.store=postgres}.
 */
@Timeout(300)
final class PostgresMistakesTest {
    private static final Path SHIPPED =
            Path.of(System.getProperty("smspay.root", "..")).toAbsolutePath();
    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final String FIRST = "/schema/postgres/058-present.sql";

    @TempDir
    private Path home;

    private TestPostgres postgres;

    @BeforeEach
    void furnish() throws IOException {
        Assumptions.assumeTrue(TestPostgres.isWanted(), "the server is not ours alone");
        postgres = TestPostgres.make();
        Files.createDirectories(home.resolve("var"));
        Files.createDirectory(home.resolve("conf"));
        file("conf/master.key", KEY);
        file("conf/secret", "secret");
        settings("{kind: postgres, url: \"%s\", user: %s}".formatted(postgres.url(), postgres.user()));
    }

    @AfterEach
    void drop() {
        if (postgres != null) {
            postgres.close();
        }
    }

    private void settings(String store) throws IOException {
        file("conf/smspay.yaml", """
                keys: {master_file: conf/master.key}
                dialogs: "%1$s/dialogs"
                ivr_scripts: "%1$s/ivr-scripts"
                services: ["10658888"]
                site: www.example.com
                store: %2$s
                smsc:
                  - {name: main, host: 127.0.0.1, port: 1, system_id: smspay, password_file: conf/secret}
                outside: {bill_system: simulated, bank: simulated, registry: simulated}
                """.formatted(SHIPPED, store));
    }

    private void file(String name, String text) throws IOException {
        var file = home.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void outside(String sql) {
        try (var connection = postgres.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Store engine() {
        return Store.open(StoreSettings.engine(home.resolve("var").resolve(StoreSettings.FILE))
                .on(postgres.server(home.resolve("var"))));
    }

    /** The start as it is, its trial, and what a tool says that finds the database by its folder: {@code CODE | WORDS | COMMAND}. */
    private void says(String... rows) {
        var faults = new ArrayList<String>();
        for (var row : rows) {
            var cells = row.split("\\|");
            var said = new StringWriter();
            var writer = new PrintWriter(said, true);
            int code = Main.commandLine()
                    .setOut(writer)
                    .setErr(writer)
                    .execute(command(cells[2].strip()).split(" "));
            var text = said.toString();
            if (code != Integer.parseInt(cells[0].strip())
                    || !text.contains(cells[1].strip())
                    || (code > 1 && text.strip().contains("\n"))
                    || text.contains("\tat ")
                    || text.contains("PSQLException")) {
                faults.add(row + " says " + code + ": " + text);
            }
        }
        assertEquals(List.of(), faults);
    }

    private String command(String name) {
        var data = " --data " + home.resolve("var");
        return switch (name) {
            case "run" -> "run --conf " + home.resolve("conf/smspay.yaml");
            case "check" -> "run --check --conf " + home.resolve("conf/smspay.yaml");
            case "rotate" -> "keys rotate --key-file " + home.resolve("conf/master.key") + data;
            case "backup" -> "backup " + home.resolve("copy") + data;
            default -> name + data;
        };
    }

    @Test
    void anotherSchemaIsMovedOnOrRefusedAndNothingIsDoneToIt() throws Exception {
        says("0 | The start will make the tables | check");
        first();
        says("0 | The start will upgrade the database, schema 1 to | check");
        engine().close();
        says("0 | Settings and dialogue files are in order | check", "0 | | ledger verify");

        outside("insert into schema_version select max(number) + 1, '999-tomorrow', '', 0 from schema_version");
        says(
                "2 | this program knows up to | run",
                "2 | this program knows up to | check",
                "2 | this program knows up to | ledger verify",
                "2 | this program knows up to | backup");
        outside("delete from schema_version where name = '999-tomorrow'");
        outside("update schema_version set number = number + 100 where number > 1");
        says(
                "2 | it was made half, or changed by hand | run",
                "2 | it was made half, or changed by hand | check",
                "2 | it was made half, or changed by hand | rotate");
        outside("update schema_version set number = number - 100 where number > 1");
        outside("update schema_version set sha256 = 'x' || sha256 where number = 1");
        says("2 | belongs to another build | run", "2 | belongs to another build | check");
        outside("update schema_version set sha256 = substr(sha256, 2) where number = 1");
        says("0 | | ledger verify");
    }

    /** As the first program that knew PostgreSQL left it. */
    private void first() throws IOException {
        try (var in = Objects.requireNonNull(Store.class.getResourceAsStream(FIRST))) {
            var sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            outside("create table schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL,"
                    + " applied_at BIGINT NOT NULL)");
            outside(sql);
            outside("insert into schema_version values (1, '058-present', '" + Sha256.hex(sql) + "', 0)");
        }
    }

    @Test
    void anotherKindOrAnothersDatabaseIsRefused() throws IOException {
        outside("create table somebody (id int)");
        says(
                "2 | it holds tables of another program, such as somebody | run",
                "2 | it holds tables of another program, such as somebody | check");
        outside("drop table somebody");
        engine().close();
        settings("{kind: sqlite}");
        says("2 | set store.kind to postgres | run");
        settings("{kind: postgres, url: \"%s\", user: %s}".formatted(postgres.url(), postgres.user()));
        file("var/" + StoreSettings.FILE, "");
        says("2 | is a database of SQLite | run", "2 | is a database of SQLite | check");
        Files.delete(home.resolve("var").resolve(StoreSettings.FILE));
        says("0 | | ledger verify");
    }

    @Test
    void aServerThatWouldLoseWhatItSaysIsStoredIsRefusedByItsSetting() throws Exception {
        engine().close();
        for (var setting : List.of("fsync", "full_page_writes")) {
            set(setting, "off");
            try {
                says(
                        "2 | PostgreSQL's " + setting + " is off and must be on | run",
                        "2 | PostgreSQL's " + setting + " is off and must be on | check");
            } finally {
                postgres.tell("alter system reset " + setting);
                await(setting, "on");
            }
        }
        says("0 | | check");
        postgres.tell("alter database " + postgres.name() + " set default_transaction_read_only = on");
        says("3 | PostgreSQL's transaction_read_only is on | run");
        postgres.tell("alter database " + postgres.name() + " reset default_transaction_read_only");
    }

    private void set(String setting, String value) throws SQLException {
        postgres.tell("alter system set " + setting + " = " + value);
        await(setting, value);
    }

    /** A server reads its settings anew by and by. */
    private void await(String setting, String value) throws SQLException {
        postgres.tell("select pg_reload_conf()");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!shown(setting).equals(value)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the server does not take " + setting);
            }
        }
    }

    private String shown(String setting) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.url() + "?user=" + postgres.user());
                var statement = connection.createStatement();
                var row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aServerThatCannotBeReachedOrRefusesUsIsSaidByEveryTool() throws IOException {
        engine().close();
        try (var other = Store.open(StoreSettings.engine(home.resolve("other").resolve(StoreSettings.FILE))
                .on(postgres.server(home)))) {
            says("3 | another engine is running on it | run", "0 | | check", "0 | | ledger verify");
            other.write(tx -> true);
        }
        var role = postgres.name() + "_none";
        postgres.tell("create role " + role + " login connection limit 0");
        try {
            place(postgres.url(), role);
            everywhere(3, "PostgreSQL has no connection left for us");
        } finally {
            postgres.tell("drop role " + role);
        }
        everywhere(2, "PostgreSQL refuses the user or the password of store.user");
        place(postgres.url() + "_not", postgres.user());
        everywhere(2, "there is no such database; make it with createdb");
        place("jdbc:postgresql://127.0.0.1:1/x", postgres.user());
        everywhere(3, "PostgreSQL cannot be reached");
        place(postgres.url(), postgres.user());
        says("0 | | ledger verify");
    }

    private void place(String url, String user) throws IOException {
        settings("{kind: postgres, url: \"%s\", user: %s}".formatted(url, user));
        file(
                "var/" + StoreSettings.FILE + ".postgres",
                "url=" + url + "\nuser=" + user + "\npassword_file=" + home.resolve("var") + "\n");
    }

    private void everywhere(int code, String words) {
        says(
                code + " | " + words + " | run",
                "2 | " + words + " | check",
                code + " | " + words + " | ledger verify",
                code + " | " + words + " | billing list",
                code + " | " + words + " | calls list",
                code + " | " + words + " | rotate",
                code + " | " + words + " | backup");
    }
}
