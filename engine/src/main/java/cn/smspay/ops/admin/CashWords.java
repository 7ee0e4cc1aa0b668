package cn.smspay.ops.admin;

import static cn.smspay.ops.admin.AdminInput.KEY;
import static cn.smspay.ops.admin.AdminInput.NUMBER;
import static cn.smspay.ops.admin.AdminInput.TILL;
import static cn.smspay.ops.admin.AdminInput.WHY;
import static cn.smspay.ops.admin.AdminInput.amount;
import static cn.smspay.ops.admin.AdminInput.caller;
import static cn.smspay.ops.admin.AdminInput.key;
import static cn.smspay.ops.admin.AdminInput.number;
import static cn.smspay.ops.admin.AdminInput.till;
import static cn.smspay.ops.admin.AdminInput.told;
import static cn.smspay.ops.admin.AdminInput.why;

import cn.smspay.base.TransferId;
import cn.smspay.counter.desks.Desks;
import cn.smspay.ops.control.ControlSocket;

/** Words about tills and cash. */
record CashWords(Desks desks) {
    private static final String COUNTED = "counted";
    private static final String AMOUNT = "amount";

    void register(ControlSocket socket) {
        socket.register("till.open", ask -> {
            ask.only(TILL, COUNTED, KEY);
            return told(desks.tills().open(caller(ask), key(ask), till(ask), amount(ask, COUNTED)));
        });
        socket.register("till.close", ask -> {
            ask.only(TILL, COUNTED, KEY);
            return told(desks.tills().close(caller(ask), key(ask), till(ask), amount(ask, COUNTED)));
        });
        socket.register("till.show", ask -> told(desks.tills().show(caller(ask), till(ask.only(TILL)))));
        socket.register("cash.top-up", ask -> {
            ask.only(NUMBER, TILL, AMOUNT, KEY);
            var at = caller(ask).at(till(ask));
            return told(desks.cash().topUp(at, key(ask), number(ask), amount(ask, AMOUNT)));
        });
        socket.register("cash.agent", ask -> {
            ask.only(NUMBER, AMOUNT, KEY);
            return told(desks.cash().topUpAtAgent(caller(ask), key(ask), number(ask), amount(ask, AMOUNT)));
        });
        socket.register("cash.reverse", ask -> {
            ask.only(NUMBER, TILL, AMOUNT, "receipt", WHY, KEY);
            var at = caller(ask).at(till(ask));
            var receipt = new TransferId(ask.requiredNumber("receipt"));
            return told(desks.cash().reverse(at, key(ask), number(ask), receipt, amount(ask, AMOUNT), why(ask)));
        });
    }
}
