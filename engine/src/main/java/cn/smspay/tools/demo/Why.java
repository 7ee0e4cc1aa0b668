package cn.smspay.tools.demo;

import cn.smspay.store.Store;

/** Explains, from its billing record, how the last message of a number was understood. */
final class Why {
    private static final String LAST = """
            select number, command, dialogue, step, disposition, amount_li, part, parts
            from charge_record where sender = :sender order by number desc limit 1
            """;

    private Why() {}

    static String of(Store store, String number) {
        return store.read(sql -> sql.createQuery(LAST)
                .bind("sender", number)
                .map((row, context) -> "Record " + row.getLong(1)
                        + ": taken as " + or(row.getString(2), "no command")
                        + (row.getString(3).isEmpty() ? "" : ", dialogue " + row.getString(3))
                        + (row.getString(4).isEmpty() ? "" : " at step " + row.getString(4))
                        + "; result " + row.getString(5)
                        + "; fee " + row.getInt(6) + " 厘"
                        + (row.getInt(8) > 1 ? "; part " + row.getInt(7) + " of " + row.getInt(8) : ""))
                .findOne()
                .orElse("This number has not sent anything yet."));
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
