package cn.smspay.ops.admin;

import static cn.smspay.ops.admin.AdminInput.KEY;
import static cn.smspay.ops.admin.AdminInput.NUMBER;
import static cn.smspay.ops.admin.AdminInput.WHY;
import static cn.smspay.ops.admin.AdminInput.caller;
import static cn.smspay.ops.admin.AdminInput.key;
import static cn.smspay.ops.admin.AdminInput.number;
import static cn.smspay.ops.admin.AdminInput.told;
import static cn.smspay.ops.admin.AdminInput.why;

import cn.smspay.counter.desks.CaseDesk;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.SuspenseDesk.Booking;
import cn.smspay.counter.desks.SuspenseDesk.MoneyDirection;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import java.util.Arrays;

/** Words about cases and about what waits for a second person. */
record CaseWords(Desks desks) {
    private static final String ID = "id";
    private static final String AFTER = "after";
    private static final String TEXT = "text";

    void register(ControlSocket socket) {
        socket.register("case.list", ask -> {
            ask.only(NUMBER, AFTER);
            return told(
                    ask.text(NUMBER).isPresent()
                            ? cases().of(caller(ask), number(ask))
                            : cases().list(caller(ask), after(ask)));
        });
        socket.register("case.show", ask -> told(cases().show(caller(ask), id(ask.only(ID)))));
        socket.register("case.take", ask -> told(cases().take(caller(ask), key(ask.only(ID, KEY)), id(ask))));
        socket.register("case.give-back", ask -> told(cases().giveBack(caller(ask), key(ask.only(ID, KEY)), id(ask))));
        socket.register("case.note", ask -> {
            ask.only(ID, TEXT, KEY);
            return told(cases().note(caller(ask), key(ask), id(ask), ask.required(TEXT)));
        });
        socket.register("case.close", ask -> {
            ask.only(ID, TEXT, KEY);
            return told(cases().close(caller(ask), key(ask), id(ask), ask.required(TEXT)));
        });
        socket.register("case.book", ask -> {
            ask.only(ID, "way", "whom", "amount", WHY, KEY);
            var booking = new Booking(id(ask), way(ask), ask.required("whom"), AdminInput.amount(ask, "amount"));
            return told(desks.suspense().book(caller(ask), key(ask), booking, why(ask)));
        });
        socket.register("case.settle", ask -> {
            ask.only(ID, "whom", WHY, KEY);
            return told(desks.suspense().endRefund(caller(ask), key(ask), id(ask), ask.required("whom"), why(ask)));
        });
        socket.register("approval.list", ask -> {
            ask.only("decided", AFTER);
            return told(desks.approvals().list(caller(ask), ask.on("decided"), after(ask)));
        });
        socket.register(
                "approval.release",
                ask -> told(desks.approvals().release(caller(ask), key(ask.only(ID, KEY)), id(ask))));
        socket.register(
                "approval.refuse",
                ask -> told(desks.approvals().refuse(caller(ask), key(ask.only(ID, WHY, KEY)), id(ask), why(ask))));
    }

    private CaseDesk cases() {
        return desks.cases();
    }

    private static MoneyDirection way(Ask ask) {
        return ask.required(
                "way",
                text -> Arrays.stream(MoneyDirection.values())
                        .filter(each -> each.name().equalsIgnoreCase(text))
                        .findFirst(),
                "to or from");
    }

    private static long id(Ask ask) {
        return ask.requiredNumber(ID);
    }

    private static long after(Ask ask) {
        return ask.number(AFTER).orElse(0L);
    }
}
