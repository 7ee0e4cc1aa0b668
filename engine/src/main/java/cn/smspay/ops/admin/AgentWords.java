package cn.smspay.ops.admin;

import static cn.smspay.ops.admin.AdminInput.KEY;
import static cn.smspay.ops.admin.AdminInput.NUMBER;
import static cn.smspay.ops.admin.AdminInput.amount;
import static cn.smspay.ops.admin.AdminInput.caller;
import static cn.smspay.ops.admin.AdminInput.done;
import static cn.smspay.ops.admin.AdminInput.key;
import static cn.smspay.ops.admin.AdminInput.number;
import static cn.smspay.ops.admin.AdminInput.told;

import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.entry.Proof;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.Desks;
import cn.smspay.ops.control.Ask;
import cn.smspay.ops.control.ControlSocket;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/** Words of what agents do for customers on the telephone. */
record AgentWords(Desks desks) {
    private static final String PAYEE = "payee";
    private static final String AMOUNT = "amount";

    void register(ControlSocket socket) {
        socket.register("customer.reset-password", this::reset);
        socket.register("bill.quote", ask -> {
            ask.only(NUMBER, PAYEE, AMOUNT);
            return told(desks.bills().quote(caller(ask), Subject.number(number(ask)), payee(ask), amount(ask, AMOUNT)));
        });
        socket.register("bill.pay", ask -> {
            ask.only(NUMBER, PAYEE, AMOUNT, "confirm_test", KEY);
            return told(desks.bills()
                    .pay(
                            caller(ask),
                            key(ask),
                            Subject.number(number(ask)),
                            payee(ask),
                            amount(ask, AMOUNT),
                            ask.on("confirm_test"),
                            null));
        });
    }

    private static Msisdn payee(Ask ask) {
        return ask.required(PAYEE, Msisdn::read, "eleven digits like 13800000001");
    }

    private Object reset(Ask ask) throws InterruptedException {
        ask.only(NUMBER, "which", "name", "id_number", "service_password", "last_top_up", KEY);
        var kind = ask.required(
                "which",
                text -> Arrays.stream(new PasswordKind[] {PasswordKind.LOGIN, PasswordKind.PAY})
                        .filter(each -> each.name().equalsIgnoreCase(text))
                        .findFirst(),
                "login or pay");
        return done(desks.logins().resetByAgent(caller(ask), key(ask), number(ask), kind, proof(ask)));
    }

    /** Papers for an account in somebody's name, the service word for any other (S-127). */
    private static Proof proof(Ask ask) {
        if (ask.text("service_password").isPresent()) {
            return new Proof.ServiceWord(
                    new Secret(ask.required("service_password")),
                    ask.optional("last_top_up", AgentWords::readTopUp, "a day and yuan like 2010-01-31:50.00"));
        }
        return new Proof.Papers(new Secret(ask.required("name")), new Secret(ask.required("id_number")));
    }

    private static Optional<Proof.LastTopUp> readTopUp(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        Optional<LocalDate> day = AdminInput.readDay(text.substring(0, colon));
        Optional<Fen> amount = Fen.readYuan(text.substring(colon + 1));
        return day.flatMap(on -> amount.map(fen -> new Proof.LastTopUp(on, fen)));
    }
}
