package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Fen;
import java.time.Instant;
import java.util.function.Consumer;

/** The banks, asked what became of a payment that was begun on their pages (R 4.14). Thread-safe; returns at once. */
@FunctionalInterface
public interface EBanks {
    /** A carrier without e-banks: nobody answers. */
    EBanks NONE = (question, answer) -> {};

    /** @param order our number of it */
    record PaymentQuestion(BankCode bank, String order, Fen amount, Instant orderedAt) {}

    /** What a bank says. Whoever says nothing is asked again. */
    sealed interface BankWord {
        /** @param bankNumber names the payment at the bank for ever */
        record Paid(String bankNumber, Fen amount, Instant paidAt) implements BankWord {}

        record NotPaid() implements BankWord {}
    }

    void inquire(PaymentQuestion question, Consumer<BankWord> answer);
}
