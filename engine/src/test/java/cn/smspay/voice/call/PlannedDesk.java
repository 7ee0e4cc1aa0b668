package cn.smspay.voice.call;

import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.desk.VoiceDesk;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A desk that answers what a test has planned and remembers what it was told. */
public final class PlannedDesk implements VoiceDesk {
    private final Queue<CompletionStage<VoiceTurn>> turns = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    public PlannedDesk then(VoiceNext next, String... texts) {
        var say = Stream.of(texts).map(text -> new Spoken("zh", text, Map.of())).toList();
        return then(new VoiceTurn(say, next));
    }

    public PlannedDesk then(VoiceTurn turn) {
        turns.add(CompletableFuture.completedFuture(turn));
        return this;
    }

    /** The next turn comes when the test gives it. */
    public CompletableFuture<VoiceTurn> later() {
        var turn = new CompletableFuture<VoiceTurn>();
        turns.add(turn);
        return turn;
    }

    /** The next thing that the desk is told, waiting for it. */
    public String heard() throws InterruptedException {
        var next = heard.poll(5, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("the desk was told nothing");
        }
        return next;
    }

    public boolean toldNothingMore() {
        return heard.isEmpty();
    }

    public static VoiceNext.Collect collect(int max, char finish) {
        return new VoiceNext.Collect(max, finish, Duration.ofSeconds(5), Duration.ofSeconds(3), false);
    }

    @Override
    public CompletionStage<VoiceTurn> begin(String call, String caller, ServiceNumber dialled) {
        heard.add("call from [" + caller + "] to " + dialled);
        return turns.remove();
    }

    @Override
    public CompletionStage<VoiceTurn> input(String call, VoiceInput input) {
        heard.add(input.fold(
                keys -> "keys " + keys.keys().reveal(), () -> "silence", () -> "hung up", () -> "not handed over"));
        return input instanceof VoiceInput.HungUp
                ? CompletableFuture.completedFuture(new VoiceTurn(java.util.List.of(), new VoiceNext.HangUp()))
                : turns.remove();
    }

    @Override
    public CompletionStage<VoiceTurn> returned(String call, String caller, ServiceNumber dialled) {
        heard.add("back from the agent [" + caller + "] to " + dialled);
        return turns.remove();
    }

    @Override
    public java.util.List<Spoken> apology() {
        return java.util.List.of(new Spoken("zh", "感谢您的来电，再见。", Map.of()));
    }

    @Override
    public String path(String call) {
        return "menu";
    }
}
