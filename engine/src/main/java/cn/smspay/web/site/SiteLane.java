package cn.smspay.web.site;

import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.store.Job;
import cn.smspay.store.Tx;
import cn.smspay.web.site.SiteService.Visitor;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the site's functions get into the lane: whose act it is, its key, and looks that leave no audit row. Thread-safe. */
final class SiteLane {
    private final Counter counter;

    SiteLane(Counter counter) {
        this.counter = counter;
    }

    static Caller caller(String name, Visitor from) {
        return Caller.of(Channel.WEB, name, from.address(), Role.CUSTOMER);
    }

    static Caller caller(Member who, Visitor from) {
        return caller("customer-" + who.id(), from);
    }

    /** The same word with the same request is the same act; what was asked for is part of the key, secrets too. */
    static Key key(Caller caller, String word, @Nullable Object... request) {
        return Key.of(caller, word, print(Arrays.asList(request)));
    }

    static Subject subject(Member who) {
        return Subject.customer(who.id());
    }

    /** What a desk has answered, and then a look at what came of it; the act stands whatever the look says. */
    static <A, T> CompletionStage<Reply<T>> then(
            CompletionStage<Reply<A>> answer, Function<A, CompletionStage<Reply<T>>> look) {
        return answer.thenCompose(reply -> reply.fold(
                done -> look.apply(done.value()),
                no -> CompletableFuture.completedFuture(Reply.refused(no.reason(), no.facts())),
                pending -> CompletableFuture.completedFuture(Reply.refused("busy"))));
    }

    /** A look behind an act waits for room in the lane: an act that is done is never called refused. */
    <T> CompletionStage<Reply<T>> after(Object key, Function<Tx, T> question) {
        return counter.parts().lane().submit(Job.of(key, tx -> Reply.done(question.apply(tx))));
    }

    private static String print(List<?> request) {
        var text = new StringBuilder();
        for (var part : request) {
            var value = part instanceof Secret secret ? secret.reveal() : String.valueOf(part);
            text.append(value.length()).append(':').append(value);
        }
        return text.toString();
    }

    <T> CompletableFuture<Reply<T>> read(Object key, Function<Tx, Reply<T>> question) {
        return counter.read(key, question);
    }

    <T> CompletableFuture<Reply<T>> read(Member who, Function<Tx, Reply<T>> question) {
        return read(Subject.customer(who.id()), question);
    }

    Instant now() {
        return counter.parts().clock().instant();
    }

    <T> Reply<T> withAccount(Tx tx, SubscriptionId who, Function<Account, Reply<T>> then) {
        var account = counter.accounts().subscribers().customer(tx, who).found();
        return account == null ? Reply.refused(Refusal.of(Refusal.Reason.NO_ACCOUNT)) : then.apply(account);
    }

    Fen held(Tx tx, AccountNo no, Pocket pocket) {
        return counter.accounts().ledger().balance(tx, no, pocket);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
