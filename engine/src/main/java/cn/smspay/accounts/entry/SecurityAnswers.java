package cn.smspay.accounts.entry;

import static cn.smspay.accounts.customers.AccountTables.SECURITY_ANSWER;

import cn.smspay.accounts.customers.AccountTables.SecurityAnswer;
import cn.smspay.accounts.customers.PersonNames;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.life.PasswordWork;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Secret;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The security question: asked on the site alone, and after three wrong answers in a calendar day not even there (S-128, S-129). */
public final class SecurityAnswers {
    static final int WRONG_MOST = 3;
    private static final int SHORTEST = 2;
    private static final int LONGEST = 40;

    private final Vault vault;

    public SecurityAnswers(Vault vault) {
        this.vault = vault;
    }

    /** The question that this customer has chosen. */
    public Optional<SecurityQuestion> question(Tx tx, AccountNo account) {
        return tx.find(SECURITY_ANSWER, account).map(it -> SecurityQuestion.valueOf(it.question()));
    }

    /** Whether this can be an answer: 2 to 40 characters, however they are written. */
    public Optional<Refusal> isFit(Secret answer) {
        var text = normal(answer).reveal();
        int length = text.codePointCount(0, text.length());
        return length >= SHORTEST && length <= LONGEST ? Optional.empty() : Optional.of(Refusal.of(Reason.BAD_ANSWER));
    }

    /** Chooses a question and its answer instead of those before. */
    public Optional<Refusal> set(Tx tx, AccountNo account, SecurityQuestion question, Secret answer, Instant now) {
        var refusal = isFit(answer);
        if (refusal.isEmpty()) {
            var hash = tx.slow(new PasswordWork.Hashing(vault, owner(account), normal(answer)));
            tx.put(SECURITY_ANSWER, new SecurityAnswer(account, question.name(), hash, now));
        }
        return refusal;
    }

    /** Whether only people at 10086 help today. */
    public Optional<Refusal> isNotBlocked(Tx tx, AccountNo account, Instant now) {
        return WrongProofs.today(tx, account, WrongProofs.Kind.ANSWER, now) < WRONG_MOST
                ? Optional.empty()
                : Optional.of(Refusal.of(Reason.WEB_RESET_BLOCKED, "until", WrongProofs.midnight(now)));
    }

    /** Wrong answers that are forgiven today. */
    int left(Tx tx, AccountNo account, Instant now) {
        return Math.max(0, WRONG_MOST - WrongProofs.today(tx, account, WrongProofs.Kind.ANSWER, now));
    }

    /** A try at the answer; the third wrong one of a day blocks resets on the site until midnight. */
    public Optional<Refusal> attempt(Tx tx, AccountNo account, Secret answer, Instant now) {
        var blocked = isNotBlocked(tx, account, now);
        if (blocked.isPresent()) {
            return blocked;
        }
        var stored = tx.find(SECURITY_ANSWER, account);
        if (stored.isEmpty()) {
            return Optional.of(Refusal.of(Reason.NO_QUESTION));
        }
        if (tx.slow(new PasswordWork.Comparison(vault, stored.get().hash(), owner(account), normal(answer)))) {
            return Optional.empty();
        }
        int wrong = WrongProofs.count(tx, account, WrongProofs.Kind.ANSWER, now);
        return wrong < WRONG_MOST
                ? Optional.of(Refusal.of(Reason.ANSWER_WRONG, "left", WRONG_MOST - wrong))
                : isNotBlocked(tx, account, now);
    }

    /** Trimmed, wide letters made narrow, blanks made one, case left out: people type it differently each time. */
    private static Secret normal(Secret answer) {
        return new Secret(
                PersonNames.normal(answer.reveal()).replaceAll("\\s+", " ").toLowerCase(Locale.ROOT));
    }

    private static String owner(AccountNo account) {
        return "answer:" + account;
    }
}
