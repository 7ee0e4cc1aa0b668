package cn.smspay.accounts.payments;

import cn.smspay.base.Fen;
import org.jspecify.annotations.Nullable;

/**
 * What a withdrawal may be.
 *
 * @param max the most at once; null for as much as there is
 * @param inARow withdrawals allowed between two remote purchases (S-082)
 * @param refundRestores whether a full refund takes back the purchase that cleared the counter (D-11)
 */
public record WithdrawalSettings(Fen min, @Nullable Fen max, int inARow, boolean refundRestores) {}
