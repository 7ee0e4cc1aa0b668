package cn.smspay.ops.admin;

import static cn.smspay.ops.admin.AdminInput.KEY;
import static cn.smspay.ops.admin.AdminInput.NUMBER;
import static cn.smspay.ops.admin.AdminInput.TILL;
import static cn.smspay.ops.admin.AdminInput.WHY;
import static cn.smspay.ops.admin.AdminInput.amount;
import static cn.smspay.ops.admin.AdminInput.caller;
import static cn.smspay.ops.admin.AdminInput.day;
import static cn.smspay.ops.admin.AdminInput.done;
import static cn.smspay.ops.admin.AdminInput.key;
import static cn.smspay.ops.admin.AdminInput.number;
import static cn.smspay.ops.admin.AdminInput.till;
import static cn.smspay.ops.admin.AdminInput.told;
import static cn.smspay.ops.admin.AdminInput.why;

import cn.smspay.accounts.entry.Proof;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Secret;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.CustomerDesk.PapersShown;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.WalletDesk;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;

/** Words about wallets on SIM cards. */
record WalletWords(Desks desks) {
    private static final String CARD = "card";

    void register(ControlSocket socket) {
        looks(socket);
        socket.register("wallet.open", ask -> {
            ask.only(NUMBER, CARD, "id_checked", "sim_present", KEY);
            var shown = new PapersShown(ask.on("id_checked"), ask.on("sim_present"));
            return told(desk().open(caller(ask), key(ask), number(ask), card(ask), shown));
        });
        socket.register("wallet.calibrate", ask -> {
            ask.only(NUMBER, CARD, KEY);
            return done(desk().calibrate(caller(ask), key(ask), number(ask), card(ask)));
        });
        socket.register("wallet.load-cash", ask -> {
            ask.only(NUMBER, "amount", TILL, KEY);
            return told(desk().loadCash(caller(ask).at(till(ask)), key(ask), number(ask), amount(ask, "amount")));
        });
        socket.register("wallet.lost", ask -> done(desk().lost(caller(ask), key(ask.only(NUMBER, KEY)), number(ask))));
        socket.register("wallet.reset-password", this::reset);
        socket.register("wallet.terminal", ask -> {
            ask.only("psam", "id", "blocked", KEY);
            var psam = ask.required("psam", Terminal::read, "12 digits");
            return done(desk().terminal(caller(ask), key(ask), psam, ask.required("id"), ask.on("blocked")));
        });
    }

    private void looks(ControlSocket socket) {
        socket.register("wallet.show", ask -> {
            ask.only(NUMBER, WHY);
            return told(desk().query(caller(ask), Subject.number(number(ask)), why(ask)));
        });
        socket.register("wallet.history", ask -> {
            ask.only(NUMBER, "from", "to", WHY);
            return told(desk().history(
                            caller(ask), Subject.number(number(ask)), day(ask, "from"), day(ask, "to"), why(ask)));
        });
    }

    private Object reset(Ask ask) throws InterruptedException {
        ask.only(NUMBER, "name", "id_number", "own_phone", KEY);
        var papers = new Proof.Papers(new Secret(ask.required("name")), new Secret(ask.required("id_number")));
        return done(desks.logins().resetOperation(caller(ask), key(ask), number(ask), papers, ask.on("own_phone")));
    }

    private static CardNo card(Ask ask) {
        return ask.required(CARD, CardNo::read, "16 digits");
    }

    private WalletDesk desk() {
        return desks.wallets();
    }
}
