package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Exit;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What measurements are made of, each part beside a small peer: what it counts, and what it refuses. */
final class BenchPartsTest {
    @TempDir
    private Path folder;

    private interface Answers {
        void to(HttpExchange exchange) throws IOException;
    }

    private static HttpServer server(Answers answers) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "peer");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            answers.to(exchange);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var octets = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
    }

    // BenchOrders

    @Test
    void ordersAreCountedByWhatTheDoorAnswers() throws Exception {
        var statuses = new int[] {201, 503, 500, 201, 409};
        var given = new AtomicIntegerArray(600);
        var asked = new AtomicInteger();
        var enough = new CountDownLatch(25);
        var signed = new AtomicInteger();
        var door = server(exchange -> {
            int status = statuses[asked.getAndIncrement() % statuses.length];
            if (exchange.getRequestHeaders().containsKey("Smspay-Signature")
                    && exchange.getRequestURI().getPath().equals("/v1/orders")) {
                signed.incrementAndGet();
            }
            given.incrementAndGet(status);
            answer(exchange, status, "{}");
            enough.countDown();
        });
        var orders =
                BenchOrders.start(new BenchOrders.DoorAddress(door.getAddress().getPort(), "key", "secret"), 500);
        assertTrue(enough.await(30, TimeUnit.SECONDS));

        orders.close();

        door.stop(0);
        var result = new LinkedHashMap<String, Object>();
        orders.describe(result);
        assertEquals((long) given.get(201), result.get("orders"));
        assertEquals((long) given.get(503), result.get("ordersRefusedAsBusy"));
        assertEquals((long) given.get(500) + given.get(409), result.get("ordersFailed"));
        assertEquals(asked.get(), signed.get(), "each is signed");
        assertTrue((double) result.get("orderP99Millis") >= (double) result.get("orderP50Millis"));
    }

    @Test
    void aDoorThatIsNotThereIsAFailureOfEachOrder() throws Exception {
        var door = server(exchange -> answer(exchange, 201, ""));
        int port = door.getAddress().getPort();
        var enough = new CountDownLatch(5);
        door.stop(0);
        var closed = server(exchange -> {
            enough.countDown();
            throw new IOException("hung up");
        });
        var orders = BenchOrders.start(
                new BenchOrders.DoorAddress(closed.getAddress().getPort(), "key", "secret"), 200);
        assertTrue(enough.await(30, TimeUnit.SECONDS));

        orders.close();

        closed.stop(0);
        var result = new LinkedHashMap<String, Object>();
        orders.describe(result);
        assertEquals(0L, result.get("orders"));
        assertTrue((long) result.get("ordersFailed") >= 5, result.toString());
        assertTrue(port > 0);
    }

    // BenchPages

    private static String login(String token) {
        return "<form><input type=\"hidden\" name=\"csrf\" value=\"" + token + "\"></form>";
    }

    @Test
    void customersLogInWithTheTokenAndPagesThatAreNoneAreCounted() throws Exception {
        var cookies = new java.util.concurrent.ConcurrentLinkedQueue<String>();
        var site = server(exchange -> {
            var path = exchange.getRequestURI().toString();
            if (path.equals("/login")) {
                boolean post = exchange.getRequestMethod().equals("POST");
                exchange.getResponseHeaders().add("Set-Cookie", (post ? "s=in" : "s=new") + "; Path=/");
                answer(exchange, post ? 303 : 200, post ? "" : login("t"));
                return;
            }
            cookies.add(exchange.getRequestHeaders().getFirst("Cookie"));
            answer(exchange, path.equals("/security") ? 500 : 200, "page");
        });
        var pages = BenchPages.of(site.getAddress().getPort(), 2);

        pages.load(160, 0.1);

        assertEquals(16, pages.count());
        assertEquals(2, pages.wrong(), "of eight pages one is broken");
        assertTrue(pages.millis(0.99) >= pages.millis(0.5));
        assertEquals(List.of("s=in"), cookies.stream().distinct().toList());
        pages.clear();
        assertEquals(0, pages.count());
        assertEquals(0, pages.wrong());
        site.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "true, 200, the site did not let 13800000000 in: 200",
        "true, 429, the site did not let 13800000000 in: 429",
        "false, 303, the site's login page has no token"
    })
    void aSiteThatLetsNobodyInIsNotMeasured(boolean token, int status, String refusal) throws Exception {
        var site = server(exchange -> {
            boolean post = exchange.getRequestMethod().equals("POST");
            answer(exchange, post ? status : 200, post ? "" : token ? login("t") : "closed");
        });

        var refused = assertThrows(
                Exit.Refused.class, () -> BenchPages.of(site.getAddress().getPort(), 1));

        assertEquals(refusal.replaceAll("[0-9]{11}", MassStock.number(0)), refused.getMessage());
        assertEquals(Exit.WRONG, refused.code());
        site.stop(0);
    }

    // BenchKannel

    private static Map<String, String> settings(int binds, int window) {
        return BenchKannel.settings(1, 2, 3, 4, binds, window)
                .lines()
                .filter(line -> line.contains(" = "))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(" = ")),
                        line -> line.substring(line.indexOf(" = ") + 3),
                        (one, other) -> one + " " + other));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 2 2", "4, 100, 200 200"})
    void kannelIsSetUpToBeAsFastAsItCan(int binds, int window, String pending) {
        var settings = settings(binds, window);

        assertEquals(Integer.toString(binds), settings.get("instances"));
        assertEquals(Integer.toString(window), settings.get("max-pending-submits"));
        assertEquals(pending, settings.get("smsbox-max-pending") + " " + settings.get("max-pending-requests"));
        assertEquals("3", settings.get("port"));
        assertEquals("2", settings.get("smsbox-port"));
        assertEquals("\"http://127.0.0.1:4/\"", settings.get("get-url"));
        assertEquals("false", settings.get("sms-combine-concatenated-mo"));
    }

    // BenchEngineCommand, BenchFillCommand, BenchStartCommand

    private static int run(Object command, String words) {
        return new CommandLine(command)
                .setErr(new java.io.PrintWriter(java.io.Writer.nullWriter()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(words.isEmpty() ? new String[0] : words.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--data x", "--port 1", "--data x --port y", "--data x --port 1 --receipts some"})
    void theMeasuredEngineIsToldWhereItsDataAndItsSmscAre(String words) {
        assertEquals(Exit.USAGE, run(new BenchEngineCommand(), words));
    }

    @Test
    void theKeyOfAFolderIsMadeOnceAndKept() throws IOException {
        var data = folder.resolve("a/b");

        var made = BenchEngineCommand.key(data);

        assertEquals(64, made.reveal().length());
        assertEquals(made.reveal(), BenchEngineCommand.key(data).reveal());
        assertTrue(!made.reveal()
                .equals(BenchEngineCommand.key(folder.resolve("c")).reveal()));
    }

    @Test
    void aDatabaseIsFilledWithJustWhatIsAskedFor() throws Exception {
        var data = Files.createDirectory(folder.resolve("data"));

        assertEquals(0, run(new BenchFillCommand(), "--data " + data + " --accounts 3 --with-password 1 --cards 2"));

        assertEquals(new BenchStock(3, 1, 2, 0, 0), withoutTime(data));
        try (var store = Store.open(StoreSettings.tool(data.resolve(StoreSettings.FILE)))) {
            assertEquals(3, count(store, "select count(*) from account"));
            assertEquals(2, count(store, "select count(*) from recharge_card"));
            assertEquals(0, count(store, "select count(*) from conversation"));
        }
        assertThrows(Exit.Refused.class, () -> new BenchStock(4, 0, 0, 0, 0).provide(data, List.of()));
    }

    private static BenchStock withoutTime(Path data) throws IOException {
        var found = new BenchStock(3, 1, 2, 0, 0).provide(data, List.of());
        return new BenchStock(found.accounts(), found.withPassword(), found.cards(), found.dialogues(), 0);
    }

    private static long count(Store store, String sql) {
        return store.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }

    @Test
    void aDatabaseNobodyNamedIsNotFilled() {
        assertEquals(Exit.USAGE, run(new BenchFillCommand(), "--accounts 3"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void startsAreCountedFromOne(int rounds) {
        var command = new BenchStartCommand();
        new CommandLine(command).parseArgs("--rounds=" + rounds);

        assertEquals(
                "--rounds is a number from 1, not " + rounds,
                assertThrows(Exit.Refused.class, command::call).getMessage());
    }
}
