package cn.smspay.voice.sip;

import cn.smspay.base.MonotonicClock;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallRecord;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.FakeVoiceDesk;
import cn.smspay.voice.rtp.Inband;
import cn.smspay.voice.rtp.PortRange;
import cn.smspay.voice.rtp.Tones;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server on ports of the system's choice, with a desk that plays a little menu. */
final class TestServer implements AutoCloseable {
    static final SipSettings.Trunk TRUNK =
            new SipSettings.Trunk("gw", List.of("127.0.0.1"), true, 1000, Optional.empty());
    static final SipSettings.Phones PHONES = new SipSettings.Phones(
            "smspay",
            List.of("127.0.0.2/31"),
            List.of(new SipSettings.Phone("alice", new Secret("s3cret"), new Msisdn("13800138000"))),
            true);
    static final CallSettings.CallCaps LIMITS = new CallSettings.CallCaps(
            1000,
            1000,
            1000,
            Duration.ofMinutes(1),
            Duration.ofSeconds(7),
            Duration.ofSeconds(32),
            Duration.ofSeconds(90));
    static final SipSettings SETTINGS = new SipSettings(
            "127.0.0.1",
            "127.0.0.1",
            0,
            Optional.of(0),
            Optional.empty(),
            List.of(new ServiceNumber("12588")),
            List.of(TRUNK),
            SipSettings.Phones.NONE,
            LIMITS,
            new CallSettings.Sound(PortRange.SYSTEM, 2, Duration.ofSeconds(30), Inband.FALLBACK),
            Map.of("10086", List.of("sip:10086@127.0.0.1:5999")));

    final FakeVoiceDesk desk = new FakeVoiceDesk();
    final BlockingQueue<CallRecord> records = new LinkedBlockingQueue<>();
    final SipServer server;

    TestServer(SipSettings settings) {
        this.server = new SipServer(
                settings,
                desk,
                new Tones(),
                Clock.systemUTC(),
                records::add,
                new CallFigures(),
                new SecureRandom(),
                MonotonicClock.system());
        server.start();
    }

    static TestServer usual() {
        return new TestServer(SETTINGS);
    }

    static SipSettings with(CallSettings.CallCaps limits) {
        var s = SETTINGS;
        return new SipSettings(
                s.host(),
                s.advertised(),
                0,
                s.tcpPort(),
                s.tls(),
                s.numbers(),
                s.trunks(),
                s.phones(),
                limits,
                s.sound(),
                s.agents());
    }

    static SipSettings with(List<SipSettings.Trunk> trunks, SipSettings.Phones phones) {
        var s = SETTINGS;
        return new SipSettings(
                s.host(),
                s.advertised(),
                0,
                s.tcpPort(),
                s.tls(),
                s.numbers(),
                trunks,
                phones,
                s.limits(),
                s.sound(),
                s.agents());
    }

    static SipSettings with(CallSettings.Sound sound) {
        var s = SETTINGS;
        return new SipSettings(
                s.host(),
                s.advertised(),
                0,
                s.tcpPort(),
                s.tls(),
                s.numbers(),
                s.trunks(),
                s.phones(),
                s.limits(),
                sound,
                s.agents());
    }

    /** With these agents, and trunks beside the usual one. */
    static SipSettings withAgents(List<SipSettings.Trunk> trunks, String... agents) {
        var s = SETTINGS;
        var all = new java.util.ArrayList<>(trunks);
        all.add(TRUNK);
        return new SipSettings(
                s.host(),
                s.advertised(),
                0,
                s.tcpPort(),
                s.tls(),
                s.numbers(),
                all,
                s.phones(),
                s.limits(),
                s.sound(),
                Map.of("10086", List.of(agents)));
    }

    /** With SIP over TLS on a port that was free a moment ago. */
    static SipSettings withTls(Path keystore, String password) throws IOException {
        try (var probe = new ServerSocket(0)) {
            var s = SETTINGS;
            return new SipSettings(
                    s.host(),
                    s.advertised(),
                    0,
                    s.tcpPort(),
                    Optional.of(new SipSettings.Tls(probe.getLocalPort(), keystore, new Secret(password))),
                    s.numbers(),
                    s.trunks(),
                    s.phones(),
                    s.limits(),
                    s.sound(),
                    s.agents());
        }
    }

    /** The record of the next call that ends; nothing after some seconds. */
    @Nullable
    CallRecord record() throws InterruptedException {
        return records.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        // The library sleeps a second when it stops; no test needs to wait for that.
        var stopping = new Thread(() -> server.stop(Duration.ZERO), "stopping");
        stopping.setDaemon(true);
        stopping.start();
    }
}
