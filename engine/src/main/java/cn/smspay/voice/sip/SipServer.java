package cn.smspay.voice.sip;

import cn.smspay.base.AddressBlock;
import cn.smspay.base.MonotonicClock;
import cn.smspay.talk.desk.VoiceDesk;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallRecords;
import cn.smspay.voice.call.Switchboard;
import cn.smspay.voice.call.Voice;
import cn.smspay.voice.rtp.MediaLoops;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TooManyListenersException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers calls: SIP and sound on one side, the {@link VoiceDesk} on the other. Start it once, stop it once; the other
 * methods are thread-safe.
 */
public final class SipServer {
    private static final Logger LOG = LoggerFactory.getLogger(SipServer.class);
    private static final int SIGNALLING_THREADS = 4;
    private static final int VOICE_THREADS = 2;
    private static final int PORT_TRIES = 20;
    /** For BYEs that wait for a connection when the engine stops. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final SipSettings settings;
    private final Clock clock;
    private final CallFigures figures;
    private final SecureRandom random;
    private final MonotonicClock nanos;
    private final MediaLoops loops;
    private final EventExecutorGroup signalling =
            new DefaultEventExecutorGroup(SIGNALLING_THREADS, new DefaultThreadFactory("sip", true));
    private final Outgoing outgoing;
    private final ExecutorService voices =
            Executors.newFixedThreadPool(VOICE_THREADS, new DefaultThreadFactory("voice", true));
    private final Switchboard switchboard;
    private volatile @Nullable Gate gate;
    private final List<TrunkRegistration> registrations = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private @Nullable JainStack stack;
    private SipMessages.Ports ports = new SipMessages.Ports(0, 0, 0);

    /**
     * @param desk what a call is about
     * @param voice what a sentence sounds like
     * @param records where ended calls go
     * @param figures where calls are counted
     * @param random for tags, nonces and sound
     * @param nanos for what waits on connections, and for the pace of sound
     */
    public SipServer(
            SipSettings settings,
            VoiceDesk desk,
            Voice voice,
            Clock clock,
            CallRecords records,
            CallFigures figures,
            SecureRandom random,
            MonotonicClock nanos) {
        this.random = random;
        this.nanos = nanos;
        this.outgoing = new Outgoing(nanos);
        this.settings = settings;
        this.clock = clock;
        this.figures = figures;
        this.loops = new MediaLoops(settings.sound().loops());
        var parts = new Switchboard.Parts(
                desk, voice, records, figures, clock, nanos, voices, new AgentHosts(settings, figures));
        this.switchboard = new Switchboard(settings.calls(), parts, loops, random);
    }

    /**
     * Opens the ports and answers from now on.
     *
     * @throws IllegalStateException with a sentence for the operator, if a port cannot be opened
     */
    public void start() {
        try {
            listen();
        } catch (SipException | InvalidArgumentException | TooManyListenersException | RuntimeException e) {
            stopped.set(true);
            close();
            throw new IllegalStateException("cannot listen for SIP on " + settings.host() + ": " + e.getMessage(), e);
        }
    }

    private void listen() throws SipException, InvalidArgumentException, TooManyListenersException {
        var gate = new Gate(settings, figures, clock);
        this.gate = gate;
        var certificate = settings.tls().map(SipCertificate::load);
        certificate.ifPresent(this::watch);
        var network = new GatedNetwork(gate, certificate, nanos);
        var jain = new JainStack("smspay-" + Long.toHexString(random.nextLong()), gate, network);
        stack = jain;
        int udp = settings.udpPort() == 0 ? freePort(false) : settings.udpPort();
        int tcp = settings.tcpPort()
                .map(port -> port == 0 ? freePort(true) : port)
                .orElse(0);
        int tls = settings.tls().map(SipSettings.Tls::port).orElse(0);
        ports = new SipMessages.Ports(udp, tcp, tls);
        var provider = provider(jain);
        var around = new JainLeg.LegSurroundings(
                provider,
                new SipMessages(settings.advertised(), ports),
                figures,
                settings.limits().retryAfter(),
                new RequestRoutes(
                        jain,
                        network,
                        outgoing,
                        settings.nat().stream().map(AddressBlock::of).toList()));
        var key = new byte[32];
        random.nextBytes(key);
        var door = new PhoneDoor(settings.phones(), new Nonces(key), gate, clock);
        var answers = new SipResponses(around.messages(), figures, random);
        var calls = new NewCalls(settings, switchboard, around, answers, gate, door, signalling);
        provider.addSipListener(new SipEdge(
                around, answers, calls, settings.limits().sessionMin().toSeconds()));
        jain.start();
        register(around);
    }

    /** Says in time, and then every day, that the certificate ends. */
    private void watch(SipCertificate certificate) {
        var now = clock.instant();
        if (certificate.ended(now)) {
            LOG.warn(
                    "the certificate {} of SIP over TLS ended at {}: peers will not connect",
                    certificate.name(),
                    certificate.until());
        } else if (certificate.endsSoon(now)) {
            LOG.warn("the certificate {} of SIP over TLS ends at {}", certificate.name(), certificate.until());
        }
        signalling.schedule(() -> watch(certificate), 1, TimeUnit.DAYS);
    }

    /** One provider for all transports, so that a call may change between them. */
    private SipProvider provider(JainStack jain) throws SipException, InvalidArgumentException {
        var provider = jain.createSipProvider(point(jain, ports.udp(), ListeningPoint.UDP));
        if (ports.tcp() != 0) {
            provider.addListeningPoint(point(jain, ports.tcp(), ListeningPoint.TCP));
        }
        if (ports.tls() != 0) {
            provider.addListeningPoint(point(jain, ports.tls(), ListeningPoint.TLS));
        }
        return provider;
    }

    private ListeningPoint point(JainStack jain, int port, String transport)
            throws SipException, InvalidArgumentException {
        return jain.createListeningPoint(settings.host(), port, transport);
    }

    /** The library wants to know a port's number before it opens it. */
    private int freePort(boolean tcp) {
        for (int i = 0; i < PORT_TRIES; i++) {
            try (var probe = new DatagramSocket(new InetSocketAddress(settings.host(), 0));
                    var connections = new ServerSocket(
                            tcp ? probe.getLocalPort() : 0, 1, InetAddress.getByName(settings.host()))) {
                return tcp ? connections.getLocalPort() : probe.getLocalPort();
            } catch (IOException e) {
                if (i == PORT_TRIES - 1) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("no free port");
    }

    private void register(JainLeg.LegSurroundings around) {
        for (var trunk : settings.trunks()) {
            trunk.ping().ifPresent(ping -> {
                // Until it has been asked it counts as there: nothing is wrong yet.
                ping.hosts().forEach(host -> figures.answers(trunk.name(), host, true, clock.instant()));
                new TrunkPings(ping, trunk.name(), around, signalling.next(), random, clock).start();
            });
            trunk.registration().ifPresent(registration -> {
                var one = new TrunkRegistration(registration, trunk.name(), around, signalling.next(), random);
                registrations.add(one);
                one.start();
            });
        }
    }

    /**
     * Refuses new calls, lets those that are there come to their end, and closes. A second time it does nothing.
     *
     * @param patience how long to wait for them; then they are cut off
     */
    public void stop(Duration patience) {
        if (stopped.getAndSet(true)) {
            return;
        }
        registrations.forEach(TrunkRegistration::stop);
        switchboard.drain(patience);
        close();
    }

    private void close() {
        // What is queued there are the last BYEs: they go first.
        signalling.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        outgoing.drain(LAST_WORDS);
        if (stack != null) {
            stack.stop();
        }
        outgoing.close();
        loops.close();
        voices.shutdown();
    }

    /** From whom new calls are taken from now on; registrations and pings stay as they were at the start. Any thread. */
    public void use(List<SipSettings.Trunk> trunks) {
        var known = gate;
        if (known != null) {
            known.use(trunks);
        }
    }

    public CallFigures figures() {
        return figures;
    }

    /** The port for SIP over UDP, once started. */
    public int udpPort() {
        return ports.udp();
    }

    /** The port for SIP over TCP, once started; 0 without TCP. */
    public int tcpPort() {
        return ports.tcp();
    }

    /** The port for SIP over TLS; 0 without TLS. */
    public int tlsPort() {
        return ports.tls();
    }

    /** Whether every trunk that wants us to register has accepted that. */
    public boolean registered() {
        return registrations.stream().allMatch(TrunkRegistration::registered);
    }
}
