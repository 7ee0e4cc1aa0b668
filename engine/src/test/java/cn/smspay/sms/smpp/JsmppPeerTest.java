package cn.smspay.sms.smpp;

import static cn.smspay.sms.smpp.LinkFixture.PHONE;
import static cn.smspay.sms.smpp.LinkFixture.SERVICE;
import static cn.smspay.sms.smpp.LinkFixture.outcome;
import static cn.smspay.sms.smpp.LinkFixture.segment;
import static cn.smspay.sms.smpp.RecordingIntake.next;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.base.text.Part;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.Receipt;
import cn.smspay.sms.Segment;
import cn.smspay.sms.SubmitOutcome;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.EsmClass;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our side against an SMSC written by somebody else, on jsmpp. */
@Timeout(60)
final class JsmppPeerTest {
    private final BlockingQueue<SubmitSm> submitted = new LinkedBlockingQueue<>();
    private volatile int submitStatus;
    private SMPPServerSessionListener listener;
    private SMPPServerSession session;
    private BindRequest bind;
    private LinkFixture here;

    @BeforeEach
    void bindToIt() throws Exception {
        int port = freePort();
        listener = new SMPPServerSessionListener(port);
        here = new LinkFixture(LinkFixture.settings(port));
        session = listener.accept();
        session.setMessageReceiverListener(receiver());
        bind = session.waitForBind(10_000);
        bind.accept("jsmpp");
        here.bound();
    }

    @AfterEach
    void close() throws IOException {
        here.close();
        session.close();
        listener.close();
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** Only submissions are of interest, out of a wide interface. */
    private ServerMessageReceiverListener receiver() {
        return (ServerMessageReceiverListener) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServerMessageReceiverListener.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("onAcceptSubmitSm")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    submitted.add((SubmitSm) arguments[0]);
                    if (submitStatus != 0) {
                        throw new ProcessRequestException("told to", submitStatus);
                    }
                    return new SubmitSmResult(new MessageId("4711"), new OptionalParameter[0]);
                });
    }

    @Test
    void bindsAsTheSettingsSay() {
        assertEquals("smspay", bind.getSystemId());
        assertEquals("secret08", bind.getPassword());
        assertEquals(org.jsmpp.bean.BindType.BIND_TRX, bind.getBindType());
        assertEquals(org.jsmpp.bean.InterfaceVersion.IF_34, bind.getInterfaceVersion());
    }

    @Test
    void readsWhatItDeliversAndItsStatusComesBack() throws Exception {
        deliver(new ESMClass(), (byte) 8, "查余额".getBytes(StandardCharsets.UTF_16BE));
        var uplink = next(here.intake.uplinks);
        here.intake.answer(
                pdu -> CompletableFuture.completedFuture(RecordingIntake.of(Acknowledgement.Status.TRY_LATER)));
        var refused =
                assertThrows(NegativeResponseException.class, () -> deliver(new ESMClass(), (byte) 0, new byte[] {65}));

        assertEquals("查余额", new String(uplink.octets(), StandardCharsets.UTF_16BE));
        assertEquals(PHONE, uplink.source());
        assertEquals(8, uplink.dataCoding());
        assertEquals(CommandStatus.THROTTLED, refused.getCommandStatus());
    }

    @Test
    void readsItsReceipts() throws Exception {
        var text = "id:4711 sub:001 dlvrd:000 submit date:0911020900 done date:0911020901 stat:UNDELIV err:042 text:x";

        deliver(new ESMClass((byte) EsmClass.RECEIPT), (byte) 0, text.getBytes(StandardCharsets.US_ASCII));
        var receipt = next(here.intake.receipts);

        assertEquals("4711", receipt.messageId());
        assertEquals(Receipt.State.UNDELIVERABLE, receipt.state());
        assertEquals("042", receipt.error());
    }

    @Test
    void itReadsWhatWeSubmit() throws Exception {
        var segment = new Segment(
                segment(0x10042, "x").downlink(),
                new Part(9, 1, 2),
                true,
                segment(1, "x").from(),
                segment(1, "x").to(),
                8,
                "余额一元".getBytes(StandardCharsets.UTF_16BE),
                false,
                false,
                true,
                3_600,
                null);

        var accepted = outcome(here.link.submit(segment));
        var pdu = next(submitted);

        assertEquals(new SubmitOutcome.Accepted("north", "4711"), accepted);
        assertEquals(SERVICE, pdu.getSourceAddr());
        assertEquals("86" + PHONE, pdu.getDestAddress());
        assertEquals("余额一元", new String(pdu.getShortMessage(), StandardCharsets.UTF_16BE));
        assertEquals("000000010000000R", pdu.getValidityPeriod());
        assertEquals(1, pdu.getRegisteredDelivery());
        assertEquals(
                9,
                pdu.getOptionalParameter(OptionalParameter.Sar_msg_ref_num.class)
                        .getValue());
        assertEquals(
                0x42,
                pdu.getOptionalParameter(OptionalParameter.User_message_reference.class)
                        .getValue());
    }

    @Test
    void understandsItsRefusals() throws Exception {
        submitStatus = 0x0B;
        assertEquals(new SubmitOutcome.Refused("north", 0x0B), outcome(here.link.submit(segment(1, "a"))));

        submitStatus = CommandStatus.MESSAGE_QUEUE_FULL;
        assertInstanceOf(SubmitOutcome.TryLater.class, outcome(here.link.submit(segment(1, "a"))));
    }

    private void deliver(ESMClass esmClass, byte dataCoding, byte[] octets) throws Exception {
        session.deliverShortMessage(
                "",
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                PHONE,
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.ISDN,
                SERVICE,
                esmClass,
                (byte) 0,
                (byte) 0,
                new RegisteredDelivery(0),
                DataCodings.newInstance(dataCoding),
                octets);
    }
}
