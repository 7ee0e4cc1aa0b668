package cn.smspay.ops.admin;

import static cn.smspay.ops.admin.AdminInput.KEY;
import static cn.smspay.ops.admin.AdminInput.NUMBER;
import static cn.smspay.ops.admin.AdminInput.WHY;
import static cn.smspay.ops.admin.AdminInput.caller;
import static cn.smspay.ops.admin.AdminInput.customer;
import static cn.smspay.ops.admin.AdminInput.done;
import static cn.smspay.ops.admin.AdminInput.key;
import static cn.smspay.ops.admin.AdminInput.number;
import static cn.smspay.ops.admin.AdminInput.told;
import static cn.smspay.ops.admin.AdminInput.why;

import cn.smspay.base.Secret;
import cn.smspay.counter.desks.CustomerDesk;
import cn.smspay.counter.desks.CustomerDesk.PapersShown;
import cn.smspay.counter.desks.CustomerDesk.Proof;
import cn.smspay.counter.desks.Desks;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;

/** Words about customers and their accounts. */
record CustomerWords(Desks desks) {
    private static final String SUBSCRIPTION = "subscription";
    private static final String ID_CHECKED = "id_checked";
    private static final String SIM_PRESENT = "sim_present";
    private static final String BEFORE = "before";

    void register(ControlSocket socket) {
        socket.register(
                "customer.show",
                ask -> told(desk().query(caller(ask), customer(ask.only(NUMBER, SUBSCRIPTION, WHY)), why(ask))));
        socket.register(
                "customer.names",
                ask -> told(desks.logins().names(caller(ask), customer(ask.only(NUMBER, SUBSCRIPTION)))));
        socket.register("customer.transactions", this::transactions);
        socket.register("customer.locks", ask -> told(desk().locks(caller(ask), number(ask.only(NUMBER)))));
        socket.register(
                "customer.open-request",
                ask -> done(desk().openRequest(caller(ask), key(ask.only(NUMBER, KEY)), number(ask))));
        socket.register("customer.open", ask -> {
            ask.only(NUMBER, ID_CHECKED, SIM_PRESENT, KEY);
            return told(desk().openAtHall(caller(ask), key(ask), number(ask), shown(ask)));
        });
        socket.register("customer.close", this::close);
        socket.register("customer.freeze", ask -> {
            ask.only(NUMBER, SUBSCRIPTION, WHY, KEY);
            return done(desk().freeze(caller(ask), key(ask), customer(ask), why(ask)));
        });
        socket.register("customer.unfreeze", ask -> {
            ask.only(NUMBER, SUBSCRIPTION, WHY, KEY);
            return done(desk().unfreeze(caller(ask), key(ask), customer(ask), why(ask)));
        });
        socket.register(
                "customer.messages",
                ask -> told(desk().messages(caller(ask.only(NUMBER, WHY)), number(ask), why(ask))));
        socket.register("audit.check", ask -> told(desks.audit().check(caller(ask.only()))));
        socket.register("audit.list", ask -> {
            ask.only(NUMBER, SUBSCRIPTION, BEFORE, WHY);
            var about = ask.text(NUMBER).isPresent() || ask.number(SUBSCRIPTION).isPresent() ? customer(ask) : null;
            return told(
                    desks.audit().list(caller(ask), about, ask.number(BEFORE).orElse(null), why(ask)));
        });
    }

    private CustomerDesk desk() {
        return desks.customers();
    }

    private static PapersShown shown(Ask ask) {
        return new PapersShown(ask.on(ID_CHECKED), ask.on(SIM_PRESENT));
    }

    private Object transactions(Ask ask) throws InterruptedException {
        ask.only(NUMBER, SUBSCRIPTION, "from", "to", BEFORE, WHY);
        return told(desk().transactions(
                        caller(ask),
                        customer(ask),
                        AdminInput.day(ask, "from"),
                        AdminInput.day(ask, "to"),
                        ask.number(BEFORE).orElse(null),
                        why(ask)));
    }

    /** With document and SIM as at a hall, or with what proves it to an agent. */
    private Object close(Ask ask) throws InterruptedException {
        ask.only(NUMBER, ID_CHECKED, SIM_PRESENT, "name", "id_number", "service_checked", KEY);
        var name = ask.text("name").map(Secret::new);
        boolean byAgent = name.isPresent() || ask.on("service_checked");
        return byAgent
                ? done(desk().closeByAgent(
                                caller(ask),
                                key(ask),
                                number(ask),
                                new Proof(
                                        name.orElse(null),
                                        ask.text("id_number").map(Secret::new).orElse(null),
                                        ask.on("service_checked"))))
                : done(desk().closeAtHall(caller(ask), key(ask), number(ask), shown(ask)));
    }
}
