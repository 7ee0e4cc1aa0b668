package cn.smspay.ops.ctl;

import org.jdbi.v3.core.Handle;

/** Finds rows by a time for which there is no index: their numbers rise with it. */
final class Bisection {
    private Bisection() {}

    /** The smallest number whose time is not before {@code at}; one above the greatest if there is none. */
    static long firstAt(Handle sql, String table, String column, long at) {
        var ends = sql.createQuery("select min(id), max(id) from " + table)
                .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
                .one();
        long low = ends[0];
        long high = ends[1] + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            // Purged rows leave gaps: the next one stands for what is missing.
            var time = sql.createQuery(
                            "select " + column + " from " + table + " where id >= :middle order by id limit 1")
                    .bind("middle", middle)
                    .mapTo(Long.class)
                    .findOne();
            if (time.isEmpty() || time.get() >= at) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
