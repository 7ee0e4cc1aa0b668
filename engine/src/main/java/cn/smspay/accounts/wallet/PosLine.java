package cn.smspay.accounts.wallet;

import cn.smspay.base.Fen;

/**
 * One purchase as a POS tells it.
 *
 * @param line from 1, the header not counted
 * @param counter the card's off-line counter before it
 * @param number the terminal's number of this transaction
 * @param before what the card held before it
 */
public record PosLine(
        int line, CardNo card, int counter, long number, Fen amount, Fen before, CardTime time, int tac) {}
