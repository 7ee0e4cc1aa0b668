package cn.smspay.ops.admin;

import static cn.smspay.ops.admin.AdminInput.KEY;
import static cn.smspay.ops.admin.AdminInput.WHY;
import static cn.smspay.ops.admin.AdminInput.amount;
import static cn.smspay.ops.admin.AdminInput.caller;
import static cn.smspay.ops.admin.AdminInput.day;
import static cn.smspay.ops.admin.AdminInput.key;
import static cn.smspay.ops.admin.AdminInput.told;
import static cn.smspay.ops.admin.AdminInput.why;

import cn.smspay.base.Secret;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.desks.CardDesk;
import cn.smspay.counter.desks.Desks;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.ops.control.ControlWord.Declined;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;

/** Words about recharge cards. */
record CardWords(Desks desks) {
    private static final String SERIAL = "serial";
    private static final String BATCH = "batch";

    void register(ControlSocket socket) {
        socket.register("card.issue", ask -> {
            ask.only("cards", "face", "last_day", WHY, KEY);
            int cards = (int) Math.max(-1, Math.min(Integer.MAX_VALUE, ask.requiredNumber("cards")));
            return told(
                    desk().issue(caller(ask), key(ask), cards, amount(ask, "face"), day(ask, "last_day"), why(ask)));
        });
        socket.register("card.batches", ask -> told(desk().batches(caller(ask.only()))));
        socket.register("card.deliver", this::deliver);
        socket.register("card.activate", ask -> {
            ask.only(BATCH, WHY, KEY);
            return told(desk().activate(caller(ask), key(ask), ask.requiredNumber(BATCH), why(ask)));
        });
        socket.register("card.show", ask -> {
            ask.only(SERIAL, WHY);
            return told(desk().look(caller(ask), ask.required(SERIAL), why(ask)));
        });
        socket.register("card.freeze", ask -> change(ask, desk()::freeze));
        socket.register("card.thaw", ask -> change(ask, desk()::thaw));
        socket.register("card.void", ask -> change(ask, desk()::voided));
    }

    private CardDesk desk() {
        return desks.cards();
    }

    private interface CardChange {
        CompletableFuture<Reply<CardDesk.State>> of(Caller caller, Key key, String serial, String why);
    }

    private static Object change(Ask ask, CardChange change) throws InterruptedException {
        ask.only(SERIAL, WHY, KEY);
        return told(change.of(caller(ask), key(ask), ask.required(SERIAL), why(ask)));
    }

    private Object deliver(Ask ask) throws InterruptedException {
        ask.only(BATCH, "passphrase_file", "out");
        var passphrase = new String(Papers.read(ask, "passphrase_file"), StandardCharsets.UTF_8).strip();
        var file = Papers.fresh(ask, "out");
        try {
            var reply = AdminInput.wait(desk().deliver(caller(ask), ask.requiredNumber(BATCH), new Secret(passphrase)));
            if (reply instanceof Reply.Done<CardDesk.Delivered> made) {
                Papers.write(file, made.value().octets());
                var shown = new LinkedHashMap<String, Object>();
                shown.put("batch", made.value().batch());
                shown.put("file", file.toString());
                return shown;
            }
            return AdminInput.told(reply);
        } catch (Declined e) {
            Papers.drop(file);
            throw e;
        }
    }
}
