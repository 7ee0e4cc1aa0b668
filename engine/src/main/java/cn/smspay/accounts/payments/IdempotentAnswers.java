package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.base.Channel;
import cn.smspay.base.Sha256;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers by the key of their request, where the book does not know them (R 3.0.11): a refusal by a rule is an answer, and
 * the same request gets it again even if the rule would let it pass by now. A request that is malformed gets no answer
 * that is kept. Keys of messages, of calls and of the engine's own work never come twice, so nothing is written for those.
 */
final class IdempotentAnswers {
    private static final Table<String, Row> ROW = Table.of("answered_request", String.class, Row.class);

    private IdempotentAnswers() {}

    /** @param refusal see {@link Refusal#written}; null for what was done */
    private record Row(
            String idempotencyKey, long inputHash, @Nullable String refusal, Instant answeredAt) {}

    /**
     * Does {@code act}, unless it was refused under this key before.
     *
     * @param what everything that is asked for, place included, without secrets
     */
    static <T> Answer<T> refusedOnce(Tx tx, Request request, String what, Supplier<Answer<T>> act) {
        if (isOurs(request.channel())) {
            return act.get();
        }
        var known = tx.find(ROW, request.key());
        if (known.isPresent()) {
            return known.get().inputHash() == hash(request.who(), what)
                    ? refused(known.get())
                    : Answer.refused(Refusal.of(Reason.KEY_REUSED));
        }
        var answer = act.get();
        refusal(answer).filter(IdempotentAnswers::isByARule).ifPresent(refusal -> keep(tx, request, what, refusal));
        return answer;
    }

    /**
     * Does {@code act} once, refused or not.
     *
     * @param again the answer to a repetition of what was done
     */
    static <T> Answer<T> once(Tx tx, Request request, String what, Supplier<Answer<T>> act, Supplier<Answer<T>> again) {
        if (isOurs(request.channel())) {
            return act.get();
        }
        var known = tx.find(ROW, request.key());
        if (known.isPresent() && known.get().refusal() == null) {
            return known.get().inputHash() == hash(request.who(), what)
                    ? again.get()
                    : Answer.refused(Refusal.of(Reason.KEY_REUSED));
        }
        var answer = refusedOnce(tx, request, what, act);
        if (refusal(answer).isEmpty()) {
            keep(tx, request, what, null);
        }
        return answer;
    }

    private static void keep(Tx tx, Request request, String what, @Nullable Refusal refusal) {
        tx.add(
                ROW,
                new Row(
                        request.key(),
                        hash(request.who(), what),
                        refusal == null ? null : refusal.written(),
                        request.now()));
    }

    private static <T> Optional<Refusal> refusal(Answer<T> answer) {
        return answer.fold(done -> Optional.empty(), Optional::of);
    }

    private static <T> Answer<T> refused(Row row) {
        return row.refusal() == null
                ? Answer.refused(Refusal.of(Reason.KEY_REUSED))
                : Answer.refused(Refusal.read(row.refusal()));
    }

    private static boolean isOurs(Channel channel) {
        return channel == Channel.SMS || channel == Channel.IVR || channel == Channel.SYSTEM;
    }

    /** Whether a rule said no, rather than that the request itself was unusable or not whole yet. */
    private static boolean isByARule(Refusal refusal) {
        return switch (refusal.reason()) {
            case BAD_AMOUNT -> !refusal.facts().isEmpty();
            case KEY_REUSED, CODE_WANTED, CONFIRM_TEST, REPEATED -> false;
            default -> true;
        };
    }

    private static long hash(SubscriptionId who, String what) {
        return ByteBuffer.wrap(Sha256.of(who + "|" + what)).getLong();
    }
}
