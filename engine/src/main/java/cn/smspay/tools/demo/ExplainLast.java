package cn.smspay.tools.demo;

import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.store.Store;

/** Explains, from its billing record, how the last message of a number was understood. */
final class ExplainLast {
    private ExplainLast() {}

    static String of(Store store, String number) {
        return new Charges(store)
                .ofSender(number, 0).stream()
                        .reduce((earlier, later) -> later)
                        .map(ExplainLast::words)
                        .orElse("This number has not sent anything yet.");
    }

    private static String words(ChargeRecord record) {
        var what = record.what();
        var message = record.message();
        return "Record " + record.number()
                + ": taken as " + or(what.command(), "no command")
                + (what.dialogue().isEmpty() ? "" : ", dialogue " + what.dialogue())
                + (what.step().isEmpty() ? "" : " at step " + what.step())
                + "; result " + what.disposition()
                + "; fee " + record.fee().amountLi() + " 厘"
                + (message.parts() > 1 ? "; part " + message.part() + " of " + message.parts() : "");
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
