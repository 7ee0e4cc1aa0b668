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
import cn.smspay.voice.sip.SipSettings;
import cn.smspay.voice.speech.PromptLanguage;
import cn.smspay.voice.speech.PromptMaker;
import cn.smspay.voice.speech.Speech;
import cn.smspay.voice.vxml.VoiceXmlServer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ways by which calls come in, as many as are configured. */
final class VoiceFront implements AutoCloseable {
    private final Deque<Runnable> open = new ArrayDeque<>();
    private final CallFigures figures = new CallFigures();
    private @Nullable SipServer sip;

    /**
     * Starts them.
     *
     * @throws Exit.Refused if recordings are missing or damaged, with all of them
     */
    VoiceFront(
            VoiceConfig config,
            Path ivrScripts,
            List<PromptLanguage> languages,
            VoiceDesk desk,
            Lane lane,
            Surroundings around) {
        var clock = around.clock();
        if (config.isOff()) {
            return;
        }
        var speeches = new EnumMap<PromptLanguage, Speech>(PromptLanguage.class);
        languages.forEach(language -> speeches.put(language, speech(language, language.in(ivrScripts), config)));
        var voice = new SpokenVoice(speeches);
        var records = new StoredCallRecords(lane);
        config.sip().ifPresent(settings -> {
            var server =
                    new SipServer(settings, desk, voice, clock, records, figures, around.secrets(), around.nanos());
            server.start();
            sip = server;
            open.push(() -> server.stop(config.stopWithin()));
        });
        config.agi().ifPresent(settings -> {
            var server = new AgiServer(settings, desk, voice, clock, records, figures);
            open.push(() -> server.stop(config.stopWithin()));
        });
        config.vxml().ifPresent(settings -> {
            var server = new VoiceXmlServer(settings, desk, voice, clock, records, figures, around.secrets());
            open.push(() -> server.stop(config.stopWithin()));
        });
    }

    private static Speech speech(PromptLanguage language, Path prompts, VoiceConfig config) {
        var speech = Speech.load(prompts, language);
        if (!speech.faults().isEmpty()) {
            throw new Exit.Refused(String.join(System.lineSeparator(), speech.faults()));
        }
        var mixed = new PromptMaker(prompts, language).mixed();
        if (mixed.isPresent() && !config.mixedPrompts()) {
            throw new Exit.Refused(mixed.get());
        }
        return speech;
    }

    /** What calls have come to, if any way is open. */
    Optional<CallFigures> figures() {
        return open.isEmpty() ? Optional.empty() : Optional.of(figures);
    }

    /** From whom new calls are taken, if there is SIP. Any thread. */
    void use(List<SipSettings.Trunk> trunks) {
        if (sip != null) {
            sip.use(trunks);
        }
    }

    /** The UDP port of SIP, or -1 if there is no SIP. */
    int sipPort() {
        return sip == null ? -1 : sip.udpPort();
    }

    @Override
    public void close() {
        // All at once: each lets its calls end for a while.
        var stopping = open.stream().map(way -> new Thread(way, "calls-stop")).toList();
        open.clear();
        stopping.forEach(Thread::start);
        stopping.forEach(VoiceFront::await);
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
