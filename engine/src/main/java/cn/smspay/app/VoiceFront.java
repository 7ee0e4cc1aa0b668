package cn.smspay.app;

import cn.smspay.config.VoiceConfig;
import cn.smspay.desk.VoiceDesk;
import cn.smspay.ivr.AgiServer;
import cn.smspay.ivr.CallFigures;
import cn.smspay.ivr.SipServer;
import cn.smspay.ivr.SpokenVoice;
import cn.smspay.ivr.StoredCallRecords;
import cn.smspay.ivr.VoiceXmlServer;
import cn.smspay.speech.Speech;
import cn.smspay.store.Lane;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ways by which calls come in, as many as are configured. */
final class VoiceFront implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final Deque<Runnable> open = new ArrayDeque<>();
    private @Nullable SipServer sip;

    /**
     * Starts them.
     *
     * @throws Main.Refused if recordings are missing or damaged, with all of them
     */
    VoiceFront(VoiceConfig config, Path prompts, VoiceDesk desk, Lane lane, Clock clock) {
        if (config.equals(VoiceConfig.OFF)) {
            return;
        }
        var speech = Speech.load(prompts);
        if (!speech.faults().isEmpty()) {
            throw new Main.Refused(String.join(System.lineSeparator(), speech.faults()));
        }
        var voice = new SpokenVoice(speech);
        config.sip().ifPresent(settings -> {
            var server = new SipServer(settings, desk, voice, clock, new StoredCallRecords(lane));
            server.start();
            sip = server;
            open.push(() -> server.stop(STOP_WITHIN));
        });
        config.agi().ifPresent(settings -> open.push(new AgiServer(settings, desk, voice, clock)::close));
        config.vxml()
                .ifPresent(settings ->
                        open.push(new VoiceXmlServer(settings, desk, voice, clock, new SecureRandom())::close));
    }

    /** What calls by SIP have come to, if there is SIP. */
    Optional<CallFigures> figures() {
        return Optional.ofNullable(sip).map(SipServer::figures);
    }

    /** The UDP port of SIP, or -1 if there is no SIP. */
    int sipPort() {
        return sip == null ? -1 : sip.udpPort();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }
}
