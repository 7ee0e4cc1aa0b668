package cn.smspay.web.desks;

import cn.smspay.base.ServiceDay;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.CaseDesk;
import cn.smspay.counter.desks.CustomerCard;
import cn.smspay.counter.desks.CustomerDesk;
import cn.smspay.counter.desks.WalletDesk;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one page tells of a customer; each part is a look of its own, with its row in the audit.
 *
 * @param moves of his money; null without an account
 * @param messages the last texts to him; empty for those who may not see them
 * @param wallet null without one, and for those who may not see it
 */
record CustomerLook(
        CustomerCard card,
        CustomerDesk.@Nullable MovementPage moves,
        List<CustomerDesk.MessageSeen> messages,
        List<CaseDesk.CaseView> cases,
        WalletDesk.@Nullable WalletMovementPage wallet) {
    static final int DAYS_SHOWN = 30;

    private static final Role[] CASES = {Role.AGENT, Role.SUPERVISOR, Role.OPERATOR, Role.AUDITOR};
    private static final Role[] WALLETS = {Role.CLERK, Role.AGENT, Role.OPERATOR, Role.AUDITOR};

    /** All looks, one after the other in the lane. */
    static CompletableFuture<Reply<CustomerLook>> of(DeskVisit visit, LookedUpCustomer looked) {
        return visit.desks()
                .customers()
                .query(visit.caller(), Subject.number(looked.number()), looked.why())
                .thenCompose(reply -> reply.fold(
                        done -> rest(visit, looked, done.value()),
                        no -> CompletableFuture.completedFuture(Reply.refused(no.reason(), no.facts())),
                        pending -> CompletableFuture.completedFuture(Reply.refused("busy"))));
    }

    private static CompletableFuture<Reply<CustomerLook>> rest(
            DeskVisit visit, LookedUpCustomer looked, CustomerCard card) {
        var subject = Subject.number(looked.number());
        var caller = visit.caller();
        var today = ServiceDay.date(visit.now());
        boolean open = card.account() != null;
        var moves = open
                ? value(visit.desks()
                        .customers()
                        .transactions(caller, subject, today.minusDays(DAYS_SHOWN), today, null, looked.why()))
                : CompletableFuture.<CustomerDesk.@Nullable MovementPage>completedFuture(null);
        var messages = value(visit.desks().customers().messages(caller, looked.number(), looked.why()));
        var cases = visit.me().has(CASES)
                ? value(visit.desks().cases().of(caller, looked.number()))
                : CompletableFuture.<CaseDesk.CaseView.@Nullable Page>completedFuture(null);
        var wallet = open && visit.me().has(WALLETS)
                ? value(visit.desks().wallets().query(caller, subject, looked.why()))
                : CompletableFuture.<WalletDesk.@Nullable WalletMovementPage>completedFuture(null);
        return CompletableFuture.allOf(moves, messages, cases, wallet).thenApply(all -> {
            var texts = messages.join();
            var works = cases.join();
            return Reply.done(new CustomerLook(
                    card,
                    moves.join(),
                    texts == null ? List.of() : texts.messages(),
                    works == null ? List.of() : works.cases(),
                    wallet.join()));
        });
    }

    private static <T> CompletableFuture<@Nullable T> value(CompletableFuture<Reply<T>> reply) {
        return reply.thenApply(it -> it instanceof Reply.Done<T> done ? done.value() : null);
    }
}
