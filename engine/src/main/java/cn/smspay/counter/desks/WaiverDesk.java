package cn.smspay.counter.desks;

import cn.smspay.counter.Act;
import cn.smspay.counter.ActContext;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.ChargeWaivers.Waiver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Charges that somebody need not pay, or must pay after all: one proposes, another releases (R 4.12), here or by the commands of the
 * billing people. Thread-safe.
 */
public final class WaiverDesk {
    private static final Act<Waiver> PROPOSE =
            Act.of("charge.waive", Waiver.class, Role.AGENT, Role.SUPERVISOR, Role.OPERATOR);
    private static final Act<Waivers> LIST =
            Act.of("charge.waivers", Waivers.class, Role.AGENT, Role.SUPERVISOR, Role.OPERATOR, Role.AUDITOR);
    private static final Act<WaivedRecords> RELEASE =
            Act.of("charge.waive-release", WaivedRecords.class, Role.SUPERVISOR, Role.OPERATOR);
    private static final Act<Nothing> REFUSE =
            Act.of("charge.waive-refuse", Nothing.class, Role.AGENT, Role.SUPERVISOR, Role.OPERATOR);
    private static final Subject ALL = Subject.thing("waivers", "all");

    private final Counter counter;
    private final ChargeWaivers waivers;

    WaiverDesk(Counter counter, ChargeWaivers waivers) {
        this.counter = counter;
        this.waivers = waivers;
    }

    /** What waits. */
    public record Waivers(List<Waiver> waiting) {}

    /** @param records that change amounts, in the next billing file */
    public record WaivedRecords(int records) {}

    /** Codes of reasons, as they are written. */
    public List<String> reasons() {
        return waivers.reasons();
    }

    /**
     * Proposes to waive charges, or to charge waived ones again.
     *
     * @param charges numbers of charge records
     * @param reason one of {@link #reasons}
     * @param note for instance the number of a complaint; goes to the billing file with the reason
     */
    public CompletableFuture<Reply<Waiver>> propose(
            Caller caller, Key key, boolean restores, List<Long> charges, String reason, String note) {
        var first = charges.isEmpty() ? "none" : Long.toString(charges.get(0));
        return counter.act(
                caller,
                key,
                PROPOSE,
                Subject.thing("charge", first),
                note,
                deal -> tried(() -> {
                    deal.note("charges", charges.stream().map(String::valueOf).collect(Collectors.joining(",")))
                            .note("reason", reason)
                            .note("restores", restores);
                    var made = waivers.propose(deal.tx(), restores, charges, reason, note, caller.name(), deal.now());
                    deal.note("waiver", made.id());
                    return Reply.done(made);
                }));
    }

    /** What waits, oldest first. */
    public CompletableFuture<Reply<Waivers>> waiting(Caller caller) {
        return counter.look(
                caller, LIST, ALL, "", deal -> Reply.done(new Waivers(waivers.waiting(deal.tx(), deal.now()))));
    }

    /** Does what another has proposed. */
    public CompletableFuture<Reply<WaivedRecords>> release(Caller caller, Key key, long id) {
        return decide(caller, key, RELEASE, id, "", deal -> {
            int records = waivers.release(deal.tx(), id, caller.name(), deal.now());
            deal.note("records", records);
            return new WaivedRecords(records);
        });
    }

    /** Turns a proposal down; its proposer may take it back so, too. */
    public CompletableFuture<Reply<Nothing>> refuse(Caller caller, Key key, long id, String why) {
        return decide(caller, key, REFUSE, id, why, deal -> {
            waivers.refuse(deal.tx(), id, caller.name(), deal.now());
            return Nothing.NOTHING;
        });
    }

    private <T> CompletableFuture<Reply<T>> decide(
            Caller caller, Key key, Act<T> act, long id, String why, Function<ActContext, T> effect) {
        return counter.act(
                caller,
                key,
                act,
                Subject.thing("waiver", id),
                why,
                deal -> tried(() -> Reply.done(effect.apply(deal))));
    }

    /** The rules look before they write, so that what is refused has left nothing. */
    private static <T> Reply<T> tried(java.util.function.Supplier<Reply<T>> work) {
        try {
            return work.get();
        } catch (ChargeWaivers.WaiverNotPossible e) {
            return Reply.refused(e.reason());
        }
    }
}
