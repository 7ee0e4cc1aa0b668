package cn.smspay.files.billing;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.ChargeHead;
import cn.smspay.files.format.BillingFile;
import cn.smspay.store.Tx;

/** Makes a written file known to the database, in the caller's transaction. */
final class Closing {
    private static final String NEXT_NUMBER = "select coalesce(max(first_number + records), 1) from billing_file";

    private final Tx tx;
    private final FileRows rows;

    Closing(Tx tx, FileRows rows) {
        this.tx = tx;
        this.rows = rows;
    }

    /** @param openDay the day that is open now: later records never go into a day before it */
    void close(FileWriter.WrittenFile written, ServiceDay openDay) {
        var file = written.file();
        var key = file.key();
        boolean followsOn =
                tx.query(sql -> sql.createQuery(NEXT_NUMBER).mapTo(Long.class).one()) == file.firstNumber();
        if (!followsOn || tx.find(BillingFile.TABLE, key).isPresent()) {
            throw new BillingStopped("another export closed file " + key.sequence() + " in the meantime: start again");
        }
        rows.add(tx, file, written.copies());
        var head = Billing.head(tx);
        if (file.day().isBefore(openDay) && head.day().isBefore(openDay)) {
            tx.put(ChargeHead.TABLE, new ChargeHead(1, head.number(), openDay, head.chain()));
        }
    }
}
