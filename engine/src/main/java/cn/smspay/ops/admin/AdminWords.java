package cn.smspay.ops.admin;

import cn.smspay.counter.Desks;
import cn.smspay.ops.control.ControlSocket;

/** Makes all words of {@code smspay admin} known to a socket. */
public final class AdminWords {
    private AdminWords() {}

    public static void register(ControlSocket socket, Desks desks) {
        new StaffWords(desks).register(socket);
        new CustomerWords(desks).register(socket);
        new SubscriberWords(desks).register(socket);
        new CashWords(desks).register(socket);
        new CaseWords(desks).register(socket);
    }
}
