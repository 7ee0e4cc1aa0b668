package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.CardStock.Card;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.config.DoorsConfig;
import cn.smspay.engine.Surroundings;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.HandTimers;
import cn.smspay.testing.Service;
import cn.smspay.testing.TableDump;
import cn.smspay.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Acts by chance, the same on an engine with SQLite and on one with PostgreSQL, half of them short messages and half whatever
 * {@link CounterActs} knows: every reply is the same, and at the end every row of every table, every octet of the billing files
 * and what the proofs of the books say, but for what is drawn by lot or sealed. {@code -Dsmspay.seed=7} plays one seed, {@code
 * -Dsmspay.texts=2000} longer.
 */
final class BothStoresTest {
    private static final int ACTS = Integer.getInteger("smspay.texts", 80);
    private static final String PIN = "135792";
    private static final List<String> NUMBERS = List.of("13807310001", "13807310002", "13907310003", "13807319999");
    static final int CARDS = 12;
    /** Initial passwords are drawn by lot. */
    private static final String DRAWN = "密码[A-Za-z0-9]{6,8}";

    /** What one kind has for itself; the last is a view. */
    private static final Set<String> OWN = Set.of("schema_version", "store_epoch", "book");

    /** Made with a salt or a pair of keys that each engine has drawn, by each SMSC, or over the name of a folder. */
    private static final Set<String> DRAWN_COLUMNS =
            Set.of("hash", "message_id", "public_key", "audit.chain", "audit_head.chain");

    /** A partner's program is served, and banks have pages. */
    private static final DoorsConfig DOORS = new DoorsConfig(
            Optional.empty(),
            Optional.of(HttpSettings.loopback("partner", 0)),
            Optional.empty(),
            "https://pay.example/pay/",
            true);

    /** Commands that only look. */
    private static final List<String[]> PROOFS = List.of(
            new String[] {"ledger", "verify"},
            new String[] {"ledger", "accounts"},
            new String[] {"ledger", "balance"},
            new String[] {"billing", "list", "--files"});

    private static final List<String> TEXTS = List.of(
            "CX",
            "CX",
            "TX",
            "TX20",
            "TX5",
            "TX999",
            "HF10",
            "HF10",
            "HF0.01",
            "HF 一百",
            "HF1000.01",
            "CXLS",
            "20091101",
            "20091301",
            "0",
            "不",
            "A",
            "KT",
            "XH",
            "MM",
            "BZ",
            "?",
            PIN,
            PIN,
            PIN,
            "999999",
            "5",
            "12.5",
            "0.99",
            "1000.01",
            "天气",
            "余额 'x' \"y\" \\ %",
            "你好\u0000再见",
            "😀",
            "  cx  ",
            "ＣＸ");

    @TempDir
    private Path folder;

    static List<Long> seeds() {
        var one = Long.getLong("smspay.seed");
        return one == null ? List.of(1L) : List.of(one);
    }

    /** One of the two engines, with whoever acts on it. */
    private static final class Side implements AutoCloseable {
        private final Path data;
        private final Service service;
        private final CounterActs acts;

        Side(Path data, Optional<TestPostgres> postgres, long seed) {
            this.data = data;
            var timers = new HandTimers();
            var random = new Random(seed);
            service = new Service(
                    data,
                    config -> config.with(DOORS),
                    postgres,
                    usual -> new Surroundings(
                            usual.clock(),
                            usual.ticker(),
                            usual.guarded(),
                            random,
                            usual.secrets(),
                            usual.nanos(),
                            usual.limits(),
                            timers));
            stage(service);
            acts = new CounterActs(service, data, timers, NUMBERS, new Random(seed));
        }

        void restart() {
            service.restart();
            acts.connect();
        }

        Map<String, List<String>> rows() {
            var rows = new TableDump(OWN, DRAWN_COLUMNS).of(service.engine().store());
            rows.replaceAll((table, lines) -> lines.stream()
                    .map(line -> line.replace(data.toString(), "DATA"))
                    .toList());
            return rows;
        }

        @Override
        public void close() {
            service.close();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSameActsAreAnsweredAlikeAndLeaveTheSameBooks(long seed) throws IOException {
        try (var postgres = TestPostgres.make();
                var file = new Side(folder.resolve("file"), Optional.empty(), seed);
                var server = new Side(folder.resolve("server"), withKeyOf(file, postgres), seed)) {
            var both = List.of(file, server);
            var random = new Random(seed);
            for (int i = 0; i < ACTS; i++) {
                act(seed, i, both, random);
            }
            both.forEach(side -> {
                side.acts.round();
                side.service.engine().closeBilling();
            });
            for (var proof : PROOFS) {
                assertEquals(file.acts.command(proof), server.acts.command(proof), "seed " + seed);
            }
            compare("seed " + seed, file.rows(), server.rows());
        }
        compare("billing files of seed " + seed, files(folder.resolve("file")), files(folder.resolve("server")));
    }

    /** The numbers of orders follow from the key of the data, which each database would draw for itself. */
    private Optional<TestPostgres> withKeyOf(Side file, TestPostgres postgres) {
        var settings = StoreSettings.engine(folder.resolve("made").resolve(StoreSettings.FILE))
                .on(postgres.server(folder));
        var sealed = file.service
                .engine()
                .store()
                .read(sql -> sql.createQuery("select sealed from data_key where id = 1")
                        .mapTo(byte[].class)
                        .one());
        var now = file.service.clock.millis();
        try (var store = Store.open(settings)) {
            store.write(tx -> tx.query(
                    sql -> sql.execute("insert into data_key (id, sealed, made_at) values (1, ?, ?)", sealed, now)));
        }
        return Optional.of(postgres);
    }

    private static void act(long seed, int number, List<Side> both, Random random) throws IOException {
        var turn = Duration.ofSeconds(random.nextInt(20) == 0 ? 700 : random.nextInt(90));
        int what = random.nextInt(40);
        var sender = NUMBERS.get(random.nextInt(NUMBERS.size()));
        var text = random.nextInt(8) == 0
                ? "CZK" + card(random.nextInt(CARDS + 2))
                : TEXTS.get(random.nextInt(TEXTS.size()));
        long draws = random.nextLong();
        both.forEach(side -> side.service.clock.turn(turn));
        if (what == 0) {
            both.forEach(Side::restart);
        } else if (what == 1) {
            both.forEach(side -> side.service.engine().closeBilling());
        } else if (what < 20) {
            assertEquals(
                    said(both.get(0).service, sender, text),
                    said(both.get(1).service, sender, text),
                    "seed " + seed + ", act " + number + ", " + sender + " > " + text);
        } else {
            assertEquals(
                    both.get(0).acts.act(new Random(draws)),
                    both.get(1).acts.act(new Random(draws)),
                    "seed " + seed + ", act " + number);
        }
    }

    private static List<String> said(Service service, String sender, String text) {
        return service.say(sender, text).stream()
                .map(reply -> reply.replaceAll(DRAWN, "密码*"))
                .toList();
    }

    private static String card(int which) {
        return "18%016d".formatted(1_000 + which);
    }

    /** Two that have accounts and money, and one with a wallet; one without, and one whom nobody knows. */
    private static void stage(Service service) {
        service.in(tx -> {
            for (var number : List.of(NUMBERS.get(0), NUMBERS.get(1), CounterActs.HOLDER)) {
                var staging = service.staging();
                var now = service.clock.instant();
                var who = staging.subscriber(tx, new Msisdn(number), Province.HUNAN, Brand.GOTONE);
                staging.open(tx, who, new Secret("246813"), new Secret(PIN), now);
                staging.realName(tx, who, now);
                staging.bindCard(tx, who, BankCode.ICBC, "0128");
                staging.money(tx, who, Pocket.CASH, new Fen(200_00), now);
            }
            for (int i = 0; i < CARDS; i++) {
                var card = new Card(
                        "0911118%010d".formatted(i),
                        new Fen(30_00),
                        Province.HUNAN,
                        CardState.ACTIVE,
                        LocalDate.of(2030, 1, 1));
                service.engine().accounts().cardStock().add(tx, card, new Secret(card(i)));
            }
            return true;
        });
    }

    private static void compare(String what, Map<String, List<String>> expected, Map<String, List<String>> found) {
        assertEquals(expected.keySet(), found.keySet(), what);
        assertTrue(expected.values().stream().anyMatch(lines -> lines.size() > 1), what);
        var different = new ArrayList<String>();
        expected.forEach((name, lines) -> {
            var there = found.getOrDefault(name, List.of());
            lines.stream().filter(line -> !there.contains(line)).forEach(line -> different.add(name + " has " + line));
            there.stream()
                    .filter(line -> !lines.contains(line))
                    .forEach(line -> different.add(name + " has on PostgreSQL " + line));
        });
        assertEquals("", String.join("\n", different), what);
        assertEquals(expected, found, what);
    }

    private static Map<String, List<String>> files(Path data) throws IOException {
        var all = new TreeMap<String, List<String>>();
        try (var found = Files.walk(data.resolve("billing"))) {
            for (var file : found.filter(Files::isRegularFile).toList()) {
                all.put(
                        data.relativize(file).toString(),
                        List.of(Files.readString(file, StandardCharsets.ISO_8859_1)
                                .split("\n")));
            }
        }
        return all;
    }
}
