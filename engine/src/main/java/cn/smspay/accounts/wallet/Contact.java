package cn.smspay.accounts.wallet;

import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import java.util.List;

/**
 * What there is to do with a card that has just been read.
 *
 * @param next the number for what the card says next
 * @param orders for this reading alone; they are carried out before anything else is begun
 * @param waiting what was paid in for it and is not written yet, oldest first
 */
public record Contact(Terminal next, WalletStatus status, List<Ordered> orders, List<Waiting> waiting) {
    /** @param mac over {@link PurseData#order} */
    public record Ordered(CardOrder order, Terminal terminal, int mac) {}

    /** A load that the card may begin. */
    public record Waiting(OrderId load, Fen amount) {}
}
