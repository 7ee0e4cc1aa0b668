package cn.smspay.ops.admin;

import static cn.smspay.ops.admin.AdminInput.caller;
import static cn.smspay.ops.admin.AdminInput.told;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.counter.Reply;
import cn.smspay.counter.desks.BankDesk;
import cn.smspay.counter.desks.Desks;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.ops.control.ControlWord.Declined;
import java.util.LinkedHashMap;
import java.util.Map;

/** Words about money from banks and to banks. */
record BankWords(Desks desks) {
    void register(ControlSocket socket) {
        socket.register("bank.list", ask -> {
            ask.only();
            return Map.of("banks", desk().open());
        });
        socket.register("bank.ask", ask -> told(desk().ask(caller(ask.only("order")), ask.required("order"))));
        socket.register("bank.batch", this::batch);
        socket.register(
                "bank.results", ask -> told(desk().results(caller(ask.only("file")), Papers.read(ask, "file"))));
        socket.register(
                "bank.statement", ask -> told(desk().statement(caller(ask.only("file")), Papers.read(ask, "file"))));
    }

    private BankDesk desk() {
        return desks.banks();
    }

    private Object batch(Ask ask) throws InterruptedException {
        ask.only("bank", "out");
        var bank = ask.required("bank", BankCode::read, "a code like ICBC");
        var file = Papers.fresh(ask, "out");
        try {
            var reply = AdminInput.wait(desk().batch(caller(ask), bank));
            if (reply instanceof Reply.Done<BankDesk.BankBatch> made) {
                Papers.write(file, made.value().octets());
                var shown = new LinkedHashMap<String, Object>();
                shown.put("bank", made.value().bank());
                shown.put("day", made.value().day());
                shown.put("lines", made.value().lines());
                shown.put("sum_fen", made.value().sum());
                shown.put("file", file.toString());
                return shown;
            }
            Papers.drop(file);
            return AdminInput.told(reply);
        } catch (Declined e) {
            Papers.drop(file);
            throw e;
        }
    }
}
