package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.Province;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import java.util.function.Consumer;

/**
 * The carrier's billing, where phone bills are paid. Thread-safe. Both calls return at once and answer later on another
 * thread, or never: no answer means that nothing is known.
 */
public interface BillSystem {
    /** @param order the same order is the same payment, however often it is submitted */
    record Bill(OrderId order, Msisdn payee, Province province, Fen amount) {}

    /** What became of a payment. */
    enum PaymentVerdict {
        PAID,
        /** Refused for good: it will not be paid later either. */
        FAILED,
        /** An inquiry found no such payment: it never arrived. */
        NOT_KNOWN
    }

    void submit(Bill bill, Consumer<PaymentVerdict> answer);

    void inquire(Bill bill, Consumer<PaymentVerdict> answer);
}
