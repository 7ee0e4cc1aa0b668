package cn.smspay.web.desks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.merchants.MerchantOrder.PayChannel;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.MerchantDesk.OrderView;
import cn.smspay.net.http.HttpLimits;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The desks of the staff on the real counter, and people who work there. */
final class DeskFixture implements AutoCloseable {
    static final String NUMBER = "13810010001";
    static final String PASSWORD = "Correct-Horse-7";

    final World world;
    StaffDoor door;
    private final Map<String, String> secrets = new HashMap<>();

    DeskFixture(Path folder) {
        world = new World(folder);
        door = open(0);
    }

    private StaffDoor open(int port) {
        try {
            return new StaffDoor(
                    HttpSettings.loopback("staff", port).with(HttpLimits.USUAL.requests(100_000, 100_000)),
                    world.desks(),
                    world.clock,
                    new SecureRandom(),
                    true);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The desks are started again: what was in memory is gone, the address is the same. */
    void restart() {
        int port = door.port();
        door.close();
        door = open(port);
    }

    @Override
    public void close() {
        door.close();
        world.close();
    }

    /** Somebody who has followed his link and is logged in. */
    PageClient staff(String name, Role role, @Nullable String merchant) {
        var operator = Caller.operator("test");
        var invited = world.desks()
                .staff()
                .add(operator, Key.of(operator, "add-" + name, ""), name, Set.of(role), merchant)
                .join();
        var token = invited.<Secret>fold(
                done -> done.value().token(), no -> new Secret(no.reason()), pending -> new Secret(""));
        var client = new PageClient(door.port());
        var page = client.get("/setup/" + token.reveal());
        var secret = page.html().select("main dd.code").text();
        secrets.put(name, secret);
        var home =
                client.follow(client.submit(page, Map.of("chosen", PASSWORD, "again", PASSWORD, "code", code(secret))));
        assertEquals(303, home.status(), home.text());
        return client;
    }

    /** The same person in another browser. */
    PageClient again(String name) {
        var client = new PageClient(door.port());
        client.follow(client.get("/login"), Map.of("name", name, "password", PASSWORD, "code", totp(name)));
        return client;
    }

    /** Who has opened a till with 200 yuan. */
    PageClient clerk() {
        var clerk = staff("clerk", Role.CLERK, null);
        clerk.follow(clerk.get("/till"), Map.of("province", "HUNAN", "till", "3", "counted", "200"));
        return clerk;
    }

    /** The fields that have to be corrected. */
    static List<String> wrong(Page page) {
        return page.html().select(".errors a").eachAttr("href");
    }

    /** Which forms a page has, by where they go. */
    static List<String> forms(Page page) {
        return page.html().select("main form[method=post]").eachAttr("action");
    }

    /** Presses the button of the first thing that waits. */
    static Page release(PageClient boss) {
        var page = boss.get("/approvals");
        var form = page.html().select("main form[action$=/release]").first();
        return boss.submit(page, form == null ? "none" : form.attr("action"), Map.of());
    }

    /** What the authenticator of this person shows, after so long that it has not been used. */
    String totp(String name) {
        world.clock.turn(Duration.ofSeconds(31));
        return code(secrets.getOrDefault(name, ""));
    }

    private String code(String base32) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(octets(base32), "RAW"));
            var hash = mac.doFinal(ByteBuffer.allocate(8)
                    .putLong(world.clock.instant().getEpochSecond() / 30)
                    .array());
            int number = ByteBuffer.wrap(hash, hash[19] & 15, 4).getInt() & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] octets(String base32) {
        var bits = new java.math.BigInteger("0");
        for (char letter : base32.toCharArray()) {
            bits = bits.shiftLeft(5)
                    .or(java.math.BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter)));
        }
        var octets = bits.toByteArray();
        var secret = new byte[20];
        System.arraycopy(
                octets,
                Math.max(0, octets.length - 20),
                secret,
                Math.max(0, 20 - octets.length),
                Math.min(20, octets.length));
        return secret;
    }

    static Page look(PageClient client) {
        return client.follow(
                client.submit(client.get("/customer"), "/customer", Map.of("number", NUMBER, "why", "visit")));
    }

    /** An order of a merchant that is live, and the token of its pay page. */
    String order(String merchant, String no) {
        return order(merchant, no, 50_00);
    }

    String order(String merchant, String no, long fen) {
        var operator = Caller.operator("test");
        var desk = world.desks().partners();
        desk.apply(operator, Key.of(operator, "apply" + merchant, ""), merchant, "星河书店")
                .join();
        desk.state(operator, Key.of(operator, "live" + merchant, ""), merchant, Profiles.State.LIVE, "test")
                .join();
        var shop = Caller.of(Channel.MERCHANT, merchant, "local", Role.MERCHANT);
        var wish =
                new Orders.OrderRequest(no, new Fen(fen), "书", PayChannel.WWW, null, null, Duration.ofHours(1), false);
        var reply = world.desks()
                .merchants()
                .create(shop, Key.of(shop, "o" + no, ""), merchant, wish)
                .join();
        return reply instanceof Reply.Done<OrderView> done ? done.value().token() : reply.toString();
    }

    void pay(SubscriptionId who, String token) {
        var reply = world.desks()
                .merchants()
                .pay(
                        Caller.of(Channel.WEB, "c", "local", Role.CUSTOMER),
                        new Key("c", token, "h"),
                        who,
                        token,
                        new Secret(World.PIN),
                        null)
                .join();
        assertEquals("done", reply.outcome());
    }
}
