package cn.smspay.tools.demo;

import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.PartnerDesk;
import cn.smspay.engine.Engine;
import cn.smspay.outside.carrier.Boss;
import cn.smspay.outside.merchant.Shop;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Makes the demonstration's merchant live, with fresh keys at every start, and tells where its doors are. */
final class DemoShop {
    static final String NAME = "演示商城";
    static final String ID = "demo-shop";
    private static final String BOSS = "demo-boss";

    private final PartnerDesk desk;
    private final Caller operator = Caller.operator("demo");

    private DemoShop(PartnerDesk desk) {
        this.desk = desk;
    }

    /** The lines of the banner. */
    static List<String> open(Engine engine, Shop shop) {
        new DemoShop(engine.desks().partners()).open("http://127.0.0.1:" + engine.partnerPort(), shop);
        return List.of("partner http://127.0.0.1:" + engine.partnerPort() + "/v1", "shop " + shop.address() + "/");
    }

    /** Connects the carrier's customer system; its line of the banner. */
    static String open(Engine engine, Boss boss) {
        var door = "http://127.0.0.1:" + engine.partnerPort();
        var shop = new DemoShop(engine.desks().partners());
        var fresh = shop.freshKey(Role.BOSS, BOSS);
        boss.connect(door, fresh.id(), Objects.requireNonNull(fresh.secret()));
        return "boss " + boss.address() + "/";
    }

    private PartnerDesk.KeyView freshKey(Role role, String client) {
        for (var old : done(desk.keys(client).join())) {
            if (old.endsAt() == null) {
                desk.endKey(operator, key(), client, old.id()).join();
            }
        }
        return done(desk.addKey(operator, key(), role, client, null, false).join());
    }

    private void open(String door, Shop shop) {
        desk.apply(operator, key(), ID, NAME).join();
        desk.state(operator, key(), ID, Profiles.State.LIVE, "demo").join();
        desk.addresses(operator, key(), ID, shop.hook(), shop.address() + "/").join();
        var fresh = freshKey(Role.MERCHANT, ID);
        var secret = done(desk.notifySecret(operator, key(), ID).join());
        shop.connect(door, fresh.id(), Objects.requireNonNull(fresh.secret()), secret.secret());
    }

    /** Every start is another request. */
    private Key key() {
        return Key.of(operator, "demo-" + UUID.randomUUID(), "");
    }

    private static <T> T done(Reply<T> reply) {
        if (reply instanceof Reply.Done<T> done) {
            return done.value();
        }
        throw new IllegalStateException("the demonstration's merchant cannot be set up: " + reply.outcome());
    }
}
