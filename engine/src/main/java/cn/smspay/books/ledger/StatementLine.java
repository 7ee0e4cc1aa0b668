package cn.smspay.books.ledger;

import cn.smspay.base.Fen;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.Line.Side;
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
