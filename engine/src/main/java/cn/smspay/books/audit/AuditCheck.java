package cn.smspay.books.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Recomputes the chain over the audit rows; every sentence is a fault, with the row. */
public final class AuditCheck {
    private AuditCheck() {}

    public static List<String> verify(Handle sql) {
        var walk = new AuditPass();
        try (var rows = sql
                .createQuery("select " + String.join(", ", AuditTrail.AUDIT.columns()) + " from audit order by id")
                .map((row, c) -> AuditTrail.AUDIT.read(row))
                .stream()) {
            rows.forEach(walk::row);
        }
        var head = sql.createQuery("select slot, audit, chain from audit_head where slot = 0")
                .map((row, c) -> new AuditTrail.Head(row.getInt(1), row.getLong(2), row.getBytes(3)))
                .findFirst()
                .orElse(AuditTrail.Head.START);
        return walk.end(head);
    }

    /** One fault a break: what follows a changed row is right again if it was left alone. */
    private static final class AuditPass {
        private final List<String> faults = new ArrayList<>();
        private AuditTrail.Head last = AuditTrail.Head.START;

        void row(AuditTrail.Row row) {
            if (row.id() != last.audit() + 1) {
                faults.add("audit rows " + (last.audit() + 1) + " to " + (row.id() - 1) + " are missing");
            } else if (!Arrays.equals(
                    row.chain(), AuditTrail.link(last.chain(), AuditTrail.line(row.id(), row.entry())))) {
                faults.add("audit row " + row.id() + " does not follow from the one before it: it was changed by hand");
            }
            last = new AuditTrail.Head(0, row.id(), row.chain());
        }

        List<String> end(AuditTrail.Head head) {
            if (head.audit() != last.audit() || !Arrays.equals(head.chain(), last.chain())) {
                faults.add("the audit ends at row " + last.audit() + ", its head says row " + head.audit()
                        + ": rows were taken off or put behind the end");
            }
            return faults;
        }
    }
}
