package cn.smspay.ops.admin;

import static cn.smspay.ops.admin.AdminInput.KEY;
import static cn.smspay.ops.admin.AdminInput.WHY;
import static cn.smspay.ops.admin.AdminInput.caller;
import static cn.smspay.ops.admin.AdminInput.done;
import static cn.smspay.ops.admin.AdminInput.key;
import static cn.smspay.ops.admin.AdminInput.told;
import static cn.smspay.ops.admin.AdminInput.why;

import cn.smspay.counter.desks.Desks;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Words about charges that need not be paid. */
record WaiverWords(Desks desks) {
    private static final String CHARGES = "charges";
    private static final String REASON = "reason";
    private static final String ID = "id";

    void register(ControlSocket socket) {
        socket.register("charge.waivers", ask -> told(desks.waivers().waiting(caller(ask.only()))));
        socket.register("charge.waive", ask -> propose(ask, false));
        socket.register("charge.restore", ask -> propose(ask, true));
        socket.register(
                "charge.release",
                ask -> told(desks.waivers().release(caller(ask.only(ID, KEY)), key(ask), ask.requiredNumber(ID))));
        socket.register(
                "charge.refuse",
                ask -> done(desks.waivers()
                        .refuse(caller(ask.only(ID, WHY, KEY)), key(ask), ask.requiredNumber(ID), why(ask))));
    }

    private Object propose(Ask ask, boolean restores) throws InterruptedException {
        ask.only(CHARGES, REASON, WHY, KEY);
        var charges = ask.required(CHARGES, WaiverWords::numbers, "numbers of charge records with commas, like 7,8");
        var reason = ask.required(REASON).toUpperCase(Locale.ROOT).replace('-', '_');
        return told(desks.waivers().propose(caller(ask), key(ask), restores, charges, reason, why(ask)));
    }

    private static Optional<List<Long>> numbers(String text) {
        return text.matches("[0-9]{1,18}(,[0-9]{1,18})*")
                ? Optional.of(Arrays.stream(text.split(",")).map(Long::valueOf).toList())
                : Optional.empty();
    }
}
