package cn.smspay.files.format;

import java.time.DateTimeException;

/** A file that is not in the format that its name promises; checking a folder turns it into a finding. */
public final class UnreadableFile extends Exception {
    private final Finding.Kind kind;

    UnreadableFile(Finding.Kind kind, String what) {
        super(what);
        this.kind = kind;
    }

    public Finding.Kind kind() {
        return kind;
    }

    /** Reads something of a file. */
    interface Part<T> {
        T read() throws UnreadableFile;
    }

    /** Values that no type of ours takes make a file unreadable. */
    static <T> T reading(Part<T> part) throws UnreadableFile {
        try {
            return part.read();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "a record cannot be one of ours: " + e.getMessage());
        }
    }
}
