package cn.smspay.talk.dialogue;

import cn.smspay.talk.script.PlainText;
import java.time.Instant;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one uplink costs the dialogues; the actions' outcomes are fixed. */
@State(Scope.Benchmark)
public class DialogueJmh {
    private final Commands commands = new Commands(Talk.SHIPPED.dialogs().values());
    private final Talk talk =
            new Talk().ends("check_withdrawal", "ok", "cash", "500.00", "bank", "工商银行", "tail", "6222");
    private final Machine machine = talk.machine;
    private final Facts facts = talk.facts();
    private final Instant now = talk.clock.instant();
    private final OpenConversations askingAmount = askingAmount();
    private final Outcome balance =
            Talk.how("ok", "cash", "400.00", "card", "30.00", "total", "430.00", "transit", "100.00");

    /** Full width, spaces, a stop: as people type. */
    private String typed = "　ｃｚｋ １８００００００００００００００７。";

    private String command = "CZK 180000000000000007";

    private OpenConversations askingAmount() {
        talk.hear("TX");
        return talk.open;
    }

    @Benchmark
    public String normalise() {
        return PlainText.of(typed);
    }

    @Benchmark
    public Object route() {
        return Objects.requireNonNull(commands.match(command));
    }

    /** CX: routed, the action asked for, its outcome put into words. */
    @Benchmark
    public Turn balanceEnquiry() {
        var doing = Objects.requireNonNull(
                machine.hear(OpenConversations.NONE, "CX", facts, now).doing());
        return machine.outcome(doing, balance, facts, now);
    }

    /** An amount where a withdrawal asks for it: read, checked against the limits, the next action asked for. */
    @Benchmark
    public PendingAction withdrawalAmount() {
        return Objects.requireNonNull(
                machine.hear(askingAmount, "100", facts, now).doing());
    }
}
