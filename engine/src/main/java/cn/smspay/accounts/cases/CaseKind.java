package cn.smspay.accounts.cases;

import java.util.List;

/** Why somebody has to look (R 4.12), and what may be done about it. */
public enum CaseKind {
    /** A system outside says that it did what had been given back already. */
    LATE_RESULT("book-from-suspense", "claim-from-partner", "write-off"),
    REFUND_TO_CLOSED("pay-out-by-bank", "return-to-merchant"),
    UNKNOWN_BANK_LINE("assign-to-customer", "return-to-bank"),
    POS_CONFLICT("accept", "reject", "claim-from-merchant"),
    SHORT_SHADOW("claim-from-customer", "write-off"),
    MISSING_PROOF("read-card", "wait"),
    AGED_WITHDRAWAL("ask-bank", "enter-result"),
    TILL_DIFFERENCE("recount", "book-difference"),
    STATEMENT_DIFFERENCE("ask-bank", "book-difference");

    private final List<String> ways;

    CaseKind(String... ways) {
        this.ways = List.of(ways);
    }

    /** What may be done, as words. */
    public List<String> ways() {
        return ways;
    }
}
