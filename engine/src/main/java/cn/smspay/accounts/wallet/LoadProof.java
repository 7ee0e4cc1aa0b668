package cn.smspay.accounts.wallet;

/**
 * That a card has booked a load.
 *
 * @param tac over {@link PurseData#loadProof}
 */
public record LoadProof(CardNo card, Terminal terminal, int tac) {}
