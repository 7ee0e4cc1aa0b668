package cn.smspay.voice.vxml;

import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.desk.VoiceDesk;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.voice.call.CallLimits;
import cn.smspay.voice.call.CallNotes;
import cn.smspay.voice.call.CallRecord.HungUpBy;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.CarriedCall;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.speech.Playlist.Track;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of a voice platform, page by page. Every page has a number, so that a request sent twice gets the same page
 * and what was keyed in is not taken for the answer to the next question. Thread-safe.
 */
final class VoiceXmlCalls {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceXmlCalls.class);
    private static final int NAME_BYTES = 16;
    /** The last page is kept a little, for a platform that asks for it twice. */
    private static final Duration LINGERING = Duration.ofSeconds(30);

    private static final int BAD_REQUEST = 400;
    /** A number that is not ours; a call never begun, over, or of which nothing was heard for too long. */
    private static final int NOT_FOUND = 404;
    /** Neither the page that the caller has in front, nor the one before. */
    private static final int OUT_OF_TURN = 409;

    private static final int TOO_MANY = 429;

    /** A page to come, or the HTTP status that says why there is none. */
    record PageOrRefusal(CompletionStage<String> page, int refusal) {
        static PageOrRefusal of(CompletionStage<String> page) {
            return new PageOrRefusal(page, 0);
        }

        static PageOrRefusal of(String page) {
            return of(CompletableFuture.completedFuture(page));
        }

        private static PageOrRefusal refused(int status) {
            return new PageOrRefusal(CompletableFuture.completedFuture(""), status);
        }

        static PageOrRefusal badRequest() {
            return refused(BAD_REQUEST);
        }

        boolean isRefused() {
            return refusal != 0;
        }
    }

    /** What the page in front of the caller tells us besides what he did. */
    enum PageReport {
        /** The platform cannot go on. */
        ERROR,
        /** The agent has the caller. */
        HANDED_OVER
    }

    private final VoiceXmlSettings settings;
    private final SpokenVoice voice;
    private final CarriedCall.CallBooks books;
    private final RandomGenerator random;
    private final CallLimits limits;
    private final Map<String, VoiceXmlCall> calls = new ConcurrentHashMap<>();
    /** By platform, its name for the call, caller and number: for a start that is sent twice. */
    private final Map<CallNotes.CallOrigin, VoiceXmlCall> started = new ConcurrentHashMap<>();

    private volatile boolean closing;

    VoiceXmlCalls(VoiceXmlSettings settings, SpokenVoice voice, CarriedCall.CallBooks books, RandomGenerator random) {
        this.settings = settings;
        this.voice = voice;
        this.books = books;
        this.random = random;
        this.limits = new CallLimits(settings.limits());
    }

    private VoiceDesk desk() {
        return books.desk();
    }

    private Clock clock() {
        return books.clock();
    }

    int size() {
        return calls.size();
    }

    /** Calls that have not had their last page. */
    boolean quiet() {
        return calls.values().stream().allMatch(VoiceXmlCall::lastWordSaid);
    }

    /** What a platform says when it cannot go on. */
    List<Track> apology() {
        return voice.tracks(desk().apology());
    }

    /** A call to a number that is not ours. */
    PageOrRefusal notOurs(String peer) {
        LOG.warn("a call of the voice platform {} to a number that is not ours is refused", peer);
        books.figures().refused(CallRefusal.UNKNOWN_NUMBER);
        return PageOrRefusal.refused(NOT_FOUND);
    }

    /**
     * @param session the platform's name for the call
     * @param peer the platform's address
     */
    PageOrRefusal start(String session, String caller, ServiceNumber dialled, String peer) {
        var origin = new CallNotes.CallOrigin(session, caller, dialled.digits(), "vxml:" + peer);
        VoiceXmlCall call;
        synchronized (started) {
            var earlier = started.get(origin);
            if (earlier != null) {
                return earlier.again();
            }
            var comer = new CallLimits.Comer(caller, origin.via());
            var refusal = limits.enter(comer, settings.limits().calls(), clock().instant());
            if (refusal.isPresent()) {
                LOG.warn("a call of the voice platform {} is refused: {}", peer, refusal.get());
                books.figures().refused(refusal.get());
                return PageOrRefusal.refused(
                        refusal.get() == CallRefusal.CALLER_BUSY
                                ? TOO_MANY
                                : refusal.get().status());
            }
            call = new VoiceXmlCall(origin, comer);
            started.put(origin, call);
            calls.put(call.name, call);
        }
        return call.answer(desk().begin(call.name, caller, dialled));
    }

    /** The caller answered page number {@code turn}. */
    PageOrRefusal next(String name, int turn, VoiceInput input) {
        var call = calls.get(name);
        boolean hangUp = input instanceof VoiceInput.HungUp;
        if (call == null) {
            return hangUp ? PageOrRefusal.of(VoiceXmlPage.end()) : PageOrRefusal.refused(NOT_FOUND);
        }
        return hangUp ? call.hungUp() : call.next(turn, input);
    }

    /** The platform tells something of page number {@code turn} of a call, which is over with that. */
    PageOrRefusal report(String name, PageReport report) {
        var call = calls.get(name);
        if (call != null && report == PageReport.ERROR) {
            LOG.warn("call {} ends: the voice platform reports an error", name);
            call.over(CallResult.FAULT, HungUpBy.SERVICE);
        } else if (call != null) {
            call.over(CallResult.TRANSFERRED, HungUpBy.SERVICE);
        }
        return PageOrRefusal.of(VoiceXmlPage.leave());
    }

    /** Ends the calls of which nothing was heard for too long, and those that last too long. */
    void expire() {
        var now = clock().instant();
        calls.values().stream().filter(call -> call.until.isBefore(now)).forEach(VoiceXmlCall::expired);
    }

    /** Takes no more calls. */
    void stop() {
        limits.stop();
    }

    /** From now on every page says goodbye. */
    void sayGoodbye() {
        closing = true;
    }

    /** Ends all calls. */
    void close() {
        calls.values().forEach(call -> call.over(CallResult.DRAINED, HungUpBy.SERVICE));
    }

    private String newName() {
        var bytes = new byte[NAME_BYTES];
        random.nextBytes(bytes);
        return "vxml-" + HexFormat.of().formatHex(bytes);
    }

    /** One call. Locked while it decides, never while the desk thinks. */
    private final class VoiceXmlCall {
        final String name = newName();
        private final CallNotes.CallOrigin origin;
        private final CallLimits.Comer comer;
        private final CarriedCall carried;
        private final Instant longest = clock().instant().plus(settings.limits().longestCall());
        /** If nothing is heard of it by then, it is over. */
        volatile Instant until = clock().instant().plus(settings.patience());

        private int turn;
        private CompletionStage<String> page = CompletableFuture.completedFuture("");
        /** The call has its last page, and has been recorded. */
        private boolean deskDone;
        /** An agent is being called. */
        private boolean away;

        /** The platform has answered before it asked us. */
        VoiceXmlCall(CallNotes.CallOrigin origin, CallLimits.Comer comer) {
            this.origin = origin;
            this.comer = comer;
            this.carried = new CarriedCall(name, origin, books);
            carried.answered();
        }

        synchronized PageOrRefusal answer(CompletionStage<VoiceTurn> next) {
            int number = ++turn;
            page = next.thenApply(said -> page(number, said)).exceptionally(this::apology);
            return PageOrRefusal.of(page);
        }

        /** What goes wrong on our side ends this call: its page hangs up. */
        private String apology(Throwable failure) {
            LOG.error("call {} cannot go on", name, failure);
            lastWord(CallResult.FAULT);
            return VoiceXmlPage.goodbye(VoiceXmlCalls.this.apology());
        }

        private String page(int number, VoiceTurn said) {
            var tracks = voice.tracks(said.say());
            return said.next()
                    .fold(
                            collect -> closing
                                    ? goodbye(tracks, CallResult.DRAINED)
                                    : VoiceXmlPage.ask(
                                            new VoiceXmlPage.CallPosition(name, number, VoiceXmlCalls.this.apology()),
                                            tracks,
                                            collect),
                            transfer -> handOver(number, tracks, transfer.target()),
                            hangUp -> {
                                lastWord(CallResult.COMPLETED);
                                return VoiceXmlPage.goodbye(tracks);
                            });
        }

        /** The engine stops: these are the last words, and a goodbye after them. */
        private String goodbye(List<Track> tracks, CallResult result) {
            desk().input(name, new VoiceInput.HungUp());
            lastWord(result);
            return VoiceXmlPage.goodbye(Stream.concat(tracks.stream(), VoiceXmlCalls.this.apology().stream())
                    .toList());
        }

        /** Nobody to call is told like an agent who does not answer: by the page itself, at once. */
        private synchronized String handOver(int number, List<Track> tracks, String target) {
            away = true;
            var place = new VoiceXmlPage.CallPosition(name, number, VoiceXmlCalls.this.apology());
            var uri = Optional.ofNullable(settings.agents().get(target));
            if (uri.isEmpty()) {
                LOG.error("call {} cannot be handed over: no agent is configured for {}", name, target);
            }
            return uri.map(agent -> VoiceXmlPage.transfer(place, tracks, agent, settings.handOver()))
                    .orElseGet(() -> VoiceXmlPage.nobody(place, tracks));
        }

        /** The page that ends the call is the last that we hear of it: the platform does not say when it was spoken. */
        private void lastWord(CallResult result) {
            lastWord(result, HungUpBy.SERVICE);
        }

        private synchronized void lastWord(CallResult result, HungUpBy by) {
            if (!deskDone) {
                deskDone = true;
                started.remove(origin, this);
                limits.leave(comer);
                carried.ended(result, by);
                until = clock().instant().plus(LINGERING);
            }
        }

        synchronized PageOrRefusal again() {
            return turn <= 1 ? PageOrRefusal.of(page) : PageOrRefusal.refused(OUT_OF_TURN);
        }

        synchronized PageOrRefusal next(int answered, VoiceInput input) {
            if (answered == turn - 1) {
                return PageOrRefusal.of(page);
            }
            boolean shown = page.toCompletableFuture().isDone();
            boolean notHandedOver = input instanceof VoiceInput.HandOverFailed;
            if (answered != turn || !shown || deskDone || notHandedOver != away) {
                return PageOrRefusal.refused(OUT_OF_TURN);
            }
            var now = clock().instant();
            if (!now.isBefore(longest)) {
                turn++;
                page = CompletableFuture.completedFuture(goodbye(List.of(), CallResult.TOO_LONG));
                return PageOrRefusal.of(page);
            }
            away = false;
            until = now.plus(settings.patience());
            return answer(desk().input(name, input));
        }

        PageOrRefusal hungUp() {
            over(CallResult.CALLER_HUNG_UP, HungUpBy.CALLER);
            return PageOrRefusal.of(VoiceXmlPage.end());
        }

        /** A platform need not say that it handed a caller over. */
        void expired() {
            over(isAway() ? CallResult.TRANSFERRED : CallResult.SESSION_EXPIRED, HungUpBy.SERVICE);
        }

        private synchronized boolean isAway() {
            return away;
        }

        void over(CallResult result, HungUpBy by) {
            if (calls.remove(name) != null && !lastWordSaid()) {
                lastWord(result, by);
                desk().input(name, new VoiceInput.HungUp());
            }
        }

        synchronized boolean lastWordSaid() {
            return deskDone;
        }
    }

    /** What a platform says of a caller's keys: spaced, or with SRGS names for star and pound. */
    static VoiceInput.Keys keys(String text) {
        var keys = text.replace("dtmf-star", "*")
                .replace("dtmf-pound", "#")
                .replace("dtmf-", "")
                .replace(" ", "");
        return new VoiceInput.Keys(new Secret(keys));
    }
}
