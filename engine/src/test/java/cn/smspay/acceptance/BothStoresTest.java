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
import cn.smspay.store.DatabaseCatalogue;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Acts by chance, the same on an engine with SQLite and on one with PostgreSQL: every reply is the same, and at the end every
 * row of every table and every octet of the billing files, but for what is drawn by lot or sealed. {@code -Dsmspay.seed=7}
 * plays one seed, {@code -Dsmspay.texts=2000} longer.
 */
final class BothStoresTest {
    private static final int ACTS = Integer.getInteger("smspay.texts", 80);
    private static final String PIN = "135792";
    private static final List<String> NUMBERS = List.of("13807310001", "13807310002", "13907310003", "13807319999");
    private static final int CARDS = 12;
    /** Initial passwords are drawn by lot. */
    private static final String DRAWN = "密码[A-Za-z0-9]{6,8}";

    /** What one kind has for itself; the last is a view. */
    private static final Set<String> OWN = Set.of("schema_version", "store_epoch", "book");

    /** Made with a key or a salt that each database has drawn, or by each SMSC. */
    private static final Set<String> DRAWN_COLUMNS = Set.of("hash", "key_high", "key_low", "fingerprint", "message_id");

    /** Octets that are no seal, which is drawn by lot. */
    private static final Set<String> BOOKS = Set.of("line", "chain", "chain_before", "chain_after");

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

    @ParameterizedTest
    @MethodSource("seeds")
    void theSameActsAreAnsweredAlikeAndLeaveTheSameBooks(long seed) throws IOException {
        try (var postgres = TestPostgres.make();
                var file = new Service(
                        folder.resolve("file"), UnaryOperator.identity(), Optional.empty(), new Random(seed));
                var server = new Service(
                        folder.resolve("server"), UnaryOperator.identity(), Optional.of(postgres), new Random(seed))) {
            var both = List.of(file, server);
            both.forEach(BothStoresTest::stage);
            var random = new Random(seed);
            for (int i = 0; i < ACTS; i++) {
                act(seed, i, both, random);
            }
            both.forEach(service -> {
                service.settle();
                service.engine().closeBilling();
            });
            compare("seed " + seed, rows(file), rows(server));
        }
        compare("billing files of seed " + seed, files(folder.resolve("file")), files(folder.resolve("server")));
    }

    private static void act(long seed, int number, List<Service> both, Random random) {
        var turn = Duration.ofSeconds(random.nextInt(20) == 0 ? 700 : random.nextInt(90));
        int what = random.nextInt(40);
        var sender = NUMBERS.get(random.nextInt(NUMBERS.size()));
        var text = random.nextInt(8) == 0
                ? "CZK" + card(random.nextInt(CARDS + 2))
                : TEXTS.get(random.nextInt(TEXTS.size()));
        both.forEach(service -> service.clock.turn(turn));
        if (what == 0) {
            both.forEach(Service::restart);
        } else if (what == 1) {
            both.forEach(service -> service.engine().closeBilling());
        } else {
            assertEquals(
                    said(both.get(0), sender, text),
                    said(both.get(1), sender, text),
                    "seed " + seed + ", act " + number + ", " + sender + " > " + text);
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

    /** Two that have accounts and money, one without, and one whom nobody knows. */
    private static void stage(Service service) {
        service.in(tx -> {
            for (var number : NUMBERS.subList(0, 2)) {
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
    }

    private static Map<String, List<String>> rows(Service service) {
        return service.engine().store().read(sql -> {
            var all = new TreeMap<String, List<String>>();
            for (var table : DatabaseCatalogue.of(sql).tables()) {
                if (!OWN.contains(table) && !table.startsWith("sqlite")) {
                    all.put(table, rows(sql, table));
                }
            }
            return all;
        });
    }

    private static List<String> rows(Handle sql, String table) {
        return sql
                .createQuery("select * from " + table)
                .map((row, context) -> {
                    var columns = new TreeMap<String, String>();
                    var names = row.getMetaData();
                    for (int i = 1; i <= names.getColumnCount(); i++) {
                        var value = row.getObject(i);
                        var name = names.getColumnName(i);
                        if (!DRAWN_COLUMNS.contains(name) && (!(value instanceof byte[]) || BOOKS.contains(name))) {
                            columns.put(name, text(value));
                        }
                    }
                    return columns.toString();
                })
                .stream()
                .sorted()
                .toList();
    }

    private static String text(Object value) {
        if (value instanceof byte[] octets) {
            return HexFormat.of().formatHex(octets);
        }
        // PostgreSQL has no text with U+0000 in it.
        return String.valueOf(value).replace('\u0000', '\uFFFD');
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
