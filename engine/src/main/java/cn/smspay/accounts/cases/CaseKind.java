package cn.smspay.accounts.cases;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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

    private static final Set<CaseKind> WITHOUT_MONEY = EnumSet.of(MISSING_PROOF, AGED_WITHDRAWAL, TILL_DIFFERENCE);

    private final List<String> ways;

    CaseKind(String... ways) {
        this.ways = List.of(ways);
    }

    /** Whether money of such a case may wait in SUSPENSE. */
    public boolean isInSuspense() {
        return !WITHOUT_MONEY.contains(this);
    }

    /** What may be done, as words. */
    public List<String> ways() {
        return ways;
    }
}
