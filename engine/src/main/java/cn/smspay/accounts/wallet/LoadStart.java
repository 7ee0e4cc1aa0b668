package cn.smspay.accounts.wallet;

import cn.smspay.base.Fen;

/**
 * How a card begins a load.
 *
 * @param terminal the number of the contact
 * @param mac over {@link PurseData#loadRequest}
 */
public record LoadStart(
        CardNo card, Terminal terminal, Fen balance, int online, int offline, int random, Fen amount, int mac) {}
