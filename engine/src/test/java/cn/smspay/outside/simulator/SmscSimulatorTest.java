package cn.smspay.outside.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.UplinkId;
import cn.smspay.base.text.Part;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.DeliveredPdu;
import cn.smspay.sms.Intake;
import cn.smspay.sms.Receipt;
import cn.smspay.sms.Segment;
import cn.smspay.sms.peer.Wire;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.sms.smpp.SmppLink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SmscSimulatorTest implements Intake {
    private static final String PHONE = "13800138000";
    private static final String SERVICE = "10658888";

    private final SmscSimulator smsc =
            SmscSimulator.start(SmscSettings.of("smspay", new Secret("pw")), Clock.systemUTC());

    private final Wire wire = Wire.sockets();
    private volatile Acknowledgement.Status status = Acknowledgement.Status.ACCEPTED;

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        smsc.close();
        wire.close();
    }

    private SmppLink link(String password) {
        var bind = SmppBindSettings.transceiver("x", "127.0.0.1", smsc.port(), "smspay", new Secret(password));
        var clock = Clock.systemUTC();
        var link = new SmppLink(List.of(bind), this, (s, o) -> {}, wire, clock, clock::millis, new Random(1));
        link.start();
        return link;
    }

    private SmppLink bound() throws Exception {
        var link = link("pw");
        link.allBound().get(10, TimeUnit.SECONDS);
        return link;
    }

    @Test
    void refusesAWrongPassword() {
        try (var link = link("other")) {
            Assertions.assertThrows(
                    TimeoutException.class, () -> link.allBound().get(1, TimeUnit.SECONDS));
            assertEquals(0, smsc.receivers());
        }
    }

    @Test
    void keepsMessagesUntilSomebodyBinds() throws Exception {
        var status = smsc.handset(PHONE).send(SERVICE, "KT");
        assertFalse(status.isDone());

        try (var link = bound()) {
            assertEquals(0, status.get(10, TimeUnit.SECONDS));
            assertEquals(1, link.traffic().get(0).accepted());
        }
    }

    @Test
    void writesACountFileThatTellsDeliveriesFromRedeliveries() throws Exception {
        try (var link = bound()) {
            deliver("CX");
            smsc.redeliverLast().get(10, TimeUnit.SECONDS);
            status = Acknowledgement.Status.TRY_LATER;
            deliver("CX");
            assertEquals(1, link.traffic().get(0).busy());
        }
        var file = folder.resolve("counts.csv");

        smsc.counts().write(file);

        assertEquals(
                "destination,delivered,redelivered,answered_ok,answered_other\n10658888,2,1,2,1\n",
                Files.readString(file));
        assertEquals(2, smsc.counts().answeredOk(SERVICE));
    }

    private void deliver(String text) throws Exception {
        smsc.deliver(PHONE, SERVICE, text).get(10, TimeUnit.SECONDS);
    }

    @Test
    void putsTheSegmentsOfADownlinkTogetherInAnyOrder() throws Exception {
        var handset = smsc.handset(PHONE);
        try (var link = bound()) {
            link.submit(headed(2, "余额")).toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertEquals(List.of(), handset.texts());

            link.submit(headed(1, "您的")).toCompletableFuture().get(10, TimeUnit.SECONDS);

            assertEquals(
                    new ReceivedText(SERVICE, "您的余额", 2, 8),
                    handset.nextText(Duration.ofSeconds(10)).orElseThrow());
        }
    }

    private static Segment headed(int number, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_16BE);
        byte[] headed = new byte[octets.length + 6];
        System.arraycopy(new byte[] {5, 0, 3, 77, 2, (byte) number}, 0, headed, 0, 6);
        System.arraycopy(octets, 0, headed, 6, octets.length);
        return new Segment(
                new OutboxId(1),
                new Part(77, number, 2),
                false,
                new ServiceNumber(SERVICE),
                new Msisdn(PHONE),
                8,
                headed,
                true,
                false,
                false,
                0,
                null);
    }

    @Test
    void servesSeveralBindsInTurn() throws Exception {
        try (var first = bound();
                var second = bound()) {
            assertEquals(2, smsc.receivers());
            deliver("1");
            deliver("2");

            assertEquals(1, first.traffic().get(0).accepted());
            assertEquals(1, second.traffic().get(0).accepted());
        }
        assertTrue(smsc.submitted() == 0);
    }

    @Override
    public CompletionStage<Acknowledgement> take(DeliveredPdu pdu) {
        return CompletableFuture.completedFuture(new Acknowledgement(status, new UplinkId(1)));
    }

    @Override
    public CompletionStage<Acknowledgement> take(Receipt receipt) {
        return CompletableFuture.completedFuture(new Acknowledgement(status, null));
    }

    @Override
    public void proven(String connection, UplinkId upTo) {}

    @Override
    public void closed(String connection) {}

    @Override
    public void quarantine(String bind, byte[] pdu, String reason) {}
}
