package cn.smspay.voice.sip;

import cn.smspay.base.MonotonicClock;
import cn.smspay.base.ServiceNumber;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallRecord;
import cn.smspay.voice.call.FakeVoiceDesk;
import cn.smspay.voice.call.Invitation;
import cn.smspay.voice.call.Switchboard;
import cn.smspay.voice.rtp.MediaLoops;
import cn.smspay.voice.rtp.Sdp;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * The SIP library, played: what a leg sends is remembered instead of sent, and its executor is run by hand under a clock that is
 * turned by hand. Sound, desk and switchboard are real.
 */
final class PlayedSip implements AutoCloseable {
    static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 4000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n";

    final TestClock clock = new TestClock();
    final CallFigures figures = new CallFigures();
    final FakeVoiceDesk desk = new FakeVoiceDesk();
    final BlockingQueue<CallRecord> records = new LinkedBlockingQueue<>();
    /** What was sent, in order. */
    final List<Response> responses = new CopyOnWriteArrayList<>();

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final List<IntConsumer> waiting = new CopyOnWriteArrayList<>();
    /** What the next thing to be sent fails with. */
    @Nullable
    Exception failure;

    final SipSettings settings;
    final Gate gate;
    final Switchboard switchboard;
    final JainLeg.LegSurroundings around;
    final SipResponses answers;
    final NewCalls calls;
    final ManualIoEventLoop serial;

    private final MockTicker ticker = Ticker.newMockTicker();
    private final MediaLoops loops = new MediaLoops(1);
    private final Outgoing outgoing = new Outgoing(MonotonicClock.system());
    private final JainStack stack;
    private int sequence;

    PlayedSip(SipSettings settings) throws Exception {
        this.settings = settings;
        this.serial = new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory(), ticker);
        this.gate = new Gate(settings, figures, clock);
        var network = new GatedNetwork(gate, Optional.empty(), MonotonicClock.system());
        this.stack = new JainStack("played-" + System.identityHashCode(this), gate, network);
        var parts = new Switchboard.Parts(
                desk,
                words -> new byte[160],
                records::add,
                figures,
                clock,
                MonotonicClock.system(),
                Runnable::run,
                new AgentHosts(settings, figures));
        this.switchboard = new Switchboard(settings.calls(), parts, loops, new Random(1));
        this.around = new JainLeg.LegSurroundings(
                provider(),
                new SipMessages("127.0.0.1", new SipMessages.Ports(5060, 5060, 5061)),
                figures,
                settings.limits().retryAfter(),
                new RequestRoutes(stack, network, outgoing, List.of()));
        this.answers = new SipResponses(around.messages(), figures, new Random(2));
        var door = new PhoneDoor(settings.phones(), new Nonces(new byte[32]), gate, clock);
        this.calls = new NewCalls(settings, switchboard, around, answers, gate, door, serial);
    }

    /** With the usual settings. */
    static PlayedSip usual() throws Exception {
        return new PlayedSip(TestServer.SETTINGS);
    }

    // ---- what comes

    SIPRequest request(String method, String body, String... headers) throws ParseException {
        return requestFrom("127.0.0.1", "sip:12588@127.0.0.1", method, body, headers);
    }

    SIPRequest requestFrom(String host, String uri, String method, String body, String... headers)
            throws ParseException {
        var text = new StringBuilder(method + " " + uri + " SIP/2.0\r\n")
                .append("Via: SIP/2.0/UDP " + host + ":5070;branch=z9hG4bK" + ++sequence + "\r\n")
                .append("From: <sip:phone@" + host + ">;tag=f\r\n");
        if (!String.join("\n", headers).contains("To:")) {
            text.append("To: <sip:12588@127.0.0.1>\r\n");
        }
        text.append("Call-ID: c\r\nCSeq: " + sequence + " " + method + "\r\nMax-Forwards: 70\r\n");
        text.append("Contact: <sip:phone@" + host + ":5070>\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        if (body.startsWith("v=")) {
            text.append("Content-Type: application/sdp\r\n");
        }
        var octets = body.getBytes(StandardCharsets.UTF_8);
        text.append("Content-Length: " + octets.length + "\r\n\r\n" + body);
        var request = (SIPRequest) new StringMsgParser()
                .parseSIPMessage(text.toString().getBytes(StandardCharsets.UTF_8), true, false, null);
        request.setPeerPacketSourceAddress(address(host));
        request.setPeerPacketSourcePort(5070);
        return request;
    }

    static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** A transaction in a dialogue of its own. */
    ServerTransaction transaction(SIPRequest request) {
        return transaction(request, dialog());
    }

    ServerTransaction transaction(SIPRequest request, Dialog dialog) {
        return played(ServerTransaction.class, (name, given) -> switch (name) {
            case "getRequest" -> request;
            case "getDialog" -> dialog;
            case "sendResponse" -> sendResponse((Response) given[0]);
            default -> throw new AssertionError(name);
        });
    }

    Dialog dialog() {
        var kept = new ConcurrentHashMap<String, Object>();
        return played(Dialog.class, (name, given) -> switch (name) {
            case "getApplicationData" -> kept.get("data");
            case "setApplicationData" -> kept.put("data", given[0]);
            case "createRequest" -> ours((String) given[0]);
            case "createAck" -> ours("ACK");
            case "sendRequest" -> {
                var transaction = (ClientTransaction) given[0];
                waiting.add((IntConsumer) transaction.getApplicationData());
                yield sent(transaction.getRequest());
            }
            case "sendAck" -> sent((Request) given[0]);
            default -> throw new AssertionError(name);
        });
    }

    private Request ours(String method) throws ParseException {
        return requestFrom("127.0.0.1", "sip:phone@127.0.0.1:5070", method, "");
    }

    private SipProvider provider() {
        return played(SipProvider.class, (name, given) -> switch (name) {
            case "getNewClientTransaction" -> client((Request) given[0]);
            case "sendResponse" -> sendResponse((Response) given[0]);
            default -> throw new AssertionError(name);
        });
    }

    private static ClientTransaction client(Request request) {
        var kept = new ConcurrentHashMap<String, Object>();
        return played(ClientTransaction.class, (name, given) -> switch (name) {
            case "getRequest" -> request;
            case "getApplicationData" -> kept.get("data");
            case "setApplicationData" -> kept.put("data", given[0]);
            default -> throw new AssertionError(name);
        });
    }

    /** A request of ours for whose outcome this waits. */
    ClientTransaction waitingFor(Object waits) throws ParseException {
        var transaction = client(ours("OPTIONS"));
        transaction.setApplicationData(waits);
        return transaction;
    }

    /** Called so, because the trace of what fails begins here. */
    private @Nullable Object sendResponse(Response response) throws Exception {
        var failed = failed();
        if (failed != null) {
            failed.fillInStackTrace();
            throw failed;
        }
        responses.add(response);
        return null;
    }

    private @Nullable Object sent(Request request) throws Exception {
        var failed = failed();
        if (failed != null) {
            throw failed;
        }
        requests.add(request);
        return null;
    }

    private @Nullable Exception failed() {
        var failed = failure;
        failure = null;
        return failed;
    }

    /** One method of the library, played. */
    private interface Play {
        @Nullable
        Object play(String name, Object[] given) throws Exception;
    }

    private static <T> T played(Class<T> type, Play play) {
        return type.cast(Proxy.newProxyInstance(
                PlayedSip.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> switch (method.getName()) {
                    case "equals" -> proxy == given[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "toString" -> type.getSimpleName();
                    default -> play.play(method.getName(), given == null ? new Object[0] : given);
                }));
    }

    // ---- calls

    /** A leg that nobody listens to yet, whose end is counted in {@code overs}. */
    JainLeg leg(SIPRequest invite, Optional<SessionTimer> timer, Runnable onOver) {
        var transaction = transaction(invite);
        var leg = new JainLeg(around, transaction, "tag", serial, timer, onOver);
        transaction.getDialog().setApplicationData(leg);
        return leg;
    }

    Invitation invitation(boolean offers) {
        return new Invitation(
                "c",
                "",
                new ServiceNumber("12588"),
                "gw",
                10,
                address("127.0.0.1"),
                offers ? Sdp.read(SDP) : Optional.empty());
    }

    /** Runs what is queued. */
    void run() {
        for (int i = 0; i < 10; i++) {
            serial.runNow();
        }
    }

    void pass(Duration time) {
        ticker.advanceMillis(time.toMillis());
        run();
    }

    /** Runs what is queued until it is so; other threads have their part in it. */
    void until(BooleanSupplier itIsSo) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        run();
        while (!itIsSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it does not happen: " + responses + requests);
            }
            Service.moment();
            run();
        }
    }

    /** The statuses and methods that were sent. */
    List<Integer> statuses() {
        run();
        return responses.stream().map(Response::getStatusCode).toList();
    }

    List<String> methods() {
        run();
        return requests.stream().map(Request::getMethod).toList();
    }

    static Map<String, String> headers(javax.sip.message.Message message, String... names) {
        var headers = new java.util.TreeMap<String, String>();
        for (String name : names) {
            SipMessages.value(message, name).ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }

    CallRecord record() throws InterruptedException {
        var record = records.poll(20, TimeUnit.SECONDS);
        if (record == null) {
            throw new AssertionError("no call was recorded");
        }
        return record;
    }

    SipException unsendable() {
        return new SipException("nobody is there");
    }

    @Override
    public void close() {
        outgoing.close();
        loops.close();
        // The library sleeps a second when it stops; no test needs to wait for that.
        var stopping = new Thread(stack::stop, "stopping");
        stopping.setDaemon(true);
        stopping.start();
    }
}
