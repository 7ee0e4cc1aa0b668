package cn.smspay.ops.admin;

import cn.smspay.counter.desks.Desks;
import cn.smspay.ops.control.ControlSocket;

/** Makes all words of {@code smspay admin} known to a socket. */
final class AdminWords {
    private AdminWords() {}

    static void register(ControlSocket socket, Desks desks) {
        new StaffWords(desks).register(socket);
        new CustomerWords(desks).register(socket);
        new SubscriberWords(desks).register(socket);
        new CashWords(desks).register(socket);
        new CaseWords(desks).register(socket);
        new MerchantWords(desks).register(socket);
        new BankWords(desks).register(socket);
        new CardWords(desks).register(socket);
        new WalletWords(desks).register(socket);
        new AgentWords(desks).register(socket);
        new WaiverWords(desks).register(socket);
    }
}
