package cn.smspay.accounts.banks;

import cn.smspay.accounts.banks.TopUps.BankPayment;
import java.net.URI;
import java.util.Map;

/** One bank's own form: how customers are sent to its page, and how it tells us what they did there (R 4.14). Thread-safe. */
public interface BankGate {
    /**
     * A form that the customer's browser posts to the bank.
     *
     * @param fields in the order in which they are written
     */
    record Form(URI page, Map<String, String> fields) {}

    /** What came from the bank. */
    sealed interface BankReply {
        record Payment(BankPayment told) implements BankReply {}

        /** @param what is wrong with it, without its values where they may be secret */
        record Unreadable(String what) implements BankReply {}
    }

    Form form(TopUpOrder order);

    /** Reads what the bank posted to us; nothing in it is believed before its signature fits. */
    BankReply hear(Map<String, String> fields);
}
