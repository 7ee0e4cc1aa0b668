package cn.smspay.accounts.banks;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.ServiceDay;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** Files of banks that were taken: the same file twice changes nothing. */
final class BankFiles {
    private static final Table<String, TakenFile> FILE = Table.of("bank_file", String.class, TakenFile.class);

    private BankFiles() {}

    record TakenFile(String digest, BankFile.Kind kind, BankCode bank, int day, int lines, Instant takenAt) {}

    static Optional<TakenFile> find(Tx tx, byte[] octets) {
        return tx.find(FILE, BankFile.digest(octets));
    }

    static void add(Tx tx, byte[] octets, BankFile file, Instant now) {
        tx.put(
                FILE,
                new TakenFile(
                        BankFile.digest(octets),
                        file.kind(),
                        file.bank(),
                        ServiceDay.number(file.day()),
                        file.rows().size(),
                        now));
    }
}
