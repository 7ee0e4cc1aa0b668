package cn.smspay.voice.sip;

import cn.smspay.base.RepeatedTrouble;
import cn.smspay.voice.call.CallFigures;
import io.netty.util.concurrent.EventExecutor;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.AuthorizationHeader;
import javax.sip.header.ProxyAuthenticateHeader;
import javax.sip.header.ProxyAuthorizationHeader;
import javax.sip.header.WWWAuthenticateHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Makes us known to a trunk and keeps it so (RFC 3261 10). Everything happens on one executor. */
final class TrunkRegistration {
    private static final Logger LOG = LoggerFactory.getLogger(TrunkRegistration.class);
    private static final Duration PAUSE_MIN = Duration.ofSeconds(2);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(2);
    /** A first question, and one more for a nonce that is too old or a proxy on the way. */
    private static final int QUESTIONS_MAX = 2;
    /** Nobody needs a registration to last longer; beyond that the number is a mistake. */
    private static final Duration LIFE_MAX = Duration.ofDays(1);

    private static final Pattern EXPIRES = Pattern.compile("(?i);\\s*expires\\s*=\\s*([0-9]{1,9})");

    private final SipSettings.Registration settings;
    private final String trunk;
    private final SipProvider provider;
    private final SipMessages messages;
    private final CallFigures figures;
    private final Outgoing outgoing;
    private final EventExecutor serial;
    private final RandomGenerator random;
    private final String callId;
    private long sequence;
    private Duration pause = PAUSE_MIN;
    private long failures;
    /** How long a registration is to last: as configured, or longer if the trunk insists. */
    private Duration life;

    private int questions;
    private volatile boolean registered;
    private boolean stopped;

    TrunkRegistration(
            SipSettings.Registration settings,
            String trunk,
            JainLeg.LegSurroundings around,
            EventExecutor serial,
            RandomGenerator random) {
        this.settings = settings;
        this.life = settings.every();
        this.trunk = trunk;
        this.provider = around.provider();
        this.messages = around.messages();
        this.figures = around.figures();
        this.outgoing = around.ways().outgoing();
        this.serial = serial;
        this.random = random;
        this.callId = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }

    boolean registered() {
        return registered;
    }

    void start() {
        figures.trunk(trunk, this::registered);
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
                        questions = 0;
                        guarded(() -> send(request(life)));
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
            failed(StackLog.place(e));
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

    /** The registrar's name may have to be looked up first, which is not for a thread of signalling. */
    private void send(Request request) {
        outgoing.send(
                "registrar of " + trunk,
                () -> {
                    var transaction = provider.getNewClientTransaction(request);
                    transaction.setApplicationData(this);
                    transaction.sendRequest();
                },
                () -> failed("it cannot be reached"));
    }

    /** The trunk's answer. Any thread. */
    void answered(Response response) {
        serial.execute(() -> guarded(() -> {
            int status = response.getStatusCode();
            switch (status) {
                case Response.UNAUTHORIZED, Response.PROXY_AUTHENTICATION_REQUIRED -> asked(response);
                case Response.INTERVAL_TOO_BRIEF -> tooBrief(response);
                default -> {
                    if (status < 300) {
                        accepted(response);
                    } else {
                        failed("status " + status);
                    }
                }
            }
        }));
    }

    private void asked(Response response) throws ParseException, InvalidArgumentException {
        if (questions++ < QUESTIONS_MAX) {
            send(authorised(response));
        } else {
            failed("status " + response.getStatusCode() + ", are user and password right?");
        }
    }

    /** Registrations have to last longer there (RFC 3261 10.2.8). */
    private void tooBrief(Response response) throws ParseException, InvalidArgumentException {
        var least = seconds(SipMessages.value(response, "Min-Expires"));
        if (least.isPresent() && least.get().compareTo(life) > 0) {
            life = least.get();
            questions = 0;
            send(request(life));
        } else {
            failed("status 423");
        }
    }

    private void accepted(Response response) {
        if (!registered && !stopped) {
            LOG.info("registered with trunk {}", trunk);
        }
        registered = !stopped;
        pause = PAUSE_MIN;
        failures = 0;
        again(granted(response).dividedBy(2));
    }

    /** How long it is going to last: the trunk may say less than we asked for, at our Contact or for all. */
    private Duration granted(Response response) {
        var ours = messages.uri("udp");
        return SipMessages.values(response, "Contact").stream()
                .filter(contact -> contact.contains(ours))
                .map(EXPIRES::matcher)
                .filter(Matcher::find)
                .map(m -> m.group(1))
                .findFirst()
                .or(() -> SipMessages.value(response, "Expires"))
                .flatMap(text -> seconds(Optional.of(text)))
                .filter(given -> given.compareTo(life) < 0)
                .orElse(life);
    }

    private static Optional<Duration> seconds(Optional<String> text) {
        return text.filter(t -> t.matches("[0-9]{1,9}"))
                .map(t -> Duration.ofSeconds(Long.parseLong(t)))
                .filter(t -> !t.isZero() && t.compareTo(LIFE_MAX) <= 0);
    }

    private Request authorised(Response response) throws ParseException, InvalidArgumentException {
        var request = request(stopped ? Duration.ZERO : life);
        boolean proxy = response.getStatusCode() == Response.PROXY_AUTHENTICATION_REQUIRED;
        var question = strongest(response, proxy ? ProxyAuthenticateHeader.NAME : WWWAuthenticateHeader.NAME);
        var algorithm = Digest.Algorithm.of(question.getAlgorithm() == null ? "" : question.getAlgorithm())
                .orElse(Digest.Algorithm.MD5);
        boolean protect = question.getQop() != null;
        var uri = request.getRequestURI().toString();
        var clientNonce = Long.toHexString(random.nextLong());
        var answer = Digest.response(
                new Digest.DigestInput(
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
                proxy ? ProxyAuthorizationHeader.NAME : AuthorizationHeader.NAME,
                "Digest username=\"" + settings.user() + "\", realm=\"" + question.getRealm() + "\", nonce=\""
                        + question.getNonce() + "\", uri=\"" + uri + "\", response=\"" + answer + "\", algorithm="
                        + algorithm.token()
                        + (protect ? ", qop=auth, nc=00000001, cnonce=\"" + clientNonce + "\"" : "")));
        return request;
    }

    /** The first question that we understand: the asker puts what he likes best first. */
    private static WWWAuthenticateHeader strongest(Response response, String header) {
        var questions = response.getHeaders(header);
        while (questions.hasNext()) {
            var question = (WWWAuthenticateHeader) questions.next();
            var name = question.getAlgorithm() == null ? "" : question.getAlgorithm();
            if (Digest.Algorithm.of(name).isPresent()) {
                return question;
            }
        }
        throw new IllegalStateException(header + " without a question that we understand");
    }

    private static String spoken(Duration pause) {
        long minutes = pause.toMinutes();
        return minutes == 0 ? pause.toSeconds() + " s" : minutes + " min " + pause.toSecondsPart() + " s";
    }

    /** Tries again later, and later each time. Any thread. */
    void failed(String why) {
        serial.execute(() -> {
            registered = false;
            failures++;
            LOG.atLevel(RepeatedTrouble.isTold(failures) ? Level.WARN : Level.DEBUG)
                    .addKeyValue("trunk", trunk)
                    .addKeyValue("times", failures)
                    .log("not registered with trunk {}: {}; next try in {}", trunk, why, spoken(pause));
            again(pause);
            var longer = pause.multipliedBy(2);
            pause = longer.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : longer;
        });
    }
}
