package cn.smspay.accounts.wallet;

import cn.smspay.base.Fen;

/**
 * The first line of a batch.
 *
 * @param count lines that follow
 * @param sum of their amounts
 */
record BatchHead(Terminal psam, long number, int count, Fen sum, CardTime since, CardTime until) {}
