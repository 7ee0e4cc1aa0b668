package cn.smspay.accounts.wallet;

import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;

/**
 * What makes a card book a load.
 *
 * @param mac over {@link PurseData#loadOrder}
 */
public record LoadOrder(OrderId id, CardNo card, Terminal terminal, Fen amount, CardTime at, int mac) {}
