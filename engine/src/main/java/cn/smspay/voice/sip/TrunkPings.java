package cn.smspay.voice.sip;

import io.netty.util.concurrent.EventExecutor;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the hosts of a trunk by OPTIONS whether they are there. A trunk is there as long as one of its hosts answers,
 * whatever the answer. Everything happens on one executor.
 */
final class TrunkPings {
    private static final Logger LOG = LoggerFactory.getLogger(TrunkPings.class);

    private final SipSettings.Ping settings;
    private final String trunk;
    private final JainLeg.LegSurroundings around;
    private final EventExecutor serial;
    private final RandomGenerator random;
    private final Clock clock;
    private final Map<String, Boolean> hosts = new ConcurrentHashMap<>();

    TrunkPings(
            SipSettings.Ping settings,
            String trunk,
            JainLeg.LegSurroundings around,
            EventExecutor serial,
            RandomGenerator random,
            Clock clock) {
        this.clock = clock;
        this.settings = settings;
        this.trunk = trunk;
        this.around = around;
        this.serial = serial;
        this.random = random;
    }

    void start() {
        serial.scheduleAtFixedRate(
                () -> settings.hosts().forEach(this::ask), 0, settings.every().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void ask(String host) {
        IntConsumer answered = status -> serial.execute(
                () -> heard(host, status != Response.REQUEST_TIMEOUT && status != Response.SERVICE_UNAVAILABLE));
        // A name may have to be looked up first, or a connection made.
        around.ways().outgoing().send("ping of " + host, () -> send(host, answered), () -> answered.accept(503));
    }

    private void send(String host, IntConsumer answered) throws SipException, ParseException, InvalidArgumentException {
        var transaction = around.provider().getNewClientTransaction(request(host));
        transaction.setApplicationData(answered);
        transaction.sendRequest();
    }

    private Request request(String host) throws ParseException, InvalidArgumentException {
        var messages = around.messages();
        var uri = messages.addresses().createURI("sip:" + host);
        var us = messages.addresses().createAddress("<" + messages.uri("udp") + ">");
        var transport = host.toLowerCase(java.util.Locale.ROOT).contains("transport=tcp") ? "tcp" : "udp";
        var point = around.provider().getListeningPoint(transport);
        var via = messages.headers()
                .createViaHeader(
                        messages.host(), point.getPort(), transport, "z9hG4bK" + Long.toHexString(random.nextLong()));
        var request = messages.messages()
                .createRequest(
                        uri,
                        Request.OPTIONS,
                        messages.headers().createCallIdHeader(Long.toHexString(random.nextLong())),
                        messages.headers().createCSeqHeader(1L, Request.OPTIONS),
                        messages.headers().createFromHeader(us, Long.toHexString(random.nextLong())),
                        messages.headers()
                                .createToHeader(messages.addresses().createAddress("<sip:" + host + ">"), null),
                        List.of(via),
                        messages.headers().createMaxForwardsHeader(70));
        request.addHeader(messages.contact(request));
        return request;
    }

    private void heard(String host, boolean there) {
        var before = hosts.put(host, there);
        if (before == null ? !there : before != there) {
            if (there) {
                LOG.info("host {} of trunk {} answers again", host, trunk);
            } else {
                LOG.warn("host {} of trunk {} does not answer", host, trunk);
            }
        }
        around.figures().answers(trunk, host, there, clock.instant());
    }
}
