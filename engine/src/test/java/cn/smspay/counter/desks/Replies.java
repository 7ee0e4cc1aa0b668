package cn.smspay.counter.desks;

import cn.smspay.base.Channel;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Requests;
import cn.smspay.counter.Role;
import cn.smspay.testing.World;
import java.util.concurrent.CompletableFuture;

/** Callers and short forms of replies for the tests of the desks. */
public final class Replies {
    public static final Caller LI = Caller.of(Channel.HALL, "li.lei", "10.0.0.7", Role.CLERK);
    public static final Caller HAN = Caller.of(Channel.HALL, "han.meimei", "10.0.0.8", Role.CLERK);
    public static final Caller BOSS = Caller.of(Channel.BOSS, "boss", "10.0.1.1", Role.BOSS);
    public static final Caller AGENT = Caller.of(Channel.AGENT, "lucy", "10.0.2.1", Role.AGENT);
    public static final Caller CHIEF = Caller.of(Channel.HALL, "wang", "10.0.0.9", Role.SUPERVISOR);

    private Replies() {}

    public static Key key(Caller caller, String word) {
        return Key.of(caller, word, word);
    }

    /** {@code done}, {@code pending} or the reason. */
    public static String said(CompletableFuture<? extends Reply<?>> reply) {
        var outcome = reply.join().outcome();
        return outcome.startsWith("refused:") ? outcome.substring("refused:".length()) : outcome;
    }

    public static <T> T value(CompletableFuture<Reply<T>> reply) {
        return reply.join()
                .fold(
                        done -> done.value(),
                        no -> {
                            throw new AssertionError(no);
                        },
                        pending -> {
                            throw new AssertionError(pending);
                        });
    }

    public static <T> long pending(CompletableFuture<Reply<T>> reply) {
        return reply.join()
                .fold(
                        done -> {
                            throw new AssertionError(done);
                        },
                        no -> {
                            throw new AssertionError(no);
                        },
                        pending -> pending.requestId());
    }

    /** How a pending request of this client ended. */
    public static <T> Requests.KnownRequest<T> known(World world, Caller caller, long id, Class<T> type) {
        return world.in(tx -> world.counter().requests().find(tx, caller.client(), id, type))
                .orElseThrow();
    }
}
