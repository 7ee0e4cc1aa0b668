package cn.smspay.voice.call;

import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.desk.VoiceDesk;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A menu of one key: 1 tells a balance and says goodbye, 0 hands over, 2 asks for six secret digits, anything else is
 * asked for again, three times. Remembers what it was told.
 */
public final class FakeVoiceDesk implements VoiceDesk {
    static final VoiceNext.Collect MENU =
            new VoiceNext.Collect(1, ' ', Duration.ofMillis(1500), Duration.ofMillis(1000), false);
    static final VoiceNext.Collect SECRET =
            new VoiceNext.Collect(6, '#', Duration.ofMillis(1500), Duration.ofMillis(1000), true);

    public final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Map<String, Integer> tries = new ConcurrentHashMap<>();

    private volatile CompletionStage<VoiceTurn> first = CompletableFuture.completedFuture(turn("menu", MENU));

    /** From now on it never says what comes first. */
    public void hold() {
        first = new CompletableFuture<>();
    }

    /** From now on it hands callers over at once. */
    public void redirect() {
        first = CompletableFuture.completedFuture(new VoiceTurn(List.of(), new VoiceNext.Transfer("10086")));
    }

    /** From now on it breaks its promise not to fail. */
    public void fail() {
        first = CompletableFuture.failedFuture(new IllegalStateException("the desk is broken"));
    }

    public static Spoken words(String text) {
        return new Spoken("zh", text, Map.of());
    }

    static VoiceTurn turn(String text, VoiceNext next) {
        return new VoiceTurn(List.of(words(text)), next);
    }

    @Override
    public CompletionStage<VoiceTurn> begin(String call, String caller, ServiceNumber dialled) {
        heard.add("begin " + (caller.isEmpty() ? "withheld" : caller) + " " + dialled);
        tries.put(call, 0);
        return first;
    }

    @Override
    public CompletionStage<VoiceTurn> input(String call, VoiceInput input) {
        return CompletableFuture.completedFuture(input.fold(
                keys -> keys(call, keys.keys().reveal()),
                () -> wrong(call, "silence"),
                () -> {
                    heard.add("hung up");
                    return turn("", new VoiceNext.HangUp());
                },
                () -> {
                    heard.add("not handed over");
                    return turn("busy", MENU);
                }));
    }

    private VoiceTurn keys(String call, String keys) {
        return switch (keys) {
            case "1", "123456" -> {
                heard.add("keys " + keys);
                yield turn("balance", new VoiceNext.HangUp());
            }
            case "2" -> {
                heard.add("keys 2");
                yield turn("password", SECRET);
            }
            case "0" -> {
                heard.add("keys 0");
                yield turn("agent", new VoiceNext.Transfer("10086"));
            }
            default -> wrong(call, "keys " + keys);
        };
    }

    private VoiceTurn wrong(String call, String what) {
        heard.add(what);
        return tries.merge(call, 1, Integer::sum) < 3 ? turn("again", MENU) : turn("goodbye", new VoiceNext.HangUp());
    }

    @Override
    public String path(String call) {
        return "menu";
    }

    @Override
    public List<Spoken> apology() {
        return List.of(words("closing"));
    }

    /** What it was told next; empty text after five seconds. */
    public String next() throws InterruptedException {
        var told = heard.poll(5, TimeUnit.SECONDS);
        return told == null ? "" : told;
    }
}
