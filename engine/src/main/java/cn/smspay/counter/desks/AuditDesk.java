package cn.smspay.counter.desks;

import cn.smspay.base.Threads;
import cn.smspay.books.audit.AuditCheck;
import cn.smspay.books.audit.AuditEntry;
import cn.smspay.books.audit.AuditTrail;
import cn.smspay.counter.Act;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Who did what (R 4.12); looking at it is a row of it. */
public final class AuditDesk {
    private static final int PAGE = 100;
    private static final Act<AuditRows> LIST =
            Act.of("audit.list", AuditRows.class, Role.AUDITOR, Role.SUPERVISOR, Role.OPERATOR);

    private static final Act<Checked> CHECK =
            Act.of("audit.check", Checked.class, Role.AUDITOR, Role.SUPERVISOR, Role.OPERATOR);

    private final Counter counter;
    private final ThreadPoolExecutor checks = Threads.resting("audit-check");

    AuditDesk(Counter counter) {
        this.counter = counter;
    }

    /** Newest first. */
    public record AuditRows(List<Row> rows) {}

    public record Row(
            long id,
            Instant at,
            String who,
            String address,
            String act,
            String subject,
            String why,
            String what,
            String outcome) {
        static Row of(long id, AuditEntry e) {
            return new Row(id, e.at(), e.who(), e.address(), e.act(), e.subject(), e.why(), e.what(), e.outcome());
        }
    }

    /** @param faults where the chain is broken; none if every row follows from the one before it */
    public record Checked(List<String> faults) {}

    /** Computes the chain over all rows again; it is read beside the lane, for it may be long. */
    public CompletableFuture<Reply<Checked>> check(Caller caller) {
        return counter.<Checked>look(
                        caller, CHECK, Subject.thing("audit", "chain"), "", deal -> Reply.done(new Checked(List.of())))
                .thenApplyAsync(
                        reply -> reply.fold(
                                done -> Reply.done(
                                        new Checked(counter.parts().store().read(AuditCheck::verify))),
                                no -> reply,
                                pending -> reply),
                        checks);
    }

    /**
     * The newest rows.
     *
     * @param subject rows about this customer only; null for all
     * @param before rows with smaller numbers only; null for the newest
     */
    public CompletableFuture<Reply<AuditRows>> list(
            Caller caller, @Nullable Subject subject, @Nullable Long before, String why) {
        var about = subject == null ? Subject.thing("audit", "all") : subject;
        return counter.look(
                caller,
                LIST,
                about,
                why,
                deal -> Reply.done(new AuditRows(AuditTrail.newest(
                                deal.tx(),
                                subject == null ? null : deal.who(),
                                before == null ? Long.MAX_VALUE : before,
                                PAGE)
                        .stream()
                        .map(row -> Row.of(row.id(), row.entry()))
                        .toList())));
    }
}
