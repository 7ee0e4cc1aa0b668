package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.payments.Merchants.Merchant;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.app.Commands;
import cn.smspay.base.Secret;
import cn.smspay.books.charge.Billing;
import cn.smspay.config.Config;
import cn.smspay.engine.ReleasePublisher.ReleaseRefused;
import cn.smspay.engine.ReleasePublisher.ReleaseRequest;
import cn.smspay.files.billing.Uplinks;
import cn.smspay.store.FaultyDisk;
import cn.smspay.store.FaultyDisk.Kind;
import cn.smspay.store.StoreFault;
import cn.smspay.store.sqlite.Durability;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.script.Scripts;
import cn.smspay.testing.Service;
import cn.smspay.testing.TableDump;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.TestPostgres;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An engine loses its database at the n-th transaction of a command, at its beginning or in its commit, and ends; the next one takes
 * up what was left, the command is said again, and everything is as if nothing had happened. On SQLite and on PostgreSQL. A slice of
 * it; {@code -Dsmspay.killed.step=1} dies in every transaction.
 */
@Timeout(600)
final class KilledErrandsTest {
    /** Every so many-th transaction is one that is died in; 0: one of them. */
    private static final int STEP = Integer.getInteger("smspay.killed.step", 0);
    /** No command here has more transactions. */
    private static final int MOST = 200;

    private static final int LINES = 250;
    private static final int RECORDS = 96;
    private static final Terminal PSAM = new Terminal(100_000_000_001L);
    private static final String OLD_WORDS = "选择帮助：";
    private static final String NEW_WORDS = "选帮助：";

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final List<TestPostgres> servers = new ArrayList<>();
    private final Scripts scripts = Engine.scripts(config(Path.of("unused"), Optional.empty()));

    /** What is done when the engine dies. */
    private enum Work {
        /** 96 corrections, in slices. */
        RERATE(3),
        /** Four days, each with a file in two formats. */
        EXPORT(6),
        /** 250 purchases, in slices. */
        POS(4),
        /** Other files of dialogues. */
        RELEASE(1),
        /** No conversation begins any more. */
        STOP(1);

        /** A transaction in its middle. */
        private final int middle;

        Work(int middle) {
            this.middle = middle;
        }
    }

    private static Config config(Path data, Optional<TestPostgres> postgres) {
        var local = LocalConfig.of(Service.HOME, data, new Secret(World.KEY), 1);
        return postgres.map(there -> there.on(local)).orElse(local);
    }

    /** An engine with its ear for commands, and what makes its database go. */
    private final class Life implements AutoCloseable {
        private final Path data;
        private final Optional<TestPostgres> postgres;
        private final FaultyDisk disk;
        private final Engine engine;

        Life(Path data, Optional<TestPostgres> postgres) {
            this.data = data;
            this.postgres = postgres;
            disk = new FaultyDisk(data.resolve(StoreSettings.FILE));
            UnaryOperator<Durability> between = postgres.isPresent() ? UnaryOperator.identity() : disk::before;
            engine = new Engine(config(data, postgres), Surroundings.of(clock), scripts, between);
            engine.keep(Commands.listen(engine));
        }

        void dieAt(int transaction, boolean inCommit) {
            if (postgres.isEmpty()) {
                disk.fail(inCommit ? Kind.COMMIT : Kind.BEGIN, transaction, true);
                return;
            }
            outside("create function die() returns trigger language plpgsql as $$ begin if new.batches >= "
                    + (number("select batches from store_epoch") + transaction)
                    + " then perform pg_terminate_backend(pg_backend_pid()); end if; return null; end $$");
            outside(
                    inCommit
                            ? "create constraint trigger die after update on store_epoch deferrable initially deferred"
                                    + " for each row execute function die()"
                            : "create trigger die after update on store_epoch for each row execute function die()");
        }

        boolean died() {
            return engine.store().isBroken();
        }

        private void outside(String sql) {
            try (var connection = postgres.orElseThrow().connect();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private long number(String sql) {
            return engine.store()
                    .read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
        }

        @Override
        public void close() {
            engine.close();
            if (postgres.isPresent()) {
                outside("drop function if exists die() cascade");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isDoneOnceAndWhollyWhereverTheEngineDied(Work work) throws IOException {
        dieEverywhere(work, Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void isDoneOnceAndWhollyOnPostgresToo(Work work) throws IOException {
        try {
            dieEverywhere(work, Optional.of(server(TestPostgres.make())));
        } finally {
            servers.forEach(TestPostgres::close);
        }
    }

    private TestPostgres server(TestPostgres made) {
        servers.add(made);
        return made;
    }

    private void dieEverywhere(Work work, Optional<TestPostgres> postgres) throws IOException {
        var base = folder.resolve("base");
        try (var life = new Life(base, postgres)) {
            furnish(life);
        }
        var undisturbed = live(work, base, postgres, 0, false);
        if (STEP == 0) {
            assertTrue(compare(work, base, postgres, work.middle, postgres.isEmpty(), undisturbed), "it did not die");
            return;
        }
        for (boolean inCommit : new boolean[] {false, true}) {
            int transaction = 1;
            while (compare(work, base, postgres, transaction, inCommit, undisturbed)) {
                transaction += STEP;
            }
            assertTrue(transaction > work.middle && transaction < MOST, "it died in " + transaction);
        }
    }

    /** Whether it came to that transaction. */
    private boolean compare(
            Work work,
            Path base,
            Optional<TestPostgres> postgres,
            int transaction,
            boolean inCommit,
            Map<String, List<String>> undisturbed)
            throws IOException {
        var left = live(work, base, postgres, transaction, inCommit);
        var place = work + (inCommit ? " in the commit of " : " at the beginning of ") + "transaction " + transaction;
        left.forEach((what, rows) -> assertEquals(
                String.join("\n", undisturbed.getOrDefault(what, List.of())),
                String.join("\n", rows),
                place + ": " + what));
        return died;
    }

    private boolean died;

    /** Does it on a copy, dies in it or not, comes back, does it again, and tells all that is left. */
    private Map<String, List<String>> live(
            Work work, Path base, Optional<TestPostgres> postgres, int transaction, boolean inCommit)
            throws IOException {
        var data = folder.resolve(work + "-" + transaction + "-" + inCommit);
        copy(base, data);
        var database = postgres.map(there -> server(there.copy()));
        try (var life = new Life(data, database)) {
            if (transaction > 0) {
                life.dieAt(transaction, inCommit);
            }
            doIt(work, life);
            died = life.died();
        }
        if (died) {
            // Other files of the same name: in one process SQLite keeps what a death would have let go.
            var dead = Files.move(data, data.resolveSibling(data.getFileName() + "-dead"));
            copy(dead, data);
        }
        try (var life = new Life(data, database)) {
            while (life.number("select count(*) from errand") > 0) {
                Thread.onSpinWait();
            }
            doIt(work, life);
            // Its records were made without messages.
            assertEquals(
                    List.of(),
                    Books.verify(life.engine.store()).stream()
                            .filter(finding -> !finding.endsWith("is of no uplink"))
                            .toList());
            return told(life);
        }
    }

    /** Beside rows: published files, and what subscribers meet. */
    private Map<String, List<String>> told(Life life) throws IOException {
        var all = new TreeMap<>(new TableDump(
                        Set.of("audit", "audit_head", "store_epoch", "series"), Set.of("hash", "key_high", "key_low"))
                .of(life.engine.store()));
        var out = life.data.resolve("out");
        try (var files = Files.list(out)) {
            for (var file : files.sorted().toList()) {
                all.put("file " + file.getFileName(), List.of(Files.readString(file, StandardCharsets.ISO_8859_1)));
            }
        }
        all.put("served", List.of(Boolean.toString(served(life).contains(NEW_WORDS))));
        all.put(
                "stopped",
                life.engine.publisher().log().newest().stream()
                        .map(newest -> newest.stopped().toString())
                        .toList());
        return all;
    }

    private static String served(Life life) {
        return life.engine.desk().scripts().files().getOrDefault("dialogs/bz.yaml", "");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var each : files.toList()) {
                var copy = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(copy);
                } else if (Files.isRegularFile(each) && !each.toString().endsWith("-shm")) {
                    Files.copy(each, copy);
                }
            }
        }
    }

    private void furnish(Life life) throws IOException {
        var store = life.engine.store();
        var billing = new Billing();
        for (int day = 0; day < 4; day++) {
            int before = day * RECORDS / 4;
            var now = clock.instant();
            store.write(tx -> {
                for (int i = 1; i <= RECORDS / 4; i++) {
                    billing.record(tx, Uplinks.charge(before + i, now.plusSeconds(i), "13800000001", "OK", 100));
                }
                return true;
            });
            clock.turn(Duration.ofDays(day == 3 ? 0 : 1));
        }
        clock.turn(Duration.ofMinutes(10));
        var accounts = life.engine.accounts();
        store.write(tx -> {
            accounts.merchants().put(tx, new Merchant("shop", "Shop", true));
            accounts.wallet().batches().terminal(tx, PSAM, "shop", false);
            return true;
        });
        Files.createDirectories(life.data.resolve("out"));
        Files.writeString(life.data.resolve("dear.yaml"), """
                services: ["10658888"]
                billing:
                  tariffs:
                    - {id: uplink, li: 120, from: 2009-11-01}
                """);
        var lines = IntStream.rangeClosed(1, LINES)
                .mapToObj(i -> "860075500000%04d,0,%d,1000,5000,20091105000000,00000000".formatted(i, i))
                .collect(Collectors.joining("\n"));
        Files.writeString(
                life.data.resolve("1.pos"),
                "POS1," + PSAM + ",1," + LINES + "," + LINES * 1000 + ",20091105000000,20091105000000\n" + lines
                        + "\n");
    }

    private void doIt(Work work, Life life) {
        var out = life.data.resolve("out").toString();
        switch (work) {
            case RERATE ->
                say(
                        life,
                        "rerate",
                        "--conf",
                        life.data.resolve("dear.yaml").toString(),
                        "--from",
                        "2009-11-01",
                        "--to",
                        "2009-11-30",
                        "--apply");
            case EXPORT -> {
                say(life, "billing", "export", "--out", out);
                if (!life.died()) {
                    say(life, "billing", "close", "--out", out);
                }
            }
            case POS ->
                say(
                        life,
                        "pos",
                        "batch",
                        life.data.resolve("1.pos").toString(),
                        "--result",
                        life.data.resolve("out/1.result").toString());
            case RELEASE -> release(life);
            case STOP -> stop(life);
        }
    }

    private static void say(Life life, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", life.data.toString()));
        var ran = Commands.run(all.toArray(String[]::new));
        assertTrue(ran.code() == 0 || life.died(), ran::toString);
    }

    private static void release(Life life) {
        var publisher = life.engine.publisher();
        long newest = publisher.newest();
        var files = new TreeMap<>(publisher.log().files(newest));
        files.computeIfPresent("dialogs/bz.yaml", (name, text) -> text.replace(OLD_WORDS, NEW_WORDS));
        try {
            publisher.publish(new ReleaseRequest(files, "li", "a note", "in order", newest, Set.of(), Set.of()));
        } catch (ReleaseRefused e) {
            assertTrue(e.getMessage().startsWith("nothing has changed"), e.getMessage());
        } catch (StoreFault e) {
            assertTrue(life.died(), e.getMessage());
        }
    }

    private static void stop(Life life) {
        var publisher = life.engine.publisher();
        try {
            if (publisher.log().newest().orElseThrow().stopped().isEmpty()) {
                publisher.stop(Set.of("tx"), "li", "a note");
            }
        } catch (StoreFault e) {
            assertTrue(life.died(), e.getMessage());
        }
    }
}
