package cn.smspay.ledger;

import cn.smspay.ids.TransferId;
import cn.smspay.ledger.Line.Side;
import cn.smspay.money.Fen;
import java.time.Instant;

/** One posting as the owner of the account sees it. */
public record StatementLine(
        TransferId transfer,
        Event event,
        Pocket pocket,
        Side side,
        Fen amount,
        Fen balanceAfter,
        int day,
        Instant at) {}
