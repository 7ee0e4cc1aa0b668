package cn.smspay.ops.admin;

import static cn.smspay.ops.admin.AdminInput.KEY;
import static cn.smspay.ops.admin.AdminInput.NUMBER;
import static cn.smspay.ops.admin.AdminInput.caller;
import static cn.smspay.ops.admin.AdminInput.key;
import static cn.smspay.ops.admin.AdminInput.number;
import static cn.smspay.ops.admin.AdminInput.told;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.SubscriberDesk;
import cn.smspay.counter.desks.SubscriberDesk.Put;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;

/** Words of the carrier's feed. */
record SubscriberWords(Desks desks) {
    private static final String PROVINCE = "province";
    private static final String BRAND = "brand";

    void register(ControlSocket socket) {
        socket.register("subscriber.put", this::put);
        socket.register("subscriber.status", this::status);
        socket.register(
                "subscriber.cancel", ask -> told(desk().cancel(caller(ask), key(ask.only(NUMBER, KEY)), number(ask))));
        socket.register("subscriber.reissue", ask -> {
            ask.only(NUMBER, PROVINCE, BRAND, KEY);
            return told(desk().reissue(
                            caller(ask),
                            key(ask),
                            number(ask),
                            ask.optional(PROVINCE, Province::read, "one like HUNAN or 湖南")
                                    .orElse(null),
                            ask.optional(BRAND, Brand::read, "one like GOTONE or 全球通")
                                    .orElse(null)));
        });
        socket.register("subscriber.language", ask -> {
            ask.only(NUMBER, "language", KEY);
            return told(desk().language(caller(ask), key(ask), number(ask), ask.required("language")));
        });
        socket.register("subscriber.profile", this::profile);
        socket.register(
                "subscriber.transferable", ask -> told(desk().transferable(caller(ask), number(ask.only(NUMBER)))));
        socket.register(
                "subscriber.transfer",
                ask -> told(desk().transfer(caller(ask), key(ask.only(NUMBER, KEY)), number(ask))));
        socket.register("subscriber.renumber", ask -> {
            ask.only(NUMBER, "to", KEY);
            var to = ask.required("to", Msisdn::read, "eleven digits like 13800000001");
            return told(desk().renumber(caller(ask), key(ask), number(ask), to));
        });
        socket.register("subscriber.sim-change", ask -> {
            ask.only(NUMBER, "iccid", KEY);
            return told(desk().simChange(caller(ask), key(ask), number(ask), ask.required("iccid")));
        });
    }

    private SubscriberDesk desk() {
        return desks.subscribers();
    }

    private Object put(Ask ask) throws InterruptedException {
        ask.only(NUMBER, "operator", PROVINCE, BRAND, "secondary", KEY);
        var operator = ask.optional("operator", Operator::read, "one like CHINA_MOBILE")
                .orElse(Operator.CHINA_MOBILE);
        var news = new Put(number(ask), operator, AdminInput.province(ask), AdminInput.brand(ask), ask.on("secondary"));
        return told(desk().put(caller(ask), key(ask), news));
    }

    private Object status(Ask ask) throws InterruptedException {
        ask.only(NUMBER, "status", "reason", KEY);
        var phone = new PhoneCondition(
                ask.required("status", PhoneStatus::read, "a code from 00 to 06 or 99, or its name"),
                ask.optional("reason", StopReason::read, "one of 申请, 欠费, 挂失, 局方")
                        .orElse(StopReason.NONE));
        return told(desk().status(caller(ask), key(ask), number(ask), phone));
    }

    private Object profile(Ask ask) throws InterruptedException {
        ask.only(NUMBER, "name", "id_type", "id_number", KEY);
        return told(desk().profile(
                        caller(ask),
                        key(ask),
                        number(ask),
                        new Secret(ask.required("name")),
                        ask.optional("id_type", IdType::read, "one like ID_CARD or 身份证")
                                .orElse(IdType.ID_CARD),
                        new Secret(ask.required("id_number"))));
    }
}
