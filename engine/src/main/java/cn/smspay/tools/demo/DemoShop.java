package cn.smspay.tools.demo;

import cn.smspay.accounts.merchants.MerchantOrder.PayChannel;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Desks;
import cn.smspay.counter.Key;
import cn.smspay.counter.MerchantDesk.OrderView;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A shop with two orders, one below and one above the amount that needs a code, so that the checkout can be tried. */
final class DemoShop {
    static final String ID = "demo-shop";
    private static final Duration GOOD_FOR = Duration.ofHours(24);

    private final Desks desks;

    DemoShop(Desks desks) {
        this.desks = desks;
    }

    /** The tokens of two fresh orders. */
    List<String> orders() {
        var operator = Caller.operator("demo");
        desks.merchants().apply(operator, key(operator), ID, "星河书店").join();
        desks.merchants()
                .state(operator, key(operator), ID, Profiles.State.LIVE, "demo")
                .join();
        return Stream.of(order(45_80, "《营造法式》1件"), order(128_00, "《中国古代建筑史》等2件"))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> order(long fen, String subject) {
        var shop = Caller.of(Channel.MERCHANT, ID, "local", Role.MERCHANT);
        var wish = new Orders.Wish(
                UUID.randomUUID().toString(), new Fen(fen), subject, PayChannel.WWW, null, null, GOOD_FOR, false);
        return desks.merchants().create(shop, key(shop), ID, wish).join() instanceof Reply.Done<OrderView> done
                ? Optional.of(done.value().token())
                : Optional.empty();
    }

    private static Key key(Caller caller) {
        return Key.of(caller, UUID.randomUUID().toString(), "demo");
    }
}
