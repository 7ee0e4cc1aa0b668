package cn.smspay.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.outside.partner.PartnerProgram;
import cn.smspay.testing.World;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demo's line does at the other doors, and what the next line may take up of it. */
final class DoorKitTest {
    @TempDir
    private Path folder;

    private World world;
    private HttpServer peer;
    private final Memory memory = new Memory();
    private final List<String> asked = new ArrayList<>();
    private final List<List<String>> commands = new ArrayList<>();
    private DoorKit.Cli cli = words -> new DoorKit.Ran(0, "order no: 7\n");
    private Optional<PartnerProgram> shop = Optional.empty();

    @BeforeEach
    void open() throws IOException {
        world = new World(folder);
        peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        peer.createContext("/", exchange -> {
            var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + sent
                            + (exchange.getRequestHeaders().containsKey("Idempotency-Key") ? " once" : ""))
                    .replaceAll(" +", " "));
            var body = exchange.getRequestURI().getPath().startsWith("/v1")
                    ? "{\"order_no\":\"91\"}"
                    : "<main><form method=\"post\" action=\"/go\"><input type=\"hidden\" name=\"csrf\" value=\"t\">"
                            + "<input name=\"pay\"></form>hello</main>";
            var octets = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
        });
        peer.start();
    }

    @AfterEach
    void close() {
        peer.stop(0);
        world.close();
    }

    private String address() {
        return "http://127.0.0.1:" + peer.getAddress().getPort();
    }

    private DoorKit kit(String site) {
        return new DoorKit(
                memory,
                site,
                () -> shop,
                Optional::empty,
                words -> {
                    commands.add(words);
                    return cli.run(words);
                },
                world.desks(),
                folder);
    }

    private List<String> line(DoorKit kit, String command, String argument) throws InterruptedException {
        return kit.line(command, argument).orElseThrow();
    }

    @Test
    void anotherWordIsNotItsOwn() throws InterruptedException {
        for (var word : List.of("", "site", "/other", "/SITE")) {
            assertEquals(Optional.empty(), kit(address()).line(word, "x"), word);
        }
    }

    @Test
    void aPageIsOpenedAndItsFormSentWhereSomethingIsTyped() throws InterruptedException {
        var kit = kit(address());

        line(kit, "/site", "/a");
        line(kit, "/site", "/b pay=1 note");
        line(kit, "/site", "+ pay=2=3");
        line(kit, "/site", "new");

        assertEquals(List.of("GET /a ", "GET /b ", "POST /go csrf=t&pay=1&note=", "POST /go csrf=t&pay=2%3D3"), asked);
        assertEquals(List.of("there is no form on this page"), line(kit, "/site", "+ pay=1"), "another browser");
    }

    @Test
    void aDoorThatIsNotThereIsSaidInALine() throws InterruptedException {
        var kit = kit("http://127.0.0.1:1");

        assertTrue(line(kit, "/site", "/a").get(0).startsWith("it cannot be reached: "));
    }

    @ParameterizedTest
    @CsvSource({"POST /v1/orders {}, POST /v1/orders {} once", "PUT /v1/a, PUT /v1/a once", "GET /v1/a, GET /v1/a"})
    void aProgramSendsItsRequestOnceUnlessItOnlyAsks(String typed, String sent) throws InterruptedException {
        shop = Optional.of(
                new PartnerProgram(address(), "key", new Secret("secret"), world.clock, new java.util.Random(7)));

        assertEquals(List.of("200 {\"order_no\":\"91\"}"), line(kit(address()), "/partner", typed));

        assertEquals(sent, asked.get(0).strip());
        assertEquals("pay 91", memory.fill("pay $order_no"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST"})
    void halfARequestIsToldWhatIsWanted(String typed) throws InterruptedException {
        shop = Optional.of(
                new PartnerProgram(address(), "key", new Secret("secret"), world.clock, new java.util.Random(7)));

        assertEquals(
                List.of("a method, a path and a body are wanted, like POST /v1/orders {…}"),
                line(kit(address()), "/partner", typed));
        assertEquals(List.of(), asked);
    }

    @Test
    void aProgramThatThereIsNotSendsNothing() throws InterruptedException {
        assertEquals(
                List.of("a method, a path and a body are wanted, like POST /v1/orders {…}"),
                line(kit(address()), "/boss", "PUT /v1/a {}"));
    }

    @Test
    void aCommandIsRunAndWhatItShowsIsRemembered() throws InterruptedException {
        cli = words -> new DoorKit.Ran(2, "order no: 7\npending: 3\n");

        assertEquals(
                List.of("exit 2", "order no: 7", "pending: 3"),
                line(kit(address()), "/smspay", "admin  merchant list"));
        assertEquals(List.of(List.of("admin", "merchant", "list")), commands);
        assertEquals("3 7", memory.fill("$pending $order_no"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1.5", "1234567890123456789"})
    void onlyANumberIsReleased(String typed) throws InterruptedException {
        for (var word : List.of("/release", "/refuse")) {
            assertEquals(List.of("a number is wanted, like /release 1"), line(kit(address()), word, typed));
        }
    }

    @Test
    void whatNobodyProposedIsNotReleased() throws InterruptedException {
        for (var word : List.of("/release", "/refuse")) {
            var said = line(kit(address()), word, "999");
            assertEquals(1, said.size());
            assertTrue(said.get(0).startsWith("the second person: refused:"), said.toString());
        }
    }

    /** What {@code openssl enc -aes-256-cbc -pbkdf2 -iter 600000} makes of a text. */
    private static byte[] sealed(String passphrase, String text) throws Exception {
        var salt = "12345678".getBytes(StandardCharsets.US_ASCII);
        var key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(passphrase.toCharArray(), salt, 600_000, 384))
                .getEncoded();
        var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(Arrays.copyOf(key, 32), "AES"),
                new IvParameterSpec(Arrays.copyOfRange(key, 32, 48)));
        var whole = new ByteArrayOutputStream();
        whole.writeBytes("Salted__".getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(salt);
        whole.writeBytes(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        return whole.toByteArray();
    }

    @Test
    void thePrinterOpensABatchAndItsFirstCardIsRemembered() throws Exception {
        cli = words -> {
            try {
                var passphrase = Files.readString(Path.of(words.get(words.indexOf("--passphrase-file") + 1)));
                Files.write(
                        Path.of(words.get(words.indexOf("--out") + 1)),
                        sealed(passphrase, "serial,password\n1,180000000000000001\n2,180000000000000002\n"));
                return new DoorKit.Ran(0, "");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        };

        var printed = line(kit(address()), "/printer", "4");

        assertEquals(List.of("serial,password", "1,180000000000000001", "2,180000000000000002"), printed);
        assertEquals("180000000000000001", memory.fill("$card"));
        assertEquals(List.of("admin", "card", "deliver", "4"), commands.get(0).subList(0, 4));
    }

    @Test
    void aBatchThatIsNotDeliveredIsNotPrinted() throws InterruptedException {
        cli = words -> new DoorKit.Ran(2, " there is no batch 4\n");

        assertEquals(List.of("there is no batch 4"), line(kit(address()), "/printer", "4"));
        assertEquals("$card", memory.fill("$card"));
    }
}
