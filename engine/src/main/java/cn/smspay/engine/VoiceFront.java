package cn.smspay.engine;

import cn.smspay.cli.Exit;
import cn.smspay.config.VoiceConfig;
import cn.smspay.store.Lane;
import cn.smspay.talk.desk.VoiceDesk;
import cn.smspay.voice.agi.AgiServer;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.call.StoredCallRecords;
import cn.smspay.voice.sip.SipServer;
import cn.smspay.voice.speech.Speech;
import cn.smspay.voice.vxml.VoiceXmlServer;
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
    private final CallFigures figures = new CallFigures();
    private @Nullable SipServer sip;

    /**
     * Starts them.
     *
     * @throws Exit.Refused if recordings are missing or damaged, with all of them
     */
    VoiceFront(VoiceConfig config, Path prompts, VoiceDesk desk, Lane lane, Clock clock) {
        if (config.equals(VoiceConfig.OFF)) {
            return;
        }
        var speech = Speech.load(prompts);
        if (!speech.faults().isEmpty()) {
            throw new Exit.Refused(String.join(System.lineSeparator(), speech.faults()));
        }
        var voice = new SpokenVoice(speech);
        var records = new StoredCallRecords(lane);
        config.sip().ifPresent(settings -> {
            var server = new SipServer(settings, desk, voice, clock, records, figures);
            server.start();
            sip = server;
            open.push(() -> server.stop(STOP_WITHIN));
        });
        config.agi()
                .ifPresent(settings -> open.push(new AgiServer(settings, desk, voice, clock, records, figures)::close));
        config.vxml().ifPresent(settings -> {
            var server = new VoiceXmlServer(settings, desk, voice, clock, records, figures, new SecureRandom());
            open.push(server::close);
        });
    }

    /** What calls have come to, if any way is open. */
    Optional<CallFigures> figures() {
        return open.isEmpty() ? Optional.empty() : Optional.of(figures);
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
