package cn.smspay.web.site;

import cn.smspay.accounts.Accounts;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.counter.Reply;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.MerchantDesk;
import cn.smspay.store.Tx;
import cn.smspay.web.site.SiteService.CheckoutOrder;
import cn.smspay.web.site.SiteService.CheckoutPaid;
import cn.smspay.web.site.SiteService.Visitor;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The checkout of merchants' orders, as its pages see it. Thread-safe. */
final class SiteCheckout {
    private final SiteLane lane;
    private final Desks desks;
    private final Accounts accounts;

    SiteCheckout(SiteLane lane, Desks desks) {
        this.lane = lane;
        this.desks = desks;
        this.accounts = desks.counter().accounts();
    }

    CompletionStage<Reply<CheckoutOrder>> order(@Nullable Member who, Visitor from, String token) {
        return desks.merchants()
                .checkout(token)
                .thenCompose(reply -> reply.fold(
                        done -> who == null
                                ? CompletableFuture.completedFuture(
                                        Reply.done(order(done.value(), "", Fen.ZERO, Fen.ZERO)))
                                : lane.<CheckoutOrder>read(who, tx -> Reply.done(order(tx, who, done.value()))),
                        no -> CompletableFuture.completedFuture(Reply.refused(
                                no.reason().equals("unknown-order") ? "not-found" : no.reason(), no.facts())),
                        pending -> CompletableFuture.completedFuture(Reply.refused("busy"))));
    }

    private CheckoutOrder order(Tx tx, Member who, MerchantDesk.Checkout checkout) {
        var account = accounts.subscribers().customer(tx, who.id()).found();
        if (account == null) {
            return order(checkout, "", Fen.ZERO, Fen.ZERO);
        }
        var pocket = accounts.purchases()
                .pocket(tx, who.id(), checkout.order().amount())
                .<String>fold(SiteLane::word, no -> "");
        return order(
                checkout, pocket, lane.held(tx, account.no(), Pocket.CASH), lane.held(tx, account.no(), Pocket.CARD));
    }

    private static CheckoutOrder order(MerchantDesk.Checkout checkout, String pocket, Fen cash, Fen card) {
        var order = checkout.order();
        var state = switch (order.state()) {
            case PAID -> "paid";
            case CLOSED -> "closed";
            default -> "open";
        };
        var held = pocket.equals("card") ? card : cash;
        var back = order.returnUrl();
        return new CheckoutOrder(
                order.no(),
                checkout.merchantName(),
                host(back),
                order.subject(),
                order.merchantNo(),
                order.amount(),
                order.expiresAt(),
                state,
                back == null ? "" : back,
                pocket,
                held.covers(order.amount()) ? held.minus(order.amount()) : Fen.ZERO,
                cash,
                card,
                checkout.wantsCode(),
                null);
    }

    private static String host(@Nullable String url) {
        try {
            var host = url == null ? null : URI.create(url).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    CompletionStage<Reply<CheckoutPaid>> pay(
            Member who, Visitor from, String word, String token, Secret pay, @Nullable Secret code) {
        var caller = SiteLane.caller(who, from);
        return desks.merchants()
                .pay(caller, SiteLane.key(caller, word, token, pay, code), who.id(), token, pay, code)
                .thenApply(reply -> reply.fold(
                        done -> Reply.done(new CheckoutPaid(
                                done.value().number(),
                                pocket(done.value().from()),
                                done.value().balance(),
                                lane.now())),
                        no -> Reply.refused(no.reason(), no.facts()),
                        pending -> Reply.refused("busy")));
    }

    private static String pocket(String word) {
        return word.startsWith("card") ? "card" : "cash";
    }
}
