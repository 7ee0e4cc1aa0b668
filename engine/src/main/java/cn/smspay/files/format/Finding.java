package cn.smspay.files.format;

/**
 * Something that is not as it must be.
 *
 * @param where the file, or the table and number
 * @param what a sentence
 */
public record Finding(Kind kind, String where, String what) {
    /** What sort of thing is wrong. */
    public enum Kind {
        /** A name that is not of our making, or two files with one number. */
        NAME,
        /** The contents are not those of the checksum file or of the database. */
        CHECKSUM,
        /** A sequence or record number that is missing. */
        GAP,
        /** A record or file that is there twice. */
        DOUBLE,
        /** A count or sum that is not that of the records. */
        TOTAL,
        /** A link of the hash chain that does not hold. */
        CHAIN,
        /** Something that cannot be read. */
        FORMAT,
        /** A file that should be there. */
        MISSING
    }

    @Override
    public String toString() {
        return kind + " " + where + ": " + what;
    }
}
