package cn.smspay.files.billing;

import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.CsvLine;
import cn.smspay.books.charge.DamagedBilling;
import cn.smspay.files.format.BillingCopy;
import cn.smspay.files.format.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks the database's own records and that it and a folder agree. */
final class BooksCheck {
    private final Charges charges;
    private final FileRows rows;
    private final List<Finding> findings = new ArrayList<>();

    BooksCheck(Charges charges, FileRows rows) {
        this.charges = charges;
        this.rows = rows;
    }

    List<Finding> of(Path folder) {
        try {
            for (var copy : rows.copies()) {
                checkCopy(folder, copy);
            }
        } catch (IOException e) {
            throw new BillingStopped("cannot read " + folder + ": " + e.getMessage(), e);
        }
        checkChain();
        return findings;
    }

    private void checkCopy(Path folder, BillingCopy copy) throws IOException {
        var file = rows.find(copy.key().sequence()).orElseThrow();
        var name = file.name(copy.key().format());
        var path = folder.resolve(name);
        if (!Files.exists(path)) {
            findings.add(new Finding(Finding.Kind.MISSING, name, "the database knows it, and it is not in " + folder));
        } else if (!Digest.of(path).sha256().equals(copy.sha256())) {
            findings.add(new Finding(
                    Finding.Kind.CHECKSUM, name, "it is not what the database says was written: it was changed"));
        }
    }

    /** Follows the chain over all records that are stored, from where the last purge left it. */
    private void checkChain() {
        var all = charges.all();
        var start = rows.chainBefore(all.first());
        var chain = new Chain(start);
        var line = new CsvLine();
        try {
            charges.walk(all, record -> {
                boolean holds = Arrays.equals(chain.add(line.of(record)), record.chain());
                if (!holds) {
                    findings.add(new Finding(
                            Finding.Kind.CHAIN,
                            "charge record " + record.number(),
                            "it is not what was written, or a record before it is missing"));
                }
                return holds;
            });
            checkHead(all, chain.head());
        } catch (DamagedBilling e) {
            findings.add(new Finding(Finding.Kind.GAP, "charge records", String.valueOf(e.getMessage())));
        }
    }

    private void checkHead(Charges.Range all, byte[] last) {
        var head = rows.head();
        if (findings.isEmpty() && (head.number() != all.last() || !Arrays.equals(head.chain(), last))) {
            findings.add(new Finding(
                    Finding.Kind.CHAIN,
                    "charge head",
                    "the chain was left at record " + head.number() + " and the records end at " + all.last()));
        }
    }
}
