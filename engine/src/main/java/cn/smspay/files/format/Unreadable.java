package cn.smspay.files.format;

/** A file that is not in the format that its name promises; checking a folder turns it into a finding. */
public final class Unreadable extends Exception {
    private final Finding.Kind kind;

    Unreadable(Finding.Kind kind, String what) {
        super(what);
        this.kind = kind;
    }

    public Finding.Kind kind() {
        return kind;
    }

    /** Counts records as a reader meets them, and insists that numbers follow each other. */
    static final class Count {
        /** So that no sum of a file can overflow. */
        private static final long AMOUNT_MOST = 1_000_000_000;

        private final long first;
        private long records;
        private long sumLi;

        Count(long first) {
            this.first = first;
        }

        void add(long number, long amountLi) throws Unreadable {
            long expected = first + records;
            if (number < expected) {
                throw new Unreadable(
                        Finding.Kind.DOUBLE, "record " + number + " stands where record " + expected + " should");
            }
            if (number > expected) {
                throw new Unreadable(Finding.Kind.GAP, "record " + expected + " is missing before record " + number);
            }
            records++;
            if (amountLi > AMOUNT_MOST || amountLi < -AMOUNT_MOST) {
                throw new Unreadable(Finding.Kind.TOTAL, "record " + number + " has an impossible amount");
            }
            sumLi += amountLi;
        }

        long records() {
            return records;
        }

        long sumLi() {
            return sumLi;
        }
    }
}
