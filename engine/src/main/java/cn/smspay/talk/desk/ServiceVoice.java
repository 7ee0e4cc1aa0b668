package cn.smspay.talk.desk;

import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceNumber;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Reads;
import cn.smspay.store.Route;
import cn.smspay.store.Tx;
import cn.smspay.talk.dialogue.Conversation;
import cn.smspay.talk.dialogue.Say;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.Turn;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The voice service: the same accounts, rules and machine as by short message. A call's conversation lives in memory, since
 * it ends with the call; what it does to money is in the database before it is said.
 */
public final class ServiceVoice implements VoiceDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceVoice.class);
    /** Steps kept for the call record. */
    private static final int PATH_MAX = 500;

    private static final int ENDED_MAX = 10_000;

    private final Desk desk;
    private final Lane lane;
    private final Clock clock;
    private final Map<String, CallState> calls = new ConcurrentHashMap<>();
    /** Paths of calls that have ended, until somebody has written their records. */
    private final Map<String, String> ended = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > ENDED_MAX;
        }
    });

    public ServiceVoice(Desk desk, Lane lane, Clock clock) {
        this.desk = desk;
        this.lane = lane;
        this.clock = clock;
    }

    /** A call under way. */
    private static final class CallState {
        private final Optional<Msisdn> caller;
        private final ServiceNumber dialled;
        private volatile @Nullable Conversation conversation;
        private volatile String path = "";

        CallState(Optional<Msisdn> caller, ServiceNumber dialled) {
            this.caller = caller;
            this.dialled = dialled;
        }

        void passed(List<String> steps) {
            var more = String.join(
                    ">", steps.stream().filter(step -> !step.isEmpty()).toList());
            var whole = path.isEmpty() || more.isEmpty() ? path + more : path + '>' + more;
            path = whole.length() > PATH_MAX ? whole.substring(0, PATH_MAX) : whole;
        }
    }

    /** What one input came to, before it is durable. */
    private record InputProgress(VoiceTurn turn, @Nullable Conversation conversation, List<String> steps) {}

    @Override
    public CompletionStage<VoiceTurn> begin(String call, String caller, ServiceNumber dialled) {
        var begun = new CallState(Msisdn.read(caller), dialled);
        calls.put(call, begun);
        return step(call, begun, (facts, now) -> {
            var machine = desk.machine();
            return machine.call(dialled, facts.who() == null, facts, now);
        });
    }

    @Override
    public CompletionStage<VoiceTurn> returned(String call, String caller, ServiceNumber dialled) {
        var begun = new CallState(Msisdn.read(caller), dialled);
        calls.put(call, begun);
        return step(call, begun, (facts, now) -> desk.machine().returned(dialled, facts.who() == null, facts, now));
    }

    @Override
    public CompletionStage<VoiceTurn> input(String call, VoiceInput input) {
        var known = calls.get(call);
        var conversation = known == null ? null : known.conversation;
        if (known == null || conversation == null) {
            return CompletableFuture.completedFuture(new VoiceTurn(List.of(), new VoiceNext.HangUp()));
        }
        return step(call, known, (facts, now) -> desk.machine().voice(conversation, input, facts, now));
    }

    private CompletionStage<VoiceTurn> step(String name, CallState call, BiFunction<Person, Instant, Turn> work) {
        var queued = lane.offer(new VoiceJob(name, call, work));
        if (queued.isEmpty()) {
            return CompletableFuture.completedFuture(sorry(name));
        }
        return queued.get().handle((progress, failure) -> {
            if (failure != null) {
                LOG.error("a call could not go on", failure);
                return sorry(name);
            }
            call.conversation = progress.conversation();
            call.passed(progress.steps());
            if (progress.turn().next() instanceof VoiceNext.HangUp) {
                forget(name);
            }
            return progress.turn();
        });
    }

    private VoiceTurn sorry(String name) {
        forget(name);
        return new VoiceTurn(List.of(desk.fixed("fault").spoken()), new VoiceNext.HangUp());
    }

    @Override
    public List<Spoken> apology() {
        return desk.closing().stream().map(Say::spoken).toList();
    }

    private void forget(String name) {
        var call = calls.remove(name);
        if (call != null) {
            ended.put(name, call.path);
        }
    }

    @Override
    public String path(String call) {
        var live = calls.get(call);
        return live == null ? ended.getOrDefault(call, "") : live.path;
    }

    private static VoiceNext next(@Nullable VoiceNext next) {
        return next == null ? new VoiceNext.HangUp() : next;
    }

    /** One step of a call, in the order of arrival among everything that concerns its caller. */
    private final class VoiceJob implements Job<InputProgress> {
        private final String name;
        private final CallState call;
        private final BiFunction<Person, Instant, Turn> work;

        VoiceJob(String name, CallState call, BiFunction<Person, Instant, Turn> work) {
            this.name = name;
            this.call = call;
            this.work = work;
        }

        @Override
        public Route route() {
            return call.caller.map(Route::subscriber).orElseGet(() -> Route.about(name));
        }

        @Override
        public void load(Reads ahead) {
            call.caller.ifPresent(msisdn -> desk.load(ahead, msisdn, call.dialled, ReadHints.NONE));
        }

        @Override
        public InputProgress run(Tx tx) {
            var now = clock.instant();
            var who = desk.caller(tx, call.caller).orElse(null);
            var facts = desk.person(tx, who, now);
            var walked = desk.walker().walk(tx, who, Channel.IVR, facts, work.apply(facts, now), now);
            var last = walked.last();
            boolean begins = call.conversation == null;
            tx.afterCommit(() -> desk.tally().count(last.heard(), begins, last.open(), List.of()));
            if (who != null) {
                desk.send(tx, who, walked.sms(), now);
                if (last.start() != null) {
                    desk.begin(tx, who, last.start().dialog(), last.start().step(), Channel.IVR, now);
                }
            }
            var says = walked.says().stream().map(Say::spoken).toList();
            return new InputProgress(
                    new VoiceTurn(says, next(last.next())), last.open().asking(), walked.steps());
        }
    }
}
