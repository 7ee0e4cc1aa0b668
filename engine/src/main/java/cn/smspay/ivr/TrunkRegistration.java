package cn.smspay.ivr;

import io.netty.util.concurrent.EventExecutor;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes us known to a trunk and keeps it so (RFC 3261 10). Everything happens on one executor. */
final class TrunkRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(TrunkRegistration.class);
    private static final Duration PAUSE_MIN = Duration.ofSeconds(2);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(2);

    private final SipSettings.Registration settings;
    private final String trunk;
    private final SipProvider provider;
    private final SipMessages messages;
    private final CallFigures figures;
    private final EventExecutor serial;
    private final RandomGenerator random;
    private final String callId;
    private long sequence;
    private Duration pause = PAUSE_MIN;
    private boolean answeredQuestion;
    private volatile boolean registered;
    private boolean stopped;

    TrunkRegistration(
            SipSettings.Registration settings,
            String trunk,
            JainLeg.Surroundings around,
            EventExecutor serial,
            RandomGenerator random) {
        this.settings = settings;
        this.trunk = trunk;
        this.provider = around.provider();
        this.messages = around.messages();
        this.figures = around.figures();
        this.serial = serial;
        this.random = random;
        this.callId = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }

    boolean registered() {
        return registered;
    }

    void start() {
        again(Duration.ZERO);
    }

    void stop() {
        serial.execute(() -> {
            stopped = true;
            if (registered) {
                guarded(() -> send(request(Duration.ZERO)));
            }
        });
    }

    private void again(Duration after) {
        serial.schedule(
                () -> {
                    if (!stopped) {
                        answeredQuestion = false;
                        guarded(() -> send(request(settings.every())));
                    }
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void guarded(SipThrows work) {
        try {
            work.run();
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            figures.faults.increment();
            LOG.warn("cannot register with trunk {}", trunk, e);
            failed("see above");
        }
    }

    private Request request(Duration life) throws ParseException, InvalidArgumentException {
        var registrar = "sip:" + settings.registrar();
        var us = "<sip:" + settings.user() + "@" + settings.registrar() + ">";
        var ports = provider.getListeningPoint("udp");
        var via = messages.headers()
                .createViaHeader(
                        messages.host(), ports.getPort(), "udp", "z9hG4bK" + Long.toHexString(random.nextLong()));
        var request = messages.messages()
                .createRequest(
                        messages.addresses().createURI(registrar),
                        Request.REGISTER,
                        messages.headers().createCallIdHeader(callId),
                        messages.headers().createCSeqHeader(++sequence, Request.REGISTER),
                        messages.headers()
                                .createFromHeader(
                                        messages.addresses().createAddress(us), Long.toHexString(random.nextLong())),
                        messages.headers().createToHeader(messages.addresses().createAddress(us), null),
                        List.of(via),
                        messages.headers().createMaxForwardsHeader(70));
        request.addHeader(messages.header("Contact", "<" + messages.uri("udp") + ">"));
        request.addHeader(messages.header("Expires", Long.toString(life.toSeconds())));
        return request;
    }

    private void send(Request request) throws SipException {
        var transaction = provider.getNewClientTransaction(request);
        transaction.setApplicationData(this);
        transaction.sendRequest();
    }

    /** The trunk's answer. Any thread. */
    void answered(Response response) {
        serial.execute(() -> guarded(() -> {
            int status = response.getStatusCode();
            if (status == Response.UNAUTHORIZED && !answeredQuestion) {
                answeredQuestion = true;
                send(authorised(response));
            } else if (status < 300) {
                registered = !stopped;
                pause = PAUSE_MIN;
                again(settings.every().dividedBy(2));
            } else {
                failed("status " + status);
            }
        }));
    }

    private Request authorised(Response response) throws ParseException, InvalidArgumentException {
        var request = request(stopped ? Duration.ZERO : settings.every());
        var question = strongest(response);
        var algorithm = Digest.Algorithm.of(question.getAlgorithm() == null ? "" : question.getAlgorithm())
                .orElse(Digest.Algorithm.MD5);
        boolean protect = question.getQop() != null;
        var uri = request.getRequestURI().toString();
        var clientNonce = Long.toHexString(random.nextLong());
        var answer = Digest.response(
                new Digest.Question(
                        algorithm,
                        settings.user(),
                        question.getRealm(),
                        Request.REGISTER,
                        uri,
                        question.getNonce(),
                        protect ? "00000001" : "",
                        clientNonce),
                settings.password());
        request.addHeader(messages.header(
                "Authorization",
                "Digest username=\"" + settings.user() + "\", realm=\"" + question.getRealm() + "\", nonce=\""
                        + question.getNonce() + "\", uri=\"" + uri + "\", response=\"" + answer + "\", algorithm="
                        + algorithm.token()
                        + (protect ? ", qop=auth, nc=00000001, cnonce=\"" + clientNonce + "\"" : "")));
        return request;
    }

    /** The first question that we understand: the asker puts what he likes best first. */
    private static WWWAuthenticateHeader strongest(Response response) {
        var questions = response.getHeaders(WWWAuthenticateHeader.NAME);
        while (questions.hasNext()) {
            var question = (WWWAuthenticateHeader) questions.next();
            var name = question.getAlgorithm() == null ? "" : question.getAlgorithm();
            if (Digest.Algorithm.of(name).isPresent()) {
                return question;
            }
        }
        throw new IllegalStateException("a 401 without a question that we understand");
    }

    /** Tries again later, and later each time. Any thread. */
    void failed(String why) {
        serial.execute(() -> {
            registered = false;
            LOG.warn("not registered with trunk {}: {}; next try in {}", trunk, why, pause);
            again(pause);
            var longer = pause.multipliedBy(2);
            pause = longer.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : longer;
        });
    }
}
