package cn.smspay.voice.vxml;

import cn.smspay.base.AddressBlock;
import cn.smspay.base.Threads;
import cn.smspay.base.Ticker;
import cn.smspay.net.http.HttpLimits;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.talk.desk.VoiceDesk;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallRecords;
import cn.smspay.voice.call.CarriedCall;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.call.Waiting;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a carrier's voice platform with VoiceXML 2.1: {@code GET /vxml} or {@code GET /vxml/start} begins a call,
 * {@code POST /vxml/next} takes what the caller did. Thread-safe.
 */
public final class VoiceXmlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceXmlServer.class);
    /** The largest request is a few form fields. */
    private static final int BODY_BYTES_MAX = 16 * 1024;
    /** Connections of a platform that stay open between two pages. */
    private static final int CONNECTIONS_MAX = 2000;

    /** A platform's connection that is not used any more. */
    private static final Duration IDLE = Duration.ofSeconds(120);
    /** A platform asks as often as its callers press keys. */
    private static final int REQUESTS_MAX = 10_000_000;

    private static final int LINE_MAX = 4_096;
    private static final int HEADERS_MAX = 8_192;
    private static final int FIELDS_MAX = 16;
    private static final int THREADS = 4;
    /** A caller has answered by then, or kept silent. */
    private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(15);

    private static final Duration FETCHING = Duration.ofSeconds(2);

    private final List<AddressBlock> peers;
    private final CallFigures figures;
    private final VoiceXmlCalls calls;
    /** Looks after calls, and for their end. */
    private final DefaultEventExecutor timer =
            new DefaultEventExecutor(Threads.unending(new DefaultThreadFactory("vxml", true), this::isClosing));

    private final HttpServer server;
    private volatile boolean closing;

    /**
     * Listens at once; an address that cannot be had is an {@link IllegalStateException}.
     *
     * @param desk what a call is about
     * @param voice which recordings a sentence is
     * @param records where ended calls go
     * @param figures where calls are counted
     * @param random names the calls; whoever guesses a name can speak for the caller, so let it be a secure one
     */
    public VoiceXmlServer(
            VoiceXmlSettings settings,
            VoiceDesk desk,
            SpokenVoice voice,
            Clock clock,
            CallRecords records,
            CallFigures figures,
            RandomGenerator random) {
        this.peers = settings.peers().stream().map(AddressBlock::of).toList();
        this.figures = figures;
        this.calls =
                new VoiceXmlCalls(settings, voice, new CarriedCall.CallBooks(desk, records, figures, clock), random);
        var routes = new VoiceXmlHandler(settings, calls, new Sounds(voice, clock)).routes();
        try {
            this.server = HttpServer.open(http(settings), routes, Ticker.system(), this::isOurs);
        } catch (IOException e) {
            closing = true;
            timer.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IllegalStateException(
                    "cannot listen for a voice platform on " + settings.host() + ':' + settings.port(), e);
        }
        timer.scheduleWithFixedDelay(
                Threads.lasting("looking after calls of the voice platform", calls::expire), 1, 1, TimeUnit.SECONDS);
    }

    private static HttpSettings http(VoiceXmlSettings settings) {
        var limits = new HttpLimits(
                LINE_MAX,
                HEADERS_MAX,
                BODY_BYTES_MAX,
                FIELDS_MAX,
                IDLE,
                GOODBYE_WITHIN,
                settings.patience(),
                CONNECTIONS_MAX,
                // Never the narrower bound: a platform has one address.
                CONNECTIONS_MAX + 1,
                REQUESTS_MAX,
                REQUESTS_MAX,
                THREADS,
                CONNECTIONS_MAX);
        return new HttpSettings(
                "vxml", settings.host(), settings.port(), List.of(), Optional.empty(), List.of(), limits);
    }

    /** Lets known peers in. */
    private boolean isOurs(InetAddress peer) {
        boolean known = peers.stream().anyMatch(network -> network.contains(peer));
        if (!known) {
            LOG.warn("refused {}: not a voice platform of ours", peer);
            figures.strangers.increment();
        }
        return known;
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** Calls under way. */
    public int calls() {
        return calls.size();
    }

    /**
     * Takes no more calls and waits for those that are there; those that are left then get a goodbye as their next page, and
     * what is left after that is ended.
     */
    public void stop(Duration patience) {
        calls.stop();
        Waiting.until(calls::quiet, patience, timer);
        if (!calls.quiet()) {
            calls.sayGoodbye();
            Waiting.until(calls::quiet, GOODBYE_WITHIN, timer);
            // The platform has still to fetch the last page and its recordings, and does not say when it has.
            Waiting.until(() -> false, FETCHING, timer);
        }
        close();
    }

    /** Takes no more requests, and ends the calls under way. */
    @Override
    public void close() {
        calls.close();
        server.close();
        closing = true;
        timer.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private boolean isClosing() {
        return closing;
    }
}
