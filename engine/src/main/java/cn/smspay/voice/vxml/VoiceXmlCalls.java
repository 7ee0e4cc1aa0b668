package cn.smspay.voice.vxml;

import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.desk.VoiceDesk;
import cn.smspay.talk.desk.VoiceInput;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.voice.call.CallNotes;
import cn.smspay.voice.call.CallRecord.HungUpBy;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.CarriedCall;
import cn.smspay.voice.call.SpokenVoice;
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

    /** Why there is no page, and the HTTP status that says so. */
    enum Refusal {
        BAD_REQUEST(400),
        /** No such call: never begun, over, or nothing was heard of it for too long. */
        UNKNOWN_CALL(404),
        UNKNOWN_NUMBER(404),
        /** Neither the page that the caller has in front, nor the one before. */
        OUT_OF_TURN(409),
        FULL(503);

        final int status;

        Refusal(int status) {
            this.status = status;
        }
    }

    /** A page to come, or why there is none. */
    record Answer(CompletionStage<String> page, Optional<Refusal> refusal) {
        static Answer of(CompletionStage<String> page) {
            return new Answer(page, Optional.empty());
        }

        static Answer of(String page) {
            return of(CompletableFuture.completedFuture(page));
        }

        static Answer refused(Refusal refusal) {
            return new Answer(CompletableFuture.completedFuture(""), Optional.of(refusal));
        }
    }

    private final VoiceXmlSettings settings;
    private final SpokenVoice voice;
    private final CarriedCall.Books books;
    private final RandomGenerator random;
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    /** By platform, its name for the call, caller and number: for a start that is sent twice. */
    private final Map<CallNotes.Origin, Call> started = new ConcurrentHashMap<>();

    VoiceXmlCalls(VoiceXmlSettings settings, SpokenVoice voice, CarriedCall.Books books, RandomGenerator random) {
        this.settings = settings;
        this.voice = voice;
        this.books = books;
        this.random = random;
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

    /**
     * @param session the platform's name for the call
     * @param peer the platform's address
     */
    Answer start(String session, String caller, ServiceNumber dialled, String peer) {
        if (!settings.numbers().contains(dialled)) {
            books.figures().refused(cn.smspay.voice.call.Refusal.UNKNOWN_NUMBER);
            return Answer.refused(Refusal.UNKNOWN_NUMBER);
        }
        var origin = new CallNotes.Origin(session, caller, dialled.digits(), "vxml:" + peer);
        Call call;
        synchronized (started) {
            var earlier = started.get(origin);
            if (earlier != null) {
                return earlier.again();
            }
            if (calls.size() >= settings.calls()) {
                books.figures().refused(cn.smspay.voice.call.Refusal.FULL);
                return Answer.refused(Refusal.FULL);
            }
            call = new Call(origin);
            started.put(origin, call);
            calls.put(call.name, call);
        }
        return call.answer(desk().begin(call.name, caller, dialled));
    }

    /** The caller answered page number {@code turn}. */
    Answer next(String name, int turn, VoiceInput input) {
        var call = calls.get(name);
        boolean hangUp = input instanceof VoiceInput.HungUp;
        if (call == null) {
            return hangUp ? Answer.of(VoiceXmlPage.end()) : Answer.refused(Refusal.UNKNOWN_CALL);
        }
        return hangUp ? call.over(CallResult.CALLER_HUNG_UP, HungUpBy.CALLER) : call.next(turn, input);
    }

    /** Ends the calls of which nothing was heard for too long. */
    void expire() {
        var now = clock().instant();
        calls.values().stream()
                .filter(call -> call.until.isBefore(now))
                .forEach(call -> call.over(CallResult.SESSION_EXPIRED, HungUpBy.SERVICE));
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
    private final class Call {
        final String name = newName();
        private final CallNotes.Origin origin;
        private final CarriedCall carried;
        /** If nothing is heard of it by then, it is over. */
        volatile Instant until = clock().instant().plus(settings.patience());

        private int turn;
        private CompletionStage<String> page = CompletableFuture.completedFuture("");
        /** The desk has said its last word. */
        private boolean deskDone;

        /** The platform has answered before it asked us. */
        Call(CallNotes.Origin origin) {
            this.origin = origin;
            this.carried = new CarriedCall(name, origin, books);
            carried.answered();
        }

        synchronized Answer answer(CompletionStage<VoiceTurn> next) {
            int number = ++turn;
            page = next.thenApply(said -> page(number, said)).exceptionally(this::apology);
            return Answer.of(page);
        }

        /** What goes wrong on our side ends this call: its page hangs up. */
        private String apology(Throwable failure) {
            LOG.error("call {} cannot go on", name, failure);
            lastWord(CallResult.FAULT);
            return VoiceXmlPage.goodbye(List.of());
        }

        private String page(int number, VoiceTurn said) {
            var tracks = voice.tracks(said.say());
            return said.next()
                    .fold(
                            collect -> VoiceXmlPage.ask(name, number, tracks, collect),
                            transfer -> {
                                var uri = settings.agents().get(transfer.target());
                                lastWord(uri == null ? CallResult.TRANSFER_FAILED : CallResult.TRANSFERRED);
                                if (uri == null) {
                                    LOG.error("call {}: no agent is configured for {}", name, transfer.target());
                                    return VoiceXmlPage.goodbye(tracks);
                                }
                                return VoiceXmlPage.transfer(tracks, uri);
                            },
                            hangUp -> {
                                lastWord(CallResult.COMPLETED);
                                return VoiceXmlPage.goodbye(tracks);
                            });
        }

        /** The page that ends the call is the last that we hear of it: the platform does not say when it was spoken. */
        private synchronized void lastWord(CallResult result) {
            deskDone = true;
            started.remove(origin, this);
            carried.ended(result, HungUpBy.SERVICE);
            until = clock().instant().plus(LINGERING);
        }

        synchronized Answer again() {
            return turn <= 1 ? Answer.of(page) : Answer.refused(Refusal.OUT_OF_TURN);
        }

        synchronized Answer next(int answered, VoiceInput input) {
            until = clock().instant().plus(settings.patience());
            if (answered == turn - 1) {
                return Answer.of(page);
            }
            boolean shown = page.toCompletableFuture().isDone();
            if (answered != turn || !shown || deskDone) {
                return Answer.refused(Refusal.OUT_OF_TURN);
            }
            return answer(desk().input(name, input));
        }

        Answer over(CallResult result, HungUpBy by) {
            if (calls.remove(name) != null) {
                started.remove(origin, this);
                carried.ended(result, by);
                if (!lastWordSaid()) {
                    desk().input(name, new VoiceInput.HungUp());
                }
            }
            return Answer.of(VoiceXmlPage.end());
        }

        private synchronized boolean lastWordSaid() {
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
