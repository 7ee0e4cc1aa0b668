package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.CardStock.Card;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.outside.simulator.Uplink;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Passwords stay on handsets and in hashes. */
@Timeout(120)
final class SecretsTest {
    private static final String PHONE = "13907310001";
    private static final String CARD = "187412963058274196";
    private static final String WRONG_CARD = "189630741852963074";
    private static final String LONG_CARD = "185274196307418529";

    @TempDir
    private Path folder;

    private final Capture logged = new Capture();
    private Level before = Level.WARN;

    /** All that is logged, as text with traces. */
    private static final class Capture extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            var trace = event.getThrowableProxy();
            lines.add(event.getFormattedMessage() + (trace == null ? "" : ThrowableProxyUtil.asString(trace)));
        }
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("cn.smspay");
    }

    @BeforeEach
    void listen() {
        before = ours().getLevel();
        ours().setLevel(Level.TRACE);
        logged.setContext(ours().getLoggerContext());
        logged.start();
        ours().addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        ours().detachAppender(logged);
        ours().setLevel(before);
    }

    @Test
    void noPasswordIsInAnyFileOrLog() throws IOException {
        Assumptions.assumeFalse(TestPostgres.isWanted(), "the files of the database are the server's");
        var secrets = new LinkedHashMap<String, String>();
        try (var service = new Service(folder)) {
            stock(service, CARD);
            stock(service, LONG_CARD);
            secrets.putAll(open(service));
            talk(service, secrets);
            writeUnreadable(service, "CZK " + CARD);
            service.settle();

            assertFalse(found(Map.of("number", PHONE)).isEmpty(), "the search finds what is there");
            assertEquals(List.of(), found(secrets), "while running");
            assertEquals(List.of(), said(secrets), "while running");
        }

        assertEquals(List.of(), found(secrets), "after the end");
        assertEquals(List.of(), said(secrets), "after the end");
        assertFalse(logged.lines.isEmpty());
    }

    @Test
    void sealedAnswersAreWipedOnceTheSmscHasTakenThem() {
        try (var service = new Service(folder)) {
            service.smsc.faults().refuseSubmits(0x58, 1_000_000);
            var handset = service.smsc.handset(PHONE);
            Service.get(handset.send(Service.NUMBER, "KT"));
            Service.get(handset.send(Service.NUMBER, "A"));
            assertEquals(2, service.number("select count(*) from downlink where sealed is not null and text is null"));

            service.smsc.faults().refuseSubmits(0, 0);
            service.clock.turn(java.time.Duration.ofMinutes(1));
            service.engine().tick();
            service.settle();

            assertEquals(3, handset.texts().size());
            assertEquals(0, service.number("select count(*) from downlink where sealed is not null"));
            assertEquals(
                    List.of("K01 true", "K02 false", "K03 false"),
                    service.texts("select template || ' ' || case when text is null then 'false' else 'true' end"
                            + " from downlink order by id"));
        }
    }

    private static Map<String, String> open(Service service) {
        service.say(PHONE, "KT");
        var answers = service.say(PHONE, "A");
        return Map.of(
                "login password", match("初始登录密码([A-Za-z0-9]+)", answers.get(0)),
                "pay password", match("初始支付密码([0-9]{6})", answers.get(1)));
    }

    private static void talk(Service service, Map<String, String> secrets) {
        var pay = secrets.get("pay password");
        var wrong = pay.equals("907351") ? "907352" : "907351";
        secrets.put("wrong pay password", wrong);
        secrets.put("card", CARD);
        secrets.put("wrong card", WRONG_CARD);
        secrets.put("card in parts", LONG_CARD);
        said("充值成功", service.say(PHONE, "CZK " + CARD));
        said("充值卡密码不正确", service.say(PHONE, "CZK" + WRONG_CARD));
        said("为本机缴话费", service.say(PHONE, "HF5"));
        said("支付密码错误", service.say(PHONE, wrong));
        said("已为本机缴话费", service.say(PHONE, pay));
        // Late, outside any conversation: still a password.
        service.say(PHONE, pay + " ");
        service.say(PHONE, CARD + " ");
        service.say(PHONE, "我的密码是" + pay);
        // In parts of which the second never comes, and in parts that do.
        deliver(service, 3, 1, 3, "CZK " + LONG_CARD.substring(0, 17));
        deliver(service, 4, 1, 2, "CZK " + LONG_CARD.substring(0, 9));
        deliver(service, 4, 2, 2, LONG_CARD.substring(9));
        secrets.put("part of a card", LONG_CARD.substring(0, 17));
        secrets.put("first half of a card", "CZK " + LONG_CARD.substring(0, 9));
        assertEquals(2, service.number("select count(*) from recharge_card where state = 'USED'"));
    }

    private static void said(String start, List<String> answers) {
        assertTrue(answers.size() == 1 && answers.get(0).startsWith(start), answers.toString());
    }

    private static void deliver(Service service, int reference, int number, int total, String text) {
        var octets = new ByteArrayOutputStream();
        octets.writeBytes(new byte[] {5, 0, 3, (byte) reference, (byte) total, (byte) number});
        octets.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                0,
                Service.get(service.smsc.deliver(
                        new Uplink(PHONE, Service.NUMBER, 0, octets.toByteArray(), true, null, false, null))));
        service.settle();
    }

    /** A deliver_sm whose sm_length is beyond its end. */
    private static void writeUnreadable(Service service, String text) {
        var body = new ByteArrayOutputStream();
        body.writeBytes("\0\1\00113907310001\0\0\00110658888\0".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 200});
        body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        service.smsc.writeRaw(ByteBuffer.allocate(16 + body.size())
                .putInt(16 + body.size())
                .putInt(5)
                .putInt(0)
                .putInt(999_999)
                .put(body.toByteArray())
                .array());
        // The next message is behind it on the same stream.
        service.say(PHONE, "CX");
        assertEquals(1, service.number("select count(*) from quarantine"));
    }

    private List<String> found(Map<String, String> secrets) {
        var found = new ArrayList<String>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                secrets.forEach((what, secret) -> Canary.forms(secret, PHONE, Service.NUMBER).stream()
                        .filter(content::contains)
                        .forEach(form -> found.add(what + " in " + file.getFileName())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private List<String> said(Map<String, String> secrets) {
        var found = new ArrayList<String>();
        secrets.forEach((what, secret) -> logged.lines.stream()
                .filter(line ->
                        Canary.forms(secret, PHONE, Service.NUMBER).stream().anyMatch(line::contains))
                .forEach(line -> found.add(what + " in: " + line)));
        return found;
    }

    private static String match(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), text);
        return matcher.group(1);
    }

    private static void stock(Service service, String password) {
        service.in(tx -> service.engine()
                .accounts()
                .cardStock()
                .add(
                        tx,
                        new Card(
                                "0911118%s".formatted(password.substring(8)),
                                new Fen(50_00),
                                Province.HUNAN,
                                CardState.ACTIVE,
                                LocalDate.of(2012, 12, 31)),
                        new Secret(password)));
    }
}
