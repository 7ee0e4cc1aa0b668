package cn.smspay.counter;

import cn.smspay.base.Channel;
import cn.smspay.testing.World;
import java.util.concurrent.CompletableFuture;

/** Callers and short forms of replies for the tests of the desks. */
final class Replies {
    static final Caller LI = Caller.of(Channel.HALL, "li.lei", "10.0.0.7", Role.CLERK);
    static final Caller HAN = Caller.of(Channel.HALL, "han.meimei", "10.0.0.8", Role.CLERK);
    static final Caller BOSS = Caller.of(Channel.BOSS, "boss", "10.0.1.1", Role.BOSS);
    static final Caller AGENT = Caller.of(Channel.AGENT, "lucy", "10.0.2.1", Role.AGENT);
    static final Caller CHIEF = Caller.of(Channel.HALL, "wang", "10.0.0.9", Role.SUPERVISOR);

    private Replies() {}

    static Key key(Caller caller, String word) {
        return Key.of(caller, word, word);
    }

    /** {@code done}, {@code pending} or the reason. */
    static String said(CompletableFuture<? extends Reply<?>> reply) {
        var outcome = reply.join().outcome();
        return outcome.startsWith("refused:") ? outcome.substring("refused:".length()) : outcome;
    }

    static <T> T value(CompletableFuture<Reply<T>> reply) {
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

    static <T> long pending(CompletableFuture<Reply<T>> reply) {
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
    static <T> Requests.Known<T> known(World world, Caller caller, long id, Class<T> type) {
        return world.in(tx -> world.counter().requests().find(tx, caller.client(), id, type))
                .orElseThrow();
    }
}
