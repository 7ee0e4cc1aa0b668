package cn.smspay.ops.admin;

import static cn.smspay.ops.admin.AdminInput.KEY;
import static cn.smspay.ops.admin.AdminInput.WHY;
import static cn.smspay.ops.admin.AdminInput.caller;
import static cn.smspay.ops.admin.AdminInput.day;
import static cn.smspay.ops.admin.AdminInput.done;
import static cn.smspay.ops.admin.AdminInput.key;
import static cn.smspay.ops.admin.AdminInput.listed;
import static cn.smspay.ops.admin.AdminInput.told;
import static cn.smspay.ops.admin.AdminInput.why;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.merchants.PartySettlements.Party;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.MerchantDesk;
import cn.smspay.counter.desks.PartnerDesk;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/** Words about merchants, and about days that are settled. */
record MerchantWords(Desks desks) {
    private static final int PAGE = 100;
    private static final String ID = "id";
    private static final String BEFORE = "before";
    private static final String EVENT = "event";
    private static final String BANK = "bank";
    private static final Set<Role> PROGRAMS = Set.of(Role.MERCHANT, Role.BOSS, Role.BANK, Role.TERMINAL);

    void register(ControlSocket socket) {
        life(socket);
        keys(socket);
        trade(socket);
        settlement(socket);
    }

    private void life(ControlSocket socket) {
        socket.register(
                "merchant.list",
                ask -> told(partners()
                        .merchants(caller(ask.only("after")), ask.text("after").orElse(""))));
        socket.register("merchant.show", ask -> {
            var shown = new LinkedHashMap<String, Object>();
            shown.put("merchant", told(partners().profile(id(ask.only(ID)))));
            shown.put("balance_fen", told(desk().balance(id(ask))));
            return shown;
        });
        socket.register("merchant.add", ask -> {
            ask.only(ID, "name", KEY);
            return told(partners().apply(caller(ask), key(ask), id(ask), ask.required("name")));
        });
        socket.register("merchant.state", ask -> {
            ask.only(ID, "state", WHY, KEY);
            var to = ask.required("state", MerchantWords::readState, "live, suspended or closed");
            return told(partners().state(caller(ask), key(ask), id(ask), to, why(ask)));
        });
        socket.register("merchant.addresses", ask -> {
            ask.only(ID, "notify", "return", KEY);
            return told(partners()
                    .addresses(
                            caller(ask),
                            key(ask),
                            id(ask),
                            ask.text("notify").orElse(null),
                            ask.text("return").orElse(null)));
        });
    }

    private static Optional<Profiles.State> readState(String text) {
        return Arrays.stream(Profiles.State.values())
                .filter(each -> each != Profiles.State.APPLIED)
                .filter(each -> each.name().equalsIgnoreCase(text))
                .findFirst();
    }

    private void keys(ControlSocket socket) {
        socket.register("merchant.keys", ask -> listed("keys", partners().keys(id(ask.only(ID)))));
        socket.register("merchant.key", this::addKey);
        socket.register("merchant.key-end", ask -> {
            ask.only(ID, "key_id", KEY);
            return told(partners().endKey(caller(ask), key(ask), id(ask), ask.required("key_id")));
        });
        socket.register(
                "merchant.notify-secret",
                ask -> told(partners().notifySecret(caller(ask), key(ask.only(ID, KEY)), id(ask))));
    }

    private Object addKey(Ask ask) throws InterruptedException {
        ask.only(ID, "public_key", "role", "test", KEY);
        var role = ask.optional(
                        "role",
                        text -> Role.read(text).filter(PROGRAMS::contains),
                        "one of merchant, boss, bank, terminal")
                .orElse(Role.MERCHANT);
        var publicKey = ask.text("public_key").isPresent()
                ? new String(Papers.read(ask, "public_key"), StandardCharsets.US_ASCII)
                : null;
        return told(partners().addKey(caller(ask), key(ask), role, id(ask), publicKey, ask.on("test")));
    }

    private void trade(ControlSocket socket) {
        socket.register("merchant.orders", ask -> {
            ask.only(ID, BEFORE);
            return listed("orders", desk().orders(id(ask), ask.text(BEFORE).orElse(""), PAGE));
        });
        socket.register("merchant.order", ask -> {
            ask.only(ID, "no");
            var shown = new LinkedHashMap<String, Object>();
            shown.put("order", told(desk().order(id(ask), ask.required("no"))));
            shown.put("refunds", told(desk().refunds(id(ask), ask.required("no"))));
            return shown;
        });
        socket.register("merchant.notifications", ask -> {
            ask.only(ID, BEFORE);
            return listed(
                    "notifications",
                    partners().deliveries(id(ask), ask.number(BEFORE).orElse(Long.MAX_VALUE), PAGE));
        });
        socket.register("merchant.tries", ask -> {
            ask.only(ID, EVENT);
            return listed("tries", partners().tries(id(ask), ask.requiredNumber(EVENT)));
        });
        socket.register("merchant.tell-again", ask -> {
            ask.only(ID, EVENT, KEY);
            return done(partners().tellAgain(caller(ask), key(ask), id(ask), ask.requiredNumber(EVENT)));
        });
    }

    private void settlement(ControlSocket socket) {
        socket.register("merchant.settlements", ask -> {
            ask.only(ID);
            return listed(
                    "settlements", desk().settlements(id(ask), desks.today().plusDays(1), PAGE));
        });
        socket.register("settle.merchant", ask -> {
            ask.only(ID, "day", BANK, WHY, KEY);
            return told(
                    desks.settlements().merchant(caller(ask), key(ask), id(ask), day(ask, "day"), bank(ask), why(ask)));
        });
        socket.register("settle.province", ask -> party(ask, Party.PROVINCE));
        socket.register("settle.issuer", ask -> party(ask, Party.ISSUER));
    }

    private Object party(Ask ask, Party party) throws InterruptedException {
        ask.only("province", "day", BANK, WHY, KEY);
        return told(desks.settlements()
                .party(caller(ask), key(ask), party, AdminInput.province(ask), day(ask, "day"), bank(ask), why(ask)));
    }

    private PartnerDesk partners() {
        return desks.partners();
    }

    private MerchantDesk desk() {
        return desks.merchants();
    }

    private static BankCode bank(Ask ask) {
        return ask.required(BANK, BankCode::read, "a code like ICBC");
    }

    private static String id(Ask ask) {
        return ask.required(ID);
    }
}
