package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.app.Commands;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.engine.Engine;
import cn.smspay.engine.LocalConfig;
import cn.smspay.testing.NpmSmpp;
import cn.smspay.testing.Programs;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole conversations against an SMSC that we did not write, and Wireshark's opinion of what was said. */
@Tag("peer")
@Timeout(180)
final class PeerSmscTest {
    private static final String PHONE = "13907310001";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Process node;
    private BlockingQueue<JsonNode> events;
    private Tap tap;
    private Engine engine;
    private int receipts;

    @BeforeEach
    void bind() throws Exception {
        assumeTrue(NpmSmpp.isInstalled(), "npm and its smpp package are needed for this peer");
        node = NpmSmpp.start("talk.js");
        events = new LinkedBlockingQueue<>();
        var reader = new Thread(() -> read(node.inputReader(StandardCharsets.UTF_8)), "peer");
        reader.setDaemon(true);
        reader.start();
        tap = new Tap(next("listening").get("port").asInt());
        var config = LocalConfig.of(Service.HOME, folder, new Secret(World.KEY), tap.port());
        engine = new Engine(config, new TestClock());
        engine.start();
        assertEquals(0x34, next("bound").get("version").asInt());
    }

    private void read(BufferedReader lines) {
        try {
            String line;
            while ((line = lines.readLine()) != null) {
                events.add(JSON.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void end() throws Exception {
        if (node != null) {
            engine.close();
            node.destroy();
            tap.close();
        }
    }

    @Test
    void holdsWholeConversations() throws Exception {
        var opened = open();
        prepare();

        assertEquals("现金账户500.00元，充值卡账户0.00元，合计500.00元，提现在途0.00元。", say("CX", 1));
        assertTrue(say("HF12.34", 1).startsWith("为本机缴话费12.34元，由现金账户支付。"));
        assertTrue(say(opened, 1).startsWith("已为本机缴话费12.34元"));
        assertTrue(say("TX", 1).startsWith("可提现余额487.66元，转入工商银行尾号6222。"));
        assertTrue(say("100", 1).startsWith("提现100.00元到工商银行尾号6222。"));
        assertTrue(say(opened + " ", 1).startsWith("提现100.00元已受理"));
        var history = say("CXLS 20091101", 2);
        assertTrue(history.contains("缴话费-12.34元") && history.contains("提现-100.00元"), history);
        assertTrue(say("随便说说", 1).startsWith("未能识别您发送的内容。"));
        engine.drain(Duration.ofSeconds(10));
        next("unbound");

        assertEquals(12, receipts, "receipts taken");
        assertEquals(List.of(), Commands.verify(engine.store()));
        assertEquals(
                List.of("DELIVERED"),
                engine.store()
                        .read(sql -> sql.createQuery("select distinct state from downlink")
                                .mapTo(String.class)
                                .list()));
    }

    @Test
    void wiresharkFindsNothingMalformed() throws Exception {
        assumeTrue(
                Programs.isThere("tshark") && Programs.isThere("text2pcap"),
                "tshark and text2pcap are needed for this check");
        open();
        prepare();
        say("CX", 1);
        say("CXLS 20091101", 1);
        engine.drain(Duration.ofSeconds(10));
        next("unbound");

        var lines = dissect(tap.passed());

        assertEquals(tap.passed().size(), lines.size());
        lines.forEach(line -> assertTrue(line.startsWith("0x"), "not read as SMPP: " + line));
        lines.forEach(line -> assertFalse(line.contains("Malformed"), line));
        for (String command : List.of("0x00000009", "0x00000004", "0x80000005", "0x00000015", "0x00000006")) {
            assertTrue(lines.stream().anyMatch(line -> line.startsWith(command)), command + " does not occur");
        }
    }

    /** @return the pay password */
    private String open() throws Exception {
        assertTrue(say("KT", 1).startsWith("您正申请开通手机支付"));
        var answer = say("A", 2);
        var marker = "初始支付密码";
        int at = answer.indexOf(marker) + marker.length();
        return answer.substring(at, at + 6);
    }

    private void prepare() {
        engine.store().write(tx -> {
            var staging = engine.accounts().staging();
            var who = engine.accounts()
                    .subscribers()
                    .find(tx, new Msisdn(PHONE))
                    .orElseThrow()
                    .id();
            var now = new TestClock().instant();
            staging.realName(tx, who, now);
            staging.bindCard(tx, who, BankCode.ICBC, "6222");
            staging.money(tx, who, Pocket.CASH, new Fen(500_00), now);
            return who;
        });
    }

    /** Sends, and waits for so many submissions, their receipts and the acknowledgement; the texts one after the other. */
    private String say(String text, int answers) throws Exception {
        var line = JSON.writeValueAsString(Map.of("from", PHONE, "text", text)) + "\n";
        node.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        node.getOutputStream().flush();
        var said = new StringBuilder();
        int submits = 0;
        int taken = 0;
        int receiptsBefore = receipts;
        while (submits < answers || taken == 0 || receipts - receiptsBefore < answers) {
            var event = event();
            switch (event.get("event").asText()) {
                case "submit" -> {
                    submits++;
                    assertEquals("86" + PHONE, event.get("to").asText(), "in international form, as TON 1 says");
                    assertEquals(Service.NUMBER, event.get("from").asText());
                    assertEquals(8, event.get("coding").asInt());
                    said.append(event.get("text").asText());
                }
                case "taken" -> {
                    taken++;
                    assertEquals(0, event.get("status").asInt());
                }
                case "receipt" -> {
                    receipts++;
                    assertEquals(0, event.get("status").asInt());
                }
                default -> throw new AssertionError(event.toString());
            }
        }
        return said.toString();
    }

    private JsonNode event() throws InterruptedException {
        var event = events.poll(30, TimeUnit.SECONDS);
        assertNotNull(event, "the peer says nothing more");
        return event;
    }

    private JsonNode next(String name) throws InterruptedException {
        var event = event();
        assertEquals(name, event.get("event").asText(), event.toString());
        return event;
    }

    private List<String> dissect(List<Tap.Passed> pdus) throws Exception {
        var dump = new StringBuilder();
        for (var pdu : pdus) {
            dump.append(pdu.fromEsme() ? "O\n" : "I\n");
            for (int at = 0; at < pdu.octets().length; at++) {
                dump.append(at % 16 == 0 ? "%s%06x".formatted(at == 0 ? "" : "\n", at) : "")
                        .append(" %02x".formatted(pdu.octets()[at]));
            }
            dump.append("\n");
        }
        var text = folder.resolve("session.txt");
        var capture = folder.resolve("session.pcap");
        Files.writeString(text, dump);
        Programs.lines(folder, "text2pcap", "-q", "-D", "-T", "2775,40000", text.toString(), capture.toString());
        return Programs.lines(
                folder,
                "tshark",
                "-r",
                capture.toString(),
                "-d",
                "tcp.port==2775,smpp",
                "-T",
                "fields",
                "-E",
                "separator=|",
                "-e",
                "smpp.command_id",
                "-e",
                "_ws.malformed",
                "-e",
                "_ws.expert.message");
    }
}
